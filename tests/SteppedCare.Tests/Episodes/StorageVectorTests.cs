using System.Collections.Immutable;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Episodes;

/// <summary>What stands in docs/storage-vectors.txt is what is written, and what is read: bytes in stores outlive this code.</summary>
public sealed class StorageVectorTests
{
    private const string RequestId = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static readonly DateTimeOffset s_recorded = new(2026, 1, 12, 14, 45, 30, 250, TimeSpan.Zero);

    private static readonly RequestMark s_mark = new(EpisodeMethod.RecordEvents, RequestId, 0x1122334455667788);

    private static readonly Lazy<ImmutableDictionary<string, string>> s_written = new(() => File.ReadLines(Path())
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToImmutableDictionary(words => words[0], words => words[1]));

    public static TheoryData<string> EntryNames() => [.. Entries().Keys.Order()];

    [Theory]
    [MemberData(nameof(EntryNames))]
    public void An_entry_is_written_and_read_as_its_vector_says(string name)
    {
        var entry = Entries()[name];
        var bytes = Convert.FromHexString(Vector(name));

        Assert.Equal(Vector(name), Convert.ToHexStringLower(TrajectoryCodec.EncodeEntry(new Trajectory(Nonce, []), entry)));
        Assert.Equal(Printed.Of(entry), Printed.Of(TrajectoryCodec.Decode([1, 1, 0, 0, 0, .. Nonce, .. Prefix(bytes.Length), .. bytes]).Entries[0]));
    }

    [Fact]
    public void A_whole_trajectory_its_header_and_its_leaf_are_as_their_vectors_say()
    {
        Assert.Equal(Vector("header"), Convert.ToHexStringLower(TrajectoryCodec.Encode(new Trajectory(Nonce, []))));

        var trajectory = Two();
        Assert.Equal(Vector("two-entries"), Convert.ToHexStringLower(TrajectoryCodec.Encode(trajectory)));
        Assert.Equal(Printed.Of(trajectory), Printed.Of(TrajectoryCodec.Decode(Convert.FromHexString(Vector("two-entries")))));
        Assert.Equal(Vector("leaf"), Convert.ToHexStringLower(TrajectoryCodec.Leaf(Nonce.AsSpan(), 1, Convert.FromHexString(Vector("referral-received")))));
    }

    [Fact]
    public void A_facts_vector_is_written_and_read_as_its_vector_says()
    {
        var facts = SomeFacts();
        var read = FactsVector.Decode(Convert.FromHexString(Vector("facts")));

        Assert.Equal(Vector("facts"), Convert.ToHexStringLower(FactsVector.Encode(facts)));
        Assert.All(FactTable.All, row => Assert.Equal(facts[row.Number], read[row.Number]));
    }

