using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SteppedCare.LoadTests.Records;
using SteppedCare.V1;
using CareTask = SteppedCare.V1.Task;

namespace SteppedCare.LoadTests.Tests;

/// <summary>What was acknowledged of one episode beside what it has recorded; the two agree until a test spoils one of them.</summary>
internal sealed class ARecord
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly List<AcknowledgedWrite> _writes = [];

    public Episode Episode { get; } = new() { Name = "services/demo/episodes/e1" };

    public IReadOnlyList<AcknowledgedWrite> Writes => _writes;

    public IReadOnlyList<string> Breaches => [.. EpisodeCheck.Breaches(_writes, Episode)];

    /// <summary>An episode with a triage, events, a review, a confirmation, a task taken on and closed, and one that stays open.</summary>
    public static ARecord Whole() => new ARecord().Triage().Told(2).Review().Confirmed().TakenOn("same-day").Closed("same-day");

    public ARecord Triage()
    {
        var told = NextEvents(2);
        var made = Decide(DecisionCall.Triage);
        made.Tasks.Add(Raise("same-day"));
        made.Tasks.Add(Raise("ask-risk"));
        var request = new TriageRequest { Service = "demo", Episode = "e1", RequestId = NextId() };
        request.Events.AddRange(told);
        return Acknowledge(request, new TriageResponse { Clinician = made, TrajectoryVersion = Episode.TrajectoryVersion });
    }

    public ARecord Review()
    {
        var told = NextEvents(1);
        var request = new ReviewRequest { Service = "demo", Episode = "e1", RequestId = NextId() };
        request.Events.AddRange(told);
        return Acknowledge(request, new ReviewResponse { Clinician = Decide(DecisionCall.Review), TrajectoryVersion = Episode.TrajectoryVersion });
    }

    public ARecord Told(int count)
    {
        var request = new RecordEventsRequest { Service = "demo", Episode = "e1", RequestId = NextId() };
        request.Events.AddRange(NextEvents(count));
        return Acknowledge(request, new RecordEventsResponse { TrajectoryVersion = Episode.TrajectoryVersion });
    }

    public ARecord Confirmed()
    {
        Episode.TrajectoryVersion++;
        var line = Episode.Decisions[^1];
        line.Confirmation = new Confirmation { Clinician = NextId(), ConfirmedAt = At(Episode.TrajectoryVersion), Outcome = line.Outcome, Step = line.Step };
        var request = new ConfirmDecisionRequest { Name = line.Name, RequestId = NextId(), Clinician = line.Confirmation.Clinician, Accept = new Accept() };
        var decision = new Decision { Name = line.Name, Confirmation = line.Confirmation.Clone() };
        return Acknowledge(request, new ConfirmDecisionResponse { Decision = decision, TrajectoryVersion = Episode.TrajectoryVersion });
    }

    public ARecord TakenOn(string kind)
    {
        Episode.TrajectoryVersion++;
        var task = Task(kind);
        task.AcknowledgedBy = NextId();
        var request = new AcknowledgeTaskRequest { Name = task.Name, RequestId = NextId(), Person = task.AcknowledgedBy };
        return Acknowledge(request, new AcknowledgeTaskResponse { Task = task.Clone(), TrajectoryVersion = Episode.TrajectoryVersion });
    }

    public ARecord Closed(string kind)
    {
        Episode.TrajectoryVersion++;
        var task = Task(kind);
        task.ClosedBy = NextId();
        task.ClosedAt = At(Episode.TrajectoryVersion);
        var request = new CloseTaskRequest { Name = task.Name, RequestId = NextId(), Person = task.ClosedBy };
        return Acknowledge(request, new CloseTaskResponse { Task = task.Clone(), TrajectoryVersion = Episode.TrajectoryVersion });
    }

    public CareTask Task(string kind) => Episode.Tasks.Single(task => task.Name.EndsWith($"/{kind}", StringComparison.Ordinal));

    /// <summary>The write of a version, acknowledged a second time as if another request had been told so.</summary>
    public ARecord AlsoAcknowledged(AcknowledgedWrite write)
    {
        _writes.Add(write);
        return this;
    }

    private ARecord Acknowledge(IMessage request, IMessage reply)
    {
        _writes.Add(new AcknowledgedWrite("e1", request, reply));
        return this;
    }

    // Opens the next version, with these events in it.
    private List<Event> NextEvents(int count)
    {
        var version = ++Episode.TrajectoryVersion;
        var told = new List<Event>();
        for (var index = 0; index < count; index++)
        {
            told.Add(new Event { HappenedOn = "2026-11-01", Contact = new Contact { TherapyCode = 100_000 + 10 * version + index } });
            Episode.Events.Add(new RecordedEvent { Place = string.Create(CultureInfo.InvariantCulture, $"{version}.{index}"), Event = told[index].Clone() });
        }

        return told;
    }

    private Decision Decide(DecisionCall call)
    {
        var version = Episode.TrajectoryVersion;
        var made = new Decision
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{Episode.Name}/decisions/{version}"),
            Call = call,
            AsOf = At(version),
            Advice = new Advice { Outcome = V1.Outcome.Enter, Step = Step.Low },
            Provenance = new Provenance { Epoch = 1 },
        };
        Episode.Decisions.Add(
            new DecisionSummary { Name = made.Name, Call = made.Call, AsOf = made.AsOf.Clone(), Outcome = made.Advice.Outcome, Step = made.Advice.Step });
        return made;
    }

    private CareTask Raise(string kind)
    {
        var task = new CareTask { Name = $"{Episode.Name}/tasks/{kind}", RaisedAt = At(Episode.TrajectoryVersion) };
        Episode.Tasks.Add(task);
        return task.Clone();
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"id-{_writes.Count}");

    private static Timestamp At(int version) => Timestamp.FromDateTimeOffset(s_noon.AddMinutes(version));
}
