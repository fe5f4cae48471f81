using Microsoft.Extensions.DependencyInjection;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Every decision can be made again from its record: the recorded facts give the recorded answer.</summary>
[Collection(nameof(BothServers))]
public sealed class ReplayTests(BothServers servers)
{
    private const int Courses = 12;
    private const int CallsEach = 12;

    [Theory, OnBothStores]
    public async Task The_recorded_facts_of_any_decision_give_the_recorded_answer_again(string store)
    {
        var server = servers.On(store);
        var chance = new Random(20261123);
        var outcomes = new HashSet<Wire.Outcome>();
        for (var number = 0; number < Courses; number++)
        {
            server.Clock.Now = AssembledServer.Monday;
            var course = server.Course();
            var made = await LiveAsync(course, chance);

            foreach (var line in (await course.GetAsync()).Decisions)
            {
                var again = await course.GetDecisionAsync(line.Name);
                outcomes.Add(line.Outcome);
                Assert.Equal((line.Outcome, line.Step, line.Call, line.AsOf), (again.Advice.Outcome, again.Advice.Step, again.Call, again.AsOf));
                Assert.Equal(made[line.Name].Advice, again.Advice);
            }

            await ReplayedAsync(course, made.Count);
        }

        // Otherwise the courses would prove little.
        Assert.True(outcomes.Count >= 5, $"The courses came to {string.Join(", ", outcomes)} only.");
    }

    [Theory, OnBothStores]
    public async Task A_decision_that_would_be_made_otherwise_today_is_told_as_recorded_counted_and_logged_without_a_name(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        await RecordOtherwiseAsync(course);
        var before = await DifferencesAsync(course.Server);
        await course.GetDecisionAsync($"{course.Name}/decisions/1");
        Assert.Equal(before, await DifferencesAsync(course.Server));

        var told = await course.GetDecisionAsync($"{course.Name}/decisions/2");

        Assert.Equal((Wire.Outcome.Discharge, Wire.Step.Unspecified, ""), (told.Advice.Outcome, told.Advice.Step, told.Advice.Rule));
        Assert.Equal([Wire.Flag.RiskFirst], told.Advice.Flags);
        Assert.Empty(told.Advice.Reasons);
        Assert.Equal(before + 1, await DifferencesAsync(course.Server));
        var line = course.Server.Log.Text.Split('\n').Last(line => line.Contains("made otherwise today", StringComparison.Ordinal));
        Assert.DoesNotContain(course.Key.Episode, line, StringComparison.Ordinal);
    }

    // As if the evaluator had changed its mind since: the same facts, another answer.
    private static async Task RecordOtherwiseAsync(Course course)
    {
        var trajectories = course.Server.Services.GetRequiredService<ITrajectoryStore>();
        var trajectory = TrajectoryCodec.Decode((await trajectories.LoadAsync(course.Key, null, CancellationToken.None)).Trajectory.Span);
        var made = trajectory.Entries[0];
        var otherwise = made with
        {
            Request = new RequestMark(EpisodeMethod.Triage, "otherwise", 1),
            Events = [],
            Act = new Decided(((Decided)made.Act!).Record with { Outcome = Outcome.Discharge, Step = Step.None }),
        };
        var commit = new EpisodeCommit
        {
            ExpectedVersion = 1,
            Epoch = null,
            Trajectory = TrajectoryCodec.Encode(trajectory.Append(otherwise)),
            Log = new LogReference(EpisodeMethod.Triage, new byte[32]),
            EarliestDue = null,
            OldestOpenRiskTask = null,
            OpenTasks = [],
            Reply = null,
        };
        Assert.Equal(CommitResult.Committed, await trajectories.CommitAsync(course.Key, commit, CancellationToken.None));
    }

    private static async Task<int> DifferencesAsync(AssembledServer server) => int.Parse(
        Assert.Single(await server.MetricsAsync(), line => line.StartsWith("steppedcare_replay_differences_total ", StringComparison.Ordinal)).Split(' ')[1],
        System.Globalization.CultureInfo.InvariantCulture);

    // The record alone: rule, outcome, step, and every task with its kind and whether it came first.
    private static async Task ReplayedAsync(Course course, int expected)
    {
        var services = course.Server.Services;
        var stored = await services.GetRequiredService<ITrajectoryStore>().LoadAsync(course.Key, null, CancellationToken.None);
        var records = TrajectoryCodec.Decode(stored.Trajectory.Span).Entries.Select(entry => entry.Act).OfType<Decided>().Select(decided => decided.Record).ToList();
        Assert.Equal(expected, records.Count);
        foreach (var record in records)
        {
            var revision = services.GetRequiredService<IRollouts>().FindRevision(record.Revision)!;
            var again = revision.Decide(FactsVector.Decode(record.Facts.AsSpan()), record.Call, record.Consent);
            Assert.Equal((record.Rule, record.Outcome, record.Step, record.RiskFirst), (again.RuleIndex, again.Outcome, again.Step, again.RiskFirst));
            Assert.Equal(record.Tasks.Select(task => (task.Kind, task.RiskFirst)), again.Tasks.Select(task => (task.Kind, task.RiskFirst)));
        }
    }

    private static async Task<Dictionary<string, Wire.Decision>> LiveAsync(Course course, Random chance)
    {
        var made = new Dictionary<string, Wire.Decision>(StringComparer.Ordinal);
        void Keep(Wire.Decision decision) => made.Add(decision.Name, decision);
        var (phq9, gad7) = (chance.Next(10, 20), chance.Next(8, 16));
        Wire.Event[] first = [A.Referral, A.Phq9(phq9, chance.Next(0, 2)), A.Gad7(gad7), A.Wsas(chance.Next(4, 30))];
        Keep((await course.TriageAsync(chance.Next(3) == 0 ? first[..3] : first)).Clinician);
        await course.RecordAsync(A.Started((Wire.Step)chance.Next(1, 4)));
        for (var call = 0; call < CallsEach; call++)
        {
            course.Server.Clock.Now += TimeSpan.FromDays(chance.Next(2, 9));
            var today = course.Server.Clock.Now.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            (phq9, gad7) = (Math.Clamp(phq9 + chance.Next(-3, 3), 0, 24), Math.Clamp(gad7 + chance.Next(-3, 3), 0, 21));
            Wire.Event[] told = chance.Next(16) switch
            {
                0 => [A.Started((Wire.Step)chance.Next(1, 5)).On(today)],
                1 => [A.Session(Wire.Attendance.DidNotAttend).On(today)],
                2 => [A.Said((Wire.RiskTopic)chance.Next(1, 18), (Wire.Answer)chance.Next(1, 3)).On(today)],
                3 => [A.AutomatedSupport(given: chance.Next(2) == 0).On(today)],
                4 => [A.Correction("1.1", A.Phq9(chance.Next(2, 25), chance.Next(0, 3)))],
                _ => A.Measured(today, phq9, gad7),
            };
            Keep(chance.Next(8) == 0 ? (await course.TriageAsync(told)).Clinician : (await course.ReviewAsync(told)).Clinician);
        }

        return made;
    }
}