    [Fact]
    public void Every_kind_of_event_and_of_act_has_a_vector()
    {
        var contents = typeof(EventContent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EventContent)));
        var acts = typeof(EpisodeAct).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EpisodeAct)));
        var covered = Entries().Values.SelectMany(entry => entry.Events.Select(told => told.Content.GetType()).Append(entry.Act?.GetType()));

        Assert.Empty(contents.Concat(acts).Except(covered));
    }

    private static Dictionary<string, TrajectoryEntry> Entries() => new()
    {
        ["referral-received"] = Told(new ReferralReceived(ReferralSource.SelfReferral, [new(Step.Low, 6, new DateOnly(2025, 10, 1), Answer.No), new(Step.High, 0, null, Answer.NotStated)])),
        ["contact"] = Told(new Contact(AppointmentType.Treatment, Attendance.Attended, 748051000000105, DeliveryMode.Telephone, CancelledBy.Unspecified)),
        ["score-phq9-items"] = Told(Items(InstrumentCode.Phq9, 3, 2, 1, 0, 3, 2, -1, 0, 1)),
        ["score-gad7-zeros"] = Told(Items(InstrumentCode.Gad7, 0, 0, 0, 0, 0, 0, 0)),
        ["score-wsas-without-work"] = Told(new ScoreRecorded(InstrumentCode.Wsas, [ItemAnswer.NotApplicable, ItemAnswer.Of(8), ItemAnswer.Of(0), ItemAnswer.Of(4), ItemAnswer.Of(2)], 14_000)),
        ["score-oci"] = Told(Items(InstrumentCode.Oci, [.. Enumerable.Range(0, 42).Select(place => (place % 6) - 1)])),
        ["score-cfq-bimodal"] = Told(Items(InstrumentCode.Cfq, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1) with { Version = "bimodal" }),
        ["score-ibs-sss"] = Told(Items(InstrumentCode.IbsSss, 100, 0, -1, 64, 63)),
        ["score-pcl5-past-week"] = Told(new ScoreRecorded(InstrumentCode.Pcl5, [], 40_000) { Version = "past-week" }),
        ["score-pdss-self-report"] = Told(new ScoreRecorded(InstrumentCode.Pdss, [], 12_000) { Version = "self-report" }),
        ["score-mobility-total"] = Told(new ScoreRecorded(InstrumentCode.MobilityInventory, [], 2_333)),
        ["score-wsas-total-without-work"] = Told(new ScoreRecorded(InstrumentCode.Wsas, [], 14_000) { ItemSet = ItemSet.WithoutWork }),
        ["score-total-of-zero"] = Told(new ScoreRecorded(InstrumentCode.Phq9, [], 0)),
        ["step-started"] = Told(new StepStarted(Step.Low)),
        ["risk-answered"] = Told(new RiskAnswered([new(RiskTopic.Plan, Answer.No), new(RiskTopic.ProtectiveFactors, Answer.Yes), new(RiskTopic.Means, Answer.Declined)])),
        ["risk-reviewed"] = Told(new RiskReviewRecorded("clinician-7", new DateOnly(2026, 2, 9))),
        ["problem-described"] = Told(new ProblemDescribed(Problem.GeneralisedAnxiety, DescriptorStatus.ClinicianAssigned)),
        ["problem-assigned"] = Told(new ProblemDescribed(Problem.Panic, DescriptorStatus.ClinicianAssigned) { AssignedBy = "clinician-7" }),
        ["trauma-told"] = Told(new CircumstancesAnswered(null, Preference.NotStated, []) { TraumaOn = new DateOnly(2025, 12, 29) }),
        ["circumstances-answered"] = Told(new CircumstancesAnswered(0, Preference.GuidedSelfHelp, [new(Circumstance.DigitalAccess, Answer.Yes), new(Circumstance.Dementia, Answer.No)])),
        ["plan-explained"] = Told(new PlanExplained(Answer.Yes, Answer.No)),
        ["step-declined"] = Told(new StepDeclined(Step.High)),
        ["consent-withdrawn"] = Told(new ConsentChanged(ConsentScope.AutomatedSupport, false)),
        ["consent-given"] = Told(new ConsentChanged(ConsentScope.DataUse, true)),
        ["corrected"] = Told(new Corrected("2.0", new DateOnly(2026, 1, 9), new TimeOnly(9, 15), new StepStarted(Step.High))),
        ["voided"] = Told(new Voided(RequestId, VoidReason.Duplicate)),
        ["episode-ended"] = Told(new EpisodeEnded(EndReason.CompletedByAgreement)),
        ["three-events"] = new TrajectoryEntry(
            s_recorded,
            s_mark with { Id = "portal/42" },
            [
                new(RequestId, new DateOnly(2026, 1, 9), new TimeOnly(14, 30), new StepStarted(Step.Low)),
                new("mine", new DateOnly(2026, 1, 9), new TimeOnly(14, 30), new StepDeclined(Step.High)),
                new("", new DateOnly(2026, 1, 10), null, new StepStarted(Step.Monitor)),
                new("", new DateOnly(2026, 1, 10), new TimeOnly(8, 0, 1), new StepStarted(Step.Low)),
            ],
            null),
        ["decided"] = Done(EpisodeMethod.Review, new Decided(Record())),
        ["decided-without-consent"] = Done(EpisodeMethod.Triage, new Decided(Record() with
        {
            Call = DecisionCall.Triage, AsOf = s_recorded.AddMilliseconds(-17), Rule = -1, Outcome = Outcome.HumanReview, Step = Step.None, Tasks = [], NextReview = null, NextDue = null, Facts = [], Consent = false,
        })),
        ["confirmed"] = Done(EpisodeMethod.ConfirmDecision, new Confirmed(3, RequestId, Outcome.StepUp, Step.High, OverrideReason.None, "", ReasonsReviewed: true)),
        ["overridden"] = Done(EpisodeMethod.ConfirmDecision, new Confirmed(3, "clinician-7", Outcome.Continue, Step.Low, OverrideReason.LifeEvent, "bereavement week", ReasonsReviewed: false)),
        ["task-acknowledged"] = Done(EpisodeMethod.AcknowledgeTask, new TaskAcknowledged(TaskKind.SameDay, "clinician-7", null)),
        ["task-acknowledged-as-seen"] = Done(EpisodeMethod.AcknowledgeTask, new TaskAcknowledged(TaskKind.SameDay, "clinician-7", 300)),
        ["task-closed"] = Done(EpisodeMethod.CloseTask, new TaskClosed(TaskKind.SameDay, "clinician-7", TaskCloseReason.SafetyPlanAgreed, 2)),
        ["noticed-number"] = Done(EpisodeMethod.Sweep, new Noticed("no-contact", new DateTimeOffset(2026, 1, 11, 0, 0, 0, TimeSpan.Zero), [new(TaskKind.NoContact, new DateTimeOffset(2026, 1, 18, 0, 0, 0, TimeSpan.Zero), RiskFirst: false)], 60, 2)),
        ["noticed"] = Done(EpisodeMethod.Sweep, new Noticed("no-contact", new DateTimeOffset(2026, 1, 11, 0, 0, 0, TimeSpan.Zero), [new(TaskKind.NoContact, new DateTimeOffset(2026, 1, 18, 0, 0, 0, TimeSpan.Zero), RiskFirst: false)])),
    };

    private static TrajectoryEntry Told(EventContent content) => new(s_recorded, s_mark, [new("", new DateOnly(2026, 1, 12), null, content)], null);

    private static TrajectoryEntry Done(EpisodeMethod method, EpisodeAct act) => new(s_recorded, s_mark with { Method = method }, [], act);

    private static DecisionRecord Record() => new()
    {
        Call = DecisionCall.Review,
        AsOf = s_recorded,
        Revision = new RevisionName("talking-therapies", "2026.1", string.Concat(Enumerable.Repeat("0123456789abcdef", 4))),
        LanguageVersion = 1,
        Epoch = 1,
        Rule = 12,
        Outcome = Outcome.StepUp,
        Step = Step.High,
        Tasks = [new(TaskKind.CrisisNow, s_recorded, RiskFirst: true), new(TaskKind.SameDay, s_recorded.AddHours(8), RiskFirst: false)],
        NextReview = new DateTimeOffset(2026, 1, 26, 0, 0, 0, TimeSpan.Zero),
        NextDue = s_recorded.AddHours(8),
        Facts = [.. FactsVector.Encode(SomeFacts())],
        Consent = true,
    };

    private static Facts SomeFacts()
    {
        var facts = new Facts();
        facts[FactNumber.Age] = 34;
        facts[FactNumber.Phq9] = 16;
        facts[FactNumber.Item9] = 0;
        facts[FactNumber.Plan] = 0;
        facts[FactNumber.SelfHarm] = 1;
        facts[FactNumber.RiskReviewed] = 0;
        facts[FactNumber.Step] = (int)Step.Low;
        facts[FactNumber.DaysSinceReferral] = 300;
        return facts;
    }

    private static Trajectory Two() => new Trajectory(Nonce, []).Append(Entries()["referral-received"]).Append(Entries()["contact"] with { RecordedAt = s_recorded.AddDays(7) });

    internal static string Vector(string name) => s_written.Value.TryGetValue(name, out var hex) ? hex : throw new InvalidDataException($"docs/storage-vectors.txt lacks {name}.");

    private static byte[] Prefix(int length) => length < 128 ? [(byte)length] : [(byte)(length | 0x80), (byte)(length >> 7)];

    private static string Path()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "SteppedCare.Grpc.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("The solution's folder was not found."), "docs", "storage-vectors.txt");
    }
}
