using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace SteppedCare.Policies;

/// <summary>
/// A person told as a story of days, <c>- day: 0</c> with what happened on it, through the production rules and fact code: what a vignette says is what the
/// service would have made of it.
/// </summary>
internal sealed class EpisodeVignette(Norms norms, List<CaseFault> faults)
{
    private static readonly DateOnly s_dayZero = new(2026, 1, 5);

    private EpisodeHistory _history = EpisodeHistory.Of(new Trajectory(ImmutableArray.Create(new byte[16]), []), TimeZoneInfo.Utc);

    internal Facts FactsOf(IReadOnlyList<YamlNode> told, int? asOf, DecisionCall call)
    {
        var days = told.Select(node => new CaseNode(node, faults)).Select(node => (Node: node, Day: DayOf(node))).ToList();
        if (faults.Count > 0)
        {
            return new Facts();
        }

        foreach (var (node, day) in days.OrderBy(each => each.Day))
        {
            Tell(node, day);
        }

        var last = days.Max(each => each.Day);
        if (faults.Count > 0)
        {
            return new Facts();
        }

        var now = At(Math.Max(asOf ?? last, last));
        Episode = new VignetteEpisode(_history, FactBuilder.Build(_history, now, norms), now);
        return Episode.Facts.Only(FactBuilder.SeenBy(call));
    }

    /// <summary>The story as an episode, once it has been told without a fault.</summary>
    internal VignetteEpisode? Episode { get; private set; }

    internal static int DayOf(DateTimeOffset due) => DateOnly.FromDateTime(due.UtcDateTime).DayNumber - s_dayZero.DayNumber;

    internal static DateOnly DateOf(int day) => s_dayZero.AddDays(day);

    private static int DayOf(CaseNode node)
    {
        if (node.Number("day") is { } day and >= 0 and <= 3_650)
        {
            return day;
        }

        node.Fault("wants its day, 0 being the day of the referral.");
        return 0;
    }

    private void Tell(CaseNode node, int day)
    {
        var reader = new EventReader(node, day);
        var contents = reader.Read().ToList();
        var reviewed = ReviewedAs(node);
        var tasks = node.WordList<TaskKind>("raised");
        var (withdrawn, noticed, isConfirmed) = (node.Number("withdrawn"), node.Text("noticed"), node.YesNo("confirmed") ?? false);
        node.RefuseTheRest();
        contents.AddRange(Withdrawn(node, withdrawn));
        if (_history.Version == 0 && !contents.Any(content => content is ReferralReceived))
        {
            // The referral goes without saying.
            contents.Insert(0, new ReferralReceived(ReferralSource.SelfReferral, []));
        }

        ImmutableArray<EpisodeEvent> events = [.. contents.Select(content => new EpisodeEvent("", DateOf(day), null, content))];
        foreach (var fault in EventRules.Faults(_history, events, At(day)))
        {
            node.Fault($"day cannot be so: {fault.Path} {fault.Message}.");
        }

        if (faults.Count == 0)
        {
            Append(events, day, act: null);
        }

        if (reviewed != Outcome.None && faults.Count == 0)
        {
            var review = ReviewOn(day, reviewed);
            Append([], day, new Decided(review with { Tasks = [.. tasks.Select(task => new RaisedTask(task, review.AsOf + TimeBoxes.Of(task), RiskFirst: false))] }));
        }
        else if (tasks.Count > 0)
        {
            node.Fault("raises tasks without a review that does: say 'reviewed' with it.");
        }

        if (isConfirmed && _history.LatestDecision is { } latest)
        {
            Append([], day, new Confirmed(latest.Version, "clinician-1", latest.Record.Outcome, latest.Record.Step, OverrideReason.None, "", ReasonsReviewed: true));
        }

        if (noticed is not null)
        {
            Append([], day, new Noticed(noticed, CivilTime.StartOf(DateOf(day), TimeZoneInfo.Utc), []));
        }
    }

    // All that was told on that day was a mistake.
    private IEnumerable<EventContent> Withdrawn(CaseNode node, int? day)
    {
        if (day is not { } withdrawn)
        {
            return [];
        }

        var told = _history.Events.Where(told => told.HappenedOn == DateOf(withdrawn) && told.Content is not ReferralReceived).ToList();
        if (told.Count == 0)
        {
            node.Fault($"withdraws what was told of day {withdrawn}, and nothing was.");
        }

        return told.Select(told => new Voided(told.Id, VoidReason.EnteredInError));
    }

    // "yes" is a review after which care went on; an outcome in its place says how it ended.
    private static Outcome ReviewedAs(CaseNode node) => node.Text("reviewed") switch
    {
        null or "no" or "false" => Outcome.None,
        "yes" or "true" => Outcome.Continue,
        _ => node.Word<Outcome>("reviewed") ?? Outcome.None,
    };

    private void Append(ImmutableArray<EpisodeEvent> events, int day, EpisodeAct? act)
    {
        var method = act switch { null => EpisodeMethod.RecordEvents, Decided => EpisodeMethod.Review, Confirmed => EpisodeMethod.ConfirmDecision, _ => EpisodeMethod.Sweep };
        var entry = new TrajectoryEntry(At(day).Instant, new RequestMark(method, $"day {day}.{_history.Version}", 0), events, act);
        _history = EpisodeHistory.Of(_history.Trajectory.Append(entry), TimeZoneInfo.Utc);
    }

    // An earlier formal review, with the facts of its day: what later facts know of it is its day and what it rested on.
    private DecisionRecord ReviewOn(int day, Outcome outcome)
    {
        var facts = FactBuilder.Build(_history, At(day), DecisionCall.Review, norms);
        return RecordOf(day, outcome, outcome == Outcome.StepUp && facts[FactNumber.Step] is var step && step != FactCode.Unknown ? (Step)(step + 1) : Step.None, facts);
    }

    private static DecisionRecord RecordOf(int day, Outcome outcome, Step step, Facts facts) => new()
    {
        Call = DecisionCall.Review,
        AsOf = At(day).Instant,
        Revision = new RevisionName("vignette", "0", ""),
        LanguageVersion = LanguageVersion.Current,
        Epoch = 1,
        Rule = -1,
        Outcome = outcome,
        Step = step,
        Tasks = [],
        NextReview = null,
        NextDue = null,
        Facts = [.. FactsVector.Encode(facts)],
        Consent = true,
    };

    private static CivilTime At(int day) =>
        CivilTime.Of(new DateTimeOffset(DateOf(day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), TimeZoneInfo.Utc);
}
