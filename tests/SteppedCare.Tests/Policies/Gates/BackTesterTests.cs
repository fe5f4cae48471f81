using System.Diagnostics;
using System.Globalization;
using SteppedCare.Policies;
using Xunit.Abstractions;

namespace SteppedCare.Tests.Policies.Gates;

public sealed class BackTesterTests(ITestOutputHelper output)
{
    /// <summary>How many are judged to tell the rate; eng/long backtest sets it.</summary>
    private const string Decisions = "STEPPEDCARE_DECISIONS";

    private const int People = 20_000;

    private static readonly PolicyRevision s_before = PracticePolicy.Compile(Bundles.Small.Script);

    [Fact]
    public void The_revision_that_decided_changes_nothing()
    {
        var report = BackTester.Run(s_before, Batches(Recorded(People)));

        Assert.Equal((People, 0L, 0L, 0L, 0L), (report.Decisions, report.Changed, report.Lower, report.Unreadable, report.Faults));
        Assert.All(report.Cells, cell => Assert.Empty(cell.Samples));
        Assert.Equal(People, report.Cells.Sum(cell => cell.Decisions));
    }

    [Theory]
    [InlineData("talking-therapies")]
    [InlineData("nice-depression")]
    public void The_rate_in_memory_is_told(string policy)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(Decisions), CultureInfo.InvariantCulture, out var wanted) ? wanted : People;
        var revision = PracticePolicy.Compile(File.ReadAllText(Path.Combine(Repository.Root, $"policies/{policy}/2026.1/policy.csx")));
        var recorded = Recorded(People, revision);
        var times = Math.Max(1, count / People);
        BackTester.Run(revision, Batches(recorded));
        using var process = Process.GetCurrentProcess();
        var used = process.TotalProcessorTime;

        var report = BackTester.Run(revision, Enumerable.Repeat(recorded, times).SelectMany(all => Batches(all)));

        process.Refresh();
        used = process.TotalProcessorTime - used;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{policy}, in memory: {report.Decisions} decisions in {report.Took.TotalSeconds:F2} s, {report.Decisions / report.Took.TotalSeconds:F0} a second, CPU {used.TotalMicroseconds / report.Decisions:F2} us a decision; {report.Changed} changed"));
        Assert.Equal(((long)times * People, 0L), (report.Decisions, report.Changed));
    }

    [Fact]
    public void A_moved_threshold_changes_those_between_and_says_who_gets_less()
    {
        var after = PracticePolicy.Compile(Bundles.Small.Script.Replace("MoreSevere = 16", "MoreSevere = 18", StringComparison.Ordinal));
        var recorded = Recorded(People);

        var report = BackTester.Run(after, Batches(recorded));

        var expected = recorded.Where(decision => decision.Call == DecisionCall.Triage && FactsVector.Decode(decision.Facts.Span) is var facts
            && facts[FactNumber.Phq9] is 16 or 17 && facts[FactNumber.Preference] != (int)Preference.GuidedSelfHelp && decision.Outcome == Outcome.Enter).ToList();
        var cell = Assert.Single(report.Cells, cell => cell.IsChanged);
        Assert.Equal((DecisionCall.Triage, "Enter High", "Enter Low", true), (cell.Call, cell.Before.ToString(), cell.After.ToString(), cell.IsLower));
        Assert.Equal((expected.Count, expected.Select(decision => decision.Episode).Distinct().Count()), (cell.Decisions, cell.Episodes));
        Assert.Equal(expected.Take(10).Select(decision => decision.Name), cell.Samples);
        Assert.Equal((expected.Count, expected.Count), (report.Changed, report.Lower));
        Assert.Same(cell, report.Cells[0]);
    }

    [Fact]
    public void A_task_that_is_raised_no_longer_is_less_care_whatever_the_step()
    {
        var after = PracticePolicy.Compile(Bundles.Small.Script.Replace("p.Item9 >= 1", "p.Item9 >= 2", StringComparison.Ordinal));

        var report = BackTester.Run(after, Batches(Recorded(People)));

        Assert.NotEqual(0, report.Lower);
        Assert.All(report.Cells.Where(cell => cell.IsChanged), cell => Assert.True(cell is { IsLower: true, LosesTasks: true } && cell.Before == cell.After));
    }

    [Fact]
    public void The_same_decisions_give_the_same_report_however_they_are_handed_in()
    {
        var after = PracticePolicy.Compile(Bundles.Small.Script.Replace("MoreSevere = 16", "MoreSevere = 12", StringComparison.Ordinal));
        var recorded = Recorded(People);

        var once = BackTester.Run(after, Batches(recorded, size: 64));
        var again = BackTester.Run(after, Batches(recorded, size: 5_000));

        Assert.Equal(Told(once), Told(again));
    }

    [Fact]
    public async Task Decisions_that_are_still_being_read_are_judged_as_they_come()
    {
        var recorded = Recorded(2_000);
        long told = 0;

        var report = await BackTester.RunAsync(s_before, Batches(recorded).ToAsyncEnumerable(), judged => InterlockedMax(ref told, judged.Decisions));

        Assert.Equal((2_000, 2_000), (report.Decisions, told));
    }

    [Fact]
    public void Who_refused_automated_support_is_judged_on_safety_alone()
    {
        var facts = FactsVector.Encode(PracticePolicy.FactsOf(("Phq9", 20), ("Item9", 2)));
        RecordedDecision[] recorded =
            [new(DecisionCall.Triage, facts, false, Outcome.HumanReview, Step.None, TaskSet.Of([TaskKind.SameDay]), -1, 0, "services/demo/episodes/one/decisions/1")];

        Assert.Equal(0, BackTester.Run(s_before, Batches(recorded)).Changed);
    }

    [Fact]
    public void What_cannot_be_read_is_counted_and_not_passed_over()
    {
        RecordedDecision[] recorded =
        [
            new(DecisionCall.Triage, new byte[] { 1, 0 }, true, Outcome.Enter, Step.Low, TaskSet.None, 0, 0, "one"),
            new(DecisionCall.Triage, new byte[] { 40, 1, 2 }, true, Outcome.Enter, Step.Low, TaskSet.None, 0, 1, "two"),
            new(DecisionCall.None, Array.Empty<byte>(), true, Outcome.Enter, Step.Low, TaskSet.None, 0, 2, "three"),
        ];

        Assert.Equal(3, BackTester.Run(s_before, Batches(recorded)).Unreadable);
        using var run = GateRunner.Run(Bundles.Small, GateOptions.All with { Recorded = Batches(recorded) });
        Assert.Equal((GateVerdict.Passed, "SC161"), (run.Report.Of(Gate.BackTest).Verdict, run.Report.Of(Gate.BackTest).Findings[0].Code));
    }

    [Fact]
    public void The_gate_informs_and_holds_nothing_back()
    {
        using var run = GateRunner.Run(
            Bundles.Small.WithScript("MoreSevere = 16", "MoreSevere = 18").WithCases("PHQ-9 of 16,", "PHQ-9 of 18,"), GateOptions.All with { Recorded = Batches(Recorded(2_000)), Gates = [Gate.BackTest] });

        var gate = run.Report.Of(Gate.BackTest);
        Assert.Equal(GateVerdict.Passed, gate.Verdict);
        Assert.Contains("Triage: Enter High becomes Enter Low", gate.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("Less care than before.", gate.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judging_again_leaves_next_to_nothing_on_the_heap()
    {
        var recorded = Recorded(People);
        var judge = new BackTestJudge(s_before);
        judge.Judge(recorded, 0);

        var before = GC.GetAllocatedBytesForCurrentThread();
        judge.Judge(recorded, People);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)People, 0, 200);
    }

    private static void InterlockedMax(ref long most, long value)
    {
        long seen;
        while ((seen = Interlocked.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private static string Told(BackTestReport report) =>
        string.Join('\n', report.Cells.Select(cell => $"{cell.Call} {cell.Before} {cell.After} {cell.IsLower} {cell.Decisions} {cell.Episodes} {string.Join(',', cell.Samples)}"));

    private static IEnumerable<ReadOnlyMemory<RecordedDecision>> Batches(RecordedDecision[] recorded, int size = 1_000) => recorded.Chunk(size).Select(batch => new ReadOnlyMemory<RecordedDecision>(batch));

    // Three decisions an episode, as the revision made them.
    private static RecordedDecision[] Recorded(int count, PolicyRevision? made = null)
    {
        var revision = made ?? s_before;
        var people = new RandomFacts(seed: 3);
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                var call = number % 3 == 0 ? DecisionCall.Triage : DecisionCall.Review;
                var facts = people.Next(call);
                var ruling = revision.Evaluator.Evaluate(facts, call);
                var tasks = TaskSet.Of(revision.Explainer.Explain(ruling, facts).Tasks.Select(task => task.Kind));
                return new RecordedDecision(
                    call, FactsVector.Encode(facts), true, ruling.Outcome, ruling.Step, tasks, ruling.Rule, number / 3, $"services/demo/episodes/{number / 3}/decisions/{(number % 3) + 1}");
            }),
        ];
    }
}
