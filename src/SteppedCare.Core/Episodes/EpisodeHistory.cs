using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What a trajectory amounts to now: corrections and withdrawals applied, tasks and decisions followed to where they stand.</summary>
internal sealed class EpisodeHistory
{
    private readonly ToldEvents _told;
    private readonly Dictionary<(EpisodeMethod Method, string Id), int> _requests = [];
    private readonly Dictionary<TaskKind, EpisodeTask> _open = [];
    private readonly List<EpisodeTask> _closed = [];
    private readonly List<EpisodeTask> _lapsed = [];
    private readonly List<HistoryNotice> _notices = [];

    private EpisodeHistory(Trajectory trajectory, TimeZoneInfo zone)
    {
        Trajectory = trajectory;
        Zone = zone;
        _told = new ToldEvents();
        var decisions = ImmutableArray.CreateBuilder<HistoryDecision>();
        var confirmations = ImmutableArray.CreateBuilder<HistoryConfirmation>();
        for (var index = 0; index < trajectory.Version; index++)
        {
            Fold(trajectory.Entries[index], index + 1, decisions, confirmations);
        }

        Decisions = decisions.ToImmutable();
        Confirmations = confirmations.ToImmutable();
        Events = _told.Standing(Version);
        Referral = Events.FirstOrDefault(told => told.Content is ReferralReceived);
        Ended = Events.LastOrDefault(told => told.Content is EpisodeEnded);
        StepStarts = [.. Events.Where(told => told.Content is StepStarted)];
        Lapse();
    }

    internal Trajectory Trajectory { get; }

    internal int Version => Trajectory.Version;

    internal TimeZoneInfo Zone { get; }

    /// <summary>What counts now, in the order in which it happened: by date, then time (untimed first), then as told.</summary>
    internal ImmutableArray<HistoryEvent> Events { get; }

    /// <summary>How many events were told, corrections and withdrawals included.</summary>
    internal int ToldCount => _told.Count;

    /// <summary>The referral; null only while the episode does not exist.</summary>
    internal HistoryEvent? Referral { get; }

    /// <summary>The end; null while care goes on.</summary>
    internal HistoryEvent? Ended { get; }

    /// <summary>Steps that started and count, in order.</summary>
    internal ImmutableArray<HistoryEvent> StepStarts { get; }

    internal ImmutableArray<HistoryDecision> Decisions { get; }

    /// <summary>The decision that can be confirmed.</summary>
    internal HistoryDecision? LatestDecision => Decisions.LastOrDefault();

    internal ImmutableArray<HistoryConfirmation> Confirmations { get; }

    /// <summary>What the clock has noticed, in the order noticed.</summary>
    internal IReadOnlyList<HistoryNotice> Notices => _notices;

    /// <summary>Open tasks, one of each kind, the most urgent kind first.</summary>
    internal IEnumerable<EpisodeTask> OpenTasks => _open.Values.OrderBy(task => task.Kind);

    /// <summary>Tasks that a person closed, in the order closed.</summary>
    internal IReadOnlyList<EpisodeTask> ClosedTasks => _closed;

    /// <summary>Tasks that the end of care left nothing to do for; they stand again where the end is withdrawn.</summary>
    internal IReadOnlyList<EpisodeTask> LapsedTasks => _lapsed;

    /// <summary>All that ever were, as they stand now: open ones, then those that people closed, then those that the end did.</summary>
    internal IEnumerable<EpisodeTask> Tasks => [.. OpenTasks, .. _closed, .. _lapsed];

    /// <summary>When the oldest risk task still open was raised; null when none is open.</summary>
    internal DateTimeOffset? OldestOpenRiskTask =>
        _open.Values.Where(task => EpisodeTask.IsRisk(task.Kind)).Select(task => (DateTimeOffset?)task.RaisedAt).Min();

    /// <summary>Consent for recommendations by this service: null when never asked, false when refused or withdrawn.</summary>
    internal bool? AutomatedSupport =>
        Events.Select(told => told.Content).OfType<ConsentChanged>().LastOrDefault(consent => consent.Scope == ConsentScope.AutomatedSupport)?.Given;

    /// <summary>The step that care is at now started before any clinician had confirmed a decision with that step.</summary>
    internal bool IsUnconfirmedStart => StepStarts.Length > 0 && !IsConfirmed(StepStarts[^1]);

    /// <summary>Reads a trajectory, dates being those of the service's zone.</summary>
    internal static EpisodeHistory Of(Trajectory trajectory, TimeZoneInfo zone) => new(trajectory, zone);

    /// <summary>As it stood at that version: what was written later is not in it.</summary>
    internal EpisodeHistory At(int version) => version == Version ? this : Of(Trajectory with { Entries = Trajectory.Entries[..version] }, Zone);

    /// <summary>What counted at that version, in the order in which it happened.</summary>
    internal ImmutableArray<HistoryEvent> EventsAt(int version) => version == Version ? Events : _told.Standing(version);

    /// <summary>The version that a request wrote, and its mark; null when it never did.</summary>
    internal (int Version, RequestMark Mark)? FindRequest(EpisodeMethod method, string id) =>
        _requests.TryGetValue((method, id), out var version) ? (version, Trajectory.Entries[version - 1].Request) : null;

