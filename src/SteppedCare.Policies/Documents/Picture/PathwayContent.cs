using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>What the picture says, before anything has a place: which rules stand at which step, and what they do there.</summary>
internal sealed class PathwayContent
{
    private const string NoStepYet = "before care has begun";

    private readonly PolicyRevision _revision;
    private readonly Rulebook _book;
    private readonly RuleWords _words;
    private readonly ImmutableArray<(PictureRule Rule, ISteppingRule Source, ImmutableArray<Step> Steps)> _reviews;

    internal PathwayContent(PolicyRevision revision)
    {
        _revision = revision;
        _book = revision.Book;
        _words = new RuleWords(_book);
        Ladder = _book.Steps;
        var formulas = revision.Manifest.Formulas();
        _reviews =
        [
            .. _book.ReviewRules.Select((rule, place) =>
            {
                ImmutableArray<Step> steps = [.. Ladder.Steps.Where(step => formulas[(nameof(RuleKind.Review), rule.Name)].CanHoldAt(step))];
                return (new PictureRule(place + 1, rule.Name, steps.IsEmpty ? NoStepYet : ""), (ISteppingRule)rule, steps);
            }),
        ];
    }

    internal string Name => PlainWords.Title(_revision.Name.Policy);

    internal string Version => _revision.Name.Version;

    internal Ladder Ladder { get; }

    /// <summary>Triage rules that lead to no step here.</summary>
    internal ImmutableArray<PictureGroup> Gates => GroupsOf(
        _book.TriageRules.Select((rule, place) => (new PictureRule(place + 1, rule.Name, rule.Toward is { } toward ? $"to: {toward}" : ""), (ISteppingRule)rule))
            .Where(rule => rule.Item2.Outcome != Outcome.Enter));

    /// <summary>Triage rules by which care begins at the step.</summary>
    internal ImmutableArray<PictureRule> EntriesOf(Step step) =>
    [
        .. _book.TriageRules.Select((rule, place) => (Rule: rule, Place: place)).Where(rule => rule.Rule.Outcome == Outcome.Enter && rule.Rule.Step == step)
            .Select(rule => new PictureRule(rule.Place + 1, rule.Rule.Name, rule.Rule.ReviewWithin is { } box ? $"seen within {box}" : "")),
    ];

    /// <summary>Review rules that ask for this step and do not hold at all the others.</summary>
    internal ImmutableArray<PictureGroup> ReviewsAt(Step step) => GroupsOf(_reviews.Where(rule => IsBound(rule.Steps) && rule.Steps.Contains(step)).Select(rule => (rule.Rule, rule.Source)));

    /// <summary>Review rules that do not ask where somebody is.</summary>
    internal ImmutableArray<PictureGroup> ReviewsAnywhere => GroupsOf(_reviews.Where(rule => !IsBound(rule.Steps)).Select(rule => (rule.Rule, rule.Source)));

    internal bool Moves(Step step, Outcome direction) => _reviews.Any(rule => rule.Source.Outcome == direction && rule.Steps.Contains(step));

    internal string ReviewPointOf(Step step) => _words.ReviewPointOf(step) is { } point
        ? $"review after {(point.Sessions == 1 ? "1 session" : $"{point.Sessions} sessions")} or {new TimeBox(point.WithinDays)}"
        : "";

    internal ImmutableArray<PictureGroup> Safety =>
    [
        .. _book.SafetyRules.GroupBy(rule => rule.Task).OrderBy(rules => TimeBoxes.Of(rules.Key)).ThenBy(rules => rules.Key)
            .Select(rules => new PictureGroup(
                $"{PlainWords.Capital(PlainWords.Of(rules.Key))}: {RuleWords.Due(rules.Key)}", PictureSign.Task, [.. rules.Select(rule => new PictureRule(null, rule.Name, rule.PutsRiskFirst ? "risk first" : ""))])),
    ];

    internal ImmutableArray<PictureGroup> Beside =>
    [
        .. _book.WatchRules.Count == 0 ? [] : new[]
        {
            new PictureGroup("Waits that are watched", PictureSign.Task, [.. _book.WatchRules.Select(watch => new PictureRule(null, watch.Name, WhenOf(watch)))]),
        },
        .. _book.AdjustRules.Count == 0 ? [] : new[]
        {
            new PictureGroup("Another format, the same step", PictureSign.Stay, [.. _book.AdjustRules.Select(rule => new PictureRule(null, rule.Name, ""))]),
        },
    ];

    private static string WhenOf(WatchRule watch) => watch.Thresholds is [0]
        ? "at once"
        : $"at {PlainWords.AnyOf([.. watch.Thresholds.Select(number => $"{number}")])} {FactTable.Of(watch.Fact).Unit}";

    private bool IsBound(ImmutableArray<Step> steps) => steps.Length > 0 && steps.Length < Ladder.Steps.Length;

    private static ImmutableArray<PictureGroup> GroupsOf(IEnumerable<(PictureRule Rule, ISteppingRule Source)> rules) =>
    [
        .. rules.GroupBy(rule => (rule.Source.Outcome, rule.Source.Within)).OrderBy(group => OrderOf(group.Key.Outcome)).ThenBy(group => group.Key.Within?.Days)
            .Select(group => new PictureGroup(HeadingOf(group.Key.Outcome, group.Key.Within), SignOf(group.Key.Outcome), [.. group.Select(rule => rule.Rule)])),
    ];

    private static int OrderOf(Outcome outcome) => outcome switch
    {
        Outcome.StepUp => 0,
        Outcome.StepDown => 1,
        Outcome.Continue => 2,
        Outcome.Discharge => 3,
        Outcome.OutOfScope => 4,
        _ => 10 + (int)outcome,
    };

    private static string HeadingOf(Outcome outcome, TimeBox? within) => (outcome, within) switch
    {
        (Outcome.OutOfScope, _) => "Another service fits better",
        (Outcome.HumanReview, _) => $"A clinician decides, {within}",
        (Outcome.Discharge, _) => "Discharge, with a plan",
        (_, null) => PlainWords.Capital(PlainWords.Of(outcome)),
        _ => $"{PlainWords.Capital(PlainWords.Of(outcome))}, {within}",
    };

    private static PictureSign SignOf(Outcome outcome) => outcome switch
    {
        Outcome.StepUp => PictureSign.Up,
        Outcome.StepDown => PictureSign.Down,
        Outcome.Continue => PictureSign.Stay,
        Outcome.Discharge or Outcome.OutOfScope => PictureSign.Out,
        _ => PictureSign.Person,
    };
}

/// <summary>A rule as the picture names it.</summary>
/// <param name="Number">Its place in its list; null where all of the list run.</param>
/// <param name="Name">Its name.</param>
/// <param name="Note">A few words under it.</param>
internal sealed record PictureRule(int? Number, string Name, string Note);

/// <summary>Rules that do the same.</summary>
internal sealed record PictureGroup(string Heading, PictureSign Sign, ImmutableArray<PictureRule> Rules);

/// <summary>The small drawing before a heading.</summary>
internal enum PictureSign
{
    Up,
    Down,
    Stay,
    Out,
    In,
    Person,
    Task,
}
