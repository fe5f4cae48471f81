using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Canaries, shadows and the guard, on one server with the embedded file.</summary>
public sealed class WatchedRolloutTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-watched-");
    private AssembledServer _server = null!;
    private Lead _lead = null!;

    public async Task InitializeAsync()
    {
        var version = Directory.CreateDirectory(Path.Combine(_folder.FullName, "policies", Lead.Policy, "low")).FullName;
        await File.WriteAllTextAsync(Path.Combine(version, "policy.csx"), Scripts.Low);
        _server = await AssembledServer.StartAsync(Path.Combine(_folder.FullName, "data"), policies: Path.Combine(_folder.FullName, "policies"));
        _lead = new Lead(_server);
        await _lead.PublishAsync("high", Scripts.High);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Looking_up_what_answers_under_a_known_epoch_allocates_nothing()
    {
        var rollouts = _server.Services.GetRequiredService<IRollouts>();
        var epoch = _lead.Present.Epoch;
        Assert.NotNull(rollouts.Find(Course.Service, epoch));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var time = 0; time < 1_000; time++)
        {
            _ = rollouts.Find(Course.Service, epoch)!.Of("ep-1");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task A_canary_answers_its_share_the_same_people_as_it_grows_and_is_counted_apart()
    {
        var courses = Enumerable.Range(0, 40).Select(_ => _server.Course()).ToList();
        await _lead.RollOutAsync(_lead.Command("low") with { Canary = "high", CanaryShare = 3_000 });
        var first = await TriagedAsync(courses);
        Assert.Equal(first, await TriagedAsync(courses));

        await _lead.RollOutAsync(_lead.Command("low") with { Canary = "high", CanaryShare = 7_000 });
        var more = await TriagedAsync(courses);

        Assert.True(first.IsSubsetOf(more), "Growing the share took somebody out of it.");
        Assert.InRange(first.Count, 1, 39);
        Assert.InRange(more.Count, first.Count, 40);
        var metrics = await _server.MetricsAsync();
        Assert.Contains($"steppedcare_decisions_total{{call=\"triage\",policy=\"{Lead.Policy}\",revision=\"high\",arm=\"canary\",outcome=\"enter\",step=\"high\"}} {(2 * first.Count) + more.Count}", metrics);
        Assert.Contains($"steppedcare_revision_info{{policy=\"{Lead.Policy}\",revision=\"high\",arm=\"canary\"}} 1", metrics);
    }

    [Fact]
    public async Task A_shadow_is_asked_about_everybody_and_answers_nobody()
    {
        var changed = await _lead.RollOutAsync(_lead.Command("low") with { Shadows = ["high"] });
        var courses = Enumerable.Range(0, 12).Select(_ => _server.Course()).ToList();
        Assert.Empty(await TriagedAsync(courses));
        await courses[0].ReviewAsync();

        Disagreement? seen = null;
        await Until.ItHoldsAsync(
            async () =>
            {
                seen = await _server.Services.GetRequiredService<Disagreements>().ReadAsync(Course.Service, 0, CancellationToken.None);
                return seen!.Shadows.Single().Cells.Sum(cell => cell.Decisions) == courses.Count + 1;
            },
            () => $"The shadow was not asked about everybody: {seen}");

        Assert.Equal(changed.Epoch, seen!.Epoch);
        var triaged = seen.Shadows.Single().Cells.Single(cell => cell.Answers.Call == DecisionCall.Triage);
        Assert.Equal(
            (Outcome.Enter, Step.Low, Outcome.Enter, Step.High, false, false),
            (triaged.Answers.Outcome, triaged.Answers.Step, triaged.Answers.ShadowOutcome, triaged.Answers.ShadowStep, triaged.Answers.IsLower, triaged.Answers.Agrees));
        Assert.Equal((courses.Count, ShadowAsking.MostSamples), (triaged.Decisions, triaged.Samples.Length));
        Assert.All(triaged.Samples, sample => Assert.Contains(sample, courses.Select(course => $"{course.Name}/decisions/1")));

        const string Series = "steppedcare_shadow_answers_total{call=\"triage\",policy=\"talking-therapies\",revision=\"low\",shadow=\"high\",outcome=\"enter\",shadow_outcome=\"enter\"} ";
        Assert.Contains(Series + "12", await _server.MetricsAsync());
        await _lead.RollOutAsync("low");
        await Until.ItHoldsAsync(
            async () => !(await _server.MetricsAsync()).Any(line => line.StartsWith("steppedcare_shadow_answers_total{", StringComparison.Ordinal)), () => "The series outlived its rollout.");
    }

    [Fact]
    public async Task The_guard_takes_back_a_change_whose_answers_are_faults_and_says_why()
    {
        await _lead.PublishAsync("silent", Scripts.Silent);
        var guard = new GuardBounds(TimeSpan.FromMinutes(10), 20, 5, null, null);
        var changed = await _lead.RollOutAsync(_lead.Command("silent") with { Guard = guard });

        await TriagedAsync([.. Enumerable.Range(0, 20).Select(_ => _server.Course())]);
        await Until.ItHoldsAsync(() => _lead.Present is { IsReached: true, Changed.Change: RolloutChange.Guarded }, () => "The guard let it stay.");

        var returned = _lead.Present;
        Assert.Equal((changed.Epoch + 1, "low", "guard"), (returned.Epoch, returned.Plan.Active.Version, returned.Changed.By));
        Assert.Equal("Active revision: 100.00 % of 20 decisions in 600 s were INDETERMINATE; the bound is 5.00 %.", returned.Changed.Reason);
        Assert.Equal(Wire.Step.Low, (await _server.Course().TriageAsync(A.Mild)).Clinician.Advice.Step);
        Assert.Contains("steppedcare_guard_returns_total{bound=\"faults\"} 1", await _server.MetricsAsync());
    }

    [Fact]
    public async Task The_guard_takes_back_a_canary_that_answers_otherwise_than_the_rest()
    {
        await _lead.PublishAsync("human", Scripts.Human);
        var guard = new GuardBounds(TimeSpan.FromMinutes(10), 10, null, null, 20);
        await _lead.RollOutAsync(_lead.Command("low") with { Canary = "human", CanaryShare = 5_000, Guard = guard });

        await TriagedAsync([.. Enumerable.Range(0, 60).Select(_ => _server.Course())]);
        await Until.ItHoldsAsync(() => _lead.Present is { IsReached: true, Changed.Change: RolloutChange.Guarded }, () => "The guard let it stay.");

        Assert.StartsWith("Canary: the outcomes of ", _lead.Present.Changed.Reason, StringComparison.Ordinal);
        Assert.Contains("differ by 100.0 percentage points", _lead.Present.Changed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_breaks_changed_invariants_answers_on_and_is_told()
    {
        var present = _lead.Present.Plan.Active;
        var invariants = new PublishInvariants(Lead.Policy, new PolicySource("invariants.csx", "// stricter"), null, [present], "s.officer", "safer");

        await _lead.ChangeAsync(invariants.Decide);

        var series = $"steppedcare_invariants_broken{{policy=\"{Lead.Policy}\",revision=\"low\"}} 1";
        await Until.ItHoldsAsync(async () => (await _server.MetricsAsync()).Contains(series), () => "Nobody was told.");
        Assert.Contains("breaks its policy's present invariants", _server.Log.Text, StringComparison.Ordinal);
        Assert.Equal(Wire.Step.Low, (await _server.Course().TriageAsync(A.Mild)).Clinician.Advice.Step);
    }

    // The names of those that were answered by the revision "high".
    private static async Task<HashSet<string>> TriagedAsync(IReadOnlyList<Course> courses)
    {
        var high = new HashSet<string>(StringComparer.Ordinal);
        foreach (var course in courses)
        {
            var isNew = !await ExistsAsync(course);
            var decision = (await course.TriageAsync(isNew ? A.Mild : [])).Clinician;
            if (decision.Provenance.Version == "high")
            {
                high.Add(course.Name);
            }
        }

        return high;
    }

    private static async Task<bool> ExistsAsync(Course course)
    {
        try
        {
            await course.GetAsync();
            return true;
        }
        catch (Grpc.Core.RpcException fault) when (fault.StatusCode == Grpc.Core.StatusCode.NotFound)
        {
            return false;
        }
    }
}