    internal EpisodeTask? FindOpenTask(TaskKind kind) => _open.GetValueOrDefault(kind);

    /// <summary>
    /// Raised with the decision of that version or open when it was made, as they stand now, the most urgent kind first: a task does not leave its decision
    /// when somebody closes it.
    /// </summary>
    internal IEnumerable<EpisodeTask> TasksOf(int decision) => Tasks
        .Where(task => task.RaisedVersion <= decision && !(task.ClosedVersion <= decision))
        .OrderBy(task => task.Kind);

    /// <summary>The decision of that version; null when the entry holds none.</summary>
    internal HistoryDecision? FindDecision(int version) => Decisions.FirstOrDefault(decision => decision.Version == version);

    /// <summary>The last thing a clinician did with the decision of that version; null when nothing.</summary>
    internal HistoryConfirmation? ConfirmationOf(int version) => Confirmations.LastOrDefault(confirmation => confirmation.Act.DecisionVersion == version);

    /// <summary>What the decision of that version rested on was told otherwise later.</summary>
    internal bool InputsChanged(int version) => InputsChangedIn(version) is not null;

    /// <summary>The entry that first told otherwise what the decision of that version rested on; null when none did.</summary>
    internal int? InputsChangedIn(int version) => FindDecision(version) is { } decision ? _told.FirstChangeAfter(version, decision.AsOf) : null;

    internal ToldEvent? FindTold(string name) => _told.Find(name);

    internal bool IsCorrectionOrWithdrawal(string name) => _told.IsOther(name);

    private void Fold(
        TrajectoryEntry entry, int version, ImmutableArray<HistoryDecision>.Builder decisions, ImmutableArray<HistoryConfirmation>.Builder confirmations)
    {
        _requests.TryAdd((entry.Request.Method, entry.Request.Id), version);
        for (var index = 0; index < entry.Events.Length; index++)
        {
            _told.Add(entry.Events[index], new ToldAt(version, index));
        }

        switch (entry.Act)
        {
            case Decided decided:
                decisions.Add(new HistoryDecision(version, decided.Record, CivilTime.Of(decided.Record.AsOf, Zone)));
                Raise(decided.Record.Tasks, version, entry.RecordedAt, notice: null);
                break;
            case Noticed noticed:
                _notices.Add(new HistoryNotice(version, noticed));
                Raise(noticed.Tasks, version, entry.RecordedAt, noticed);
                break;
            case Confirmed confirmed:
                confirmations.Add(new HistoryConfirmation(version, CivilTime.Of(entry.RecordedAt, Zone), confirmed));
                break;
            case TaskAcknowledged acknowledged when _open.TryGetValue(acknowledged.Kind, out var task):
                _open[task.Kind] = task with
                {
                    AcknowledgedBy = acknowledged.Person,
                    AcknowledgedAt = entry.RecordedAt,
                    SeenVersion = Math.Max(task.SeenVersion, acknowledged.SeenVersion ?? version - 1),
                };
                break;
            case TaskClosed closed when _open.Remove(closed.Kind, out var task):
                var seen = closed.SeenVersion ?? version - 1;
                _closed.Add(task with
                {
                    SeenVersion = Math.Max(task.SeenVersion, seen),
                    ClosedVersion = version,
                    ClosedSeenVersion = seen,
                    ClosedAt = entry.RecordedAt,
                    ClosedBy = closed.Person,
                    CloseReason = closed.Reason,
                });
                break;
        }
    }

    private void Raise(ImmutableArray<RaisedTask> tasks, int version, DateTimeOffset recordedAt, Noticed? notice)
    {
        foreach (var raised in tasks)
        {
            var known = _open.GetValueOrDefault(raised.Kind) ?? new EpisodeTask
            {
                Kind = raised.Kind, RaisedVersion = version, RaisedAt = recordedAt, LastRaisedVersion = version, Due = raised.Due, RiskFirst = raised.RiskFirst,
            };
            _open[raised.Kind] = known with
            {
                LastRaisedVersion = version,
                LastNotice = notice,
                Due = known.Due < raised.Due ? known.Due : raised.Due,
                RiskFirst = known.RiskFirst || raised.RiskFirst,
            };
        }
    }

    // What the clock raises after an end is about risk, whatever kind a policy gave it.
    private void Lapse()
    {
        if (Ended is not { Told.Version: var end })
        {
            return;
        }

        foreach (var task in OpenTasks.Where(task => !task.OutlivesEpisode && task.LastRaisedVersion <= end).ToList())
        {
            _open.Remove(task.Kind);
            _lapsed.Add(task with { ClosedVersion = end, ClosedAt = Trajectory.Entries[end - 1].RecordedAt, CloseReason = TaskCloseReason.EpisodeEnded });
        }
    }

    // Before: told after the confirmation was written, and not on an earlier day than it.
    private bool IsConfirmed(HistoryEvent start) => Confirmations.Any(confirmation =>
        confirmation.Version < start.Told.Version && confirmation.At.Date <= start.HappenedOn && confirmation.Act.Step == ((StepStarted)start.Content).Step);
}
