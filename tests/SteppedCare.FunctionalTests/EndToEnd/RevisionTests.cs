using Grpc.Core;

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
        V1.Decision first;
        Course course;
        await using (var server = await AssembledServer.StartAsync(_data, policies: _policies))
        {
            course = new Course(server, Episode);
            first = (await course.TriageAsync(A.MildWithRisk)).Clinician;
        }

        const string Was = "The least intensive care that is likely to help";
        const string Is = "As little care as is likely to help";
        var script = await File.ReadAllTextAsync(_script);
        Assert.Contains(Was, script, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_script, script.Replace(Was, Is, StringComparison.Ordinal));
        await using (var server = await AssembledServer.StartAsync(_data, policies: _policies))
        {
            course = new Course(server, Episode);
            Assert.Equal(first, await course.GetDecisionAsync(first.Name));
            var later = course.TriageRequest();
            later.RequestId = "after-the-edit";
            var second = (await course.SendAsync(later)).Clinician;

            Assert.Equal(Was, first.Advice.Reasons[0].Text);
            Assert.Equal(Is, second.Advice.Reasons[0].Text);
            Assert.NotEqual(first.Provenance.Digest, second.Provenance.Digest);
            Assert.Equal(first.Provenance.Version, second.Provenance.Version);
        }

        File.Delete(Path.Combine(_data, "revisions", $"{first.Provenance.Digest}.csx"));
        await using (var server = await AssembledServer.StartAsync(_data, policies: _policies))
        {
            course = new Course(server, Episode);
            var failure = await course.RefusedAsync("REVISION_UNAVAILABLE", () => course.GetDecisionAsync(first.Name));

            Assert.Equal(StatusCode.FailedPrecondition, failure.Code);
            Assert.Equal(2, (await course.GetAsync()).Decisions.Count);
            Assert.Equal(3, (await course.ReviewAsync()).TrajectoryVersion);
        }
    }
}
