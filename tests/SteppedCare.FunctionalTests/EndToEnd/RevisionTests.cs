using SteppedCare.FunctionalTests.Rollouts;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>What decided can explain itself again, however the policy folder was edited since.</summary>
public sealed class RevisionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-revisions-");
    private readonly string _data;
    private readonly string _policies;
    private readonly string _script;

    public RevisionTests()
    {
        _data = Path.Combine(_folder.FullName, "data");
        _policies = Path.Combine(_folder.FullName, "policies");
        _script = Path.Combine(_policies, "talking-therapies", "2026.1", "policy.csx");
        var shipped = Path.Combine(AssembledServer.Repository, "policies");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_policies, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_decision_is_explained_by_the_revision_that_made_it_and_by_no_other()
    {
        const string Episode = "ep-edited";
        const string Was = "The least intensive care that is likely to help";
        const string Is = "As little care as is likely to help";
        V1.Decision first;
        await using (var server = await AssembledServer.StartAsync(_data, policies: _policies))
        {
            first = (await new Course(server, Episode).TriageAsync(A.MildWithRisk)).Clinician;
        }

        var script = await File.ReadAllTextAsync(_script);
        Assert.Contains(Was, script, StringComparison.Ordinal);
        var edited = script.Replace(Was, Is, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_script, edited);
        await using (var server = await AssembledServer.StartAsync(_data, policies: _policies))
        {
            // What is published under a version stays; the folder is told to differ.
            var course = new Course(server, Episode);
            Assert.Equal(first, await course.GetDecisionAsync(first.Name));
            Assert.Equal(first.Provenance.Digest, (await AgainAsync(course, "after-the-edit")).Provenance.Digest);
            Assert.Contains("is not what is published under that version", server.Log.Text, StringComparison.Ordinal);

            var lead = new Lead(server);
            await lead.PublishAsync("2026.1-edited", edited);
            await lead.RollOutAsync("2026.1-edited");
            var second = await AgainAsync(course, "after-the-rollout");

            Assert.Equal(Was, first.Advice.Reasons[0].Text);
            Assert.Equal(Is, second.Advice.Reasons[0].Text);
            Assert.Equal(("2026.1-edited", 2), (second.Provenance.Version, second.Provenance.Epoch));
            Assert.Equal(first, await course.GetDecisionAsync(first.Name));
        }
    }

    private static async Task<V1.Decision> AgainAsync(Course course, string request)
    {
        var later = course.TriageRequest();
        later.RequestId = request;
        return (await course.SendAsync(later)).Clinician;
    }
}
