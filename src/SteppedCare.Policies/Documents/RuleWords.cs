using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>What rules recommend and raise, in the words of the tables and the picture.</summary>
internal sealed class RuleWords(Rulebook book)
{
    internal Ladder Ladder { get; } = book.Steps;

    internal string Outcome(ISteppingRule rule) => rule.Outcome switch
    {
        SteppedCare.Outcome.Enter => $"begin at {Ladder.LabelOf(rule.Step)}",
        SteppedCare.Outcome.OutOfScope => $"another service: {rule.Toward}",
        SteppedCare.Outcome.Discharge => "discharge, with a plan against relapse",
        SteppedCare.Outcome.HumanReview => $"a clinician decides{Within(rule)}",
        var outcome => $"{PlainWords.Of(outcome)}{Within(rule)}",
    };

    /// <summary>When somebody looks again: as the rule says, else the review point of the step. Empty where the recommendation says by when itself.</summary>
    internal string NextLook(ISteppingRule rule) => (rule.ReviewWithin, rule.Outcome) switch
    {
        ({ } given, _) => $"look again within {given}",
        (null, SteppedCare.Outcome.Enter) when ReviewPointOf(rule.Step) is { } point => $"look again within {new TimeBox(point.WithinDays)}",
        (null, SteppedCare.Outcome.Continue) => "look again at the step's review point",
        _ => "",
    };

    /// <summary>What a clinician sees beside the recommendation: other answers, what to go through first, flags.</summary>
    internal static IEnumerable<string> Beside(ISteppingRule rule) =>
    [
        .. rule.Alternatives.Distinct().Select(outcome => $"or {(outcome == SteppedCare.Outcome.HumanReview ? "a clinician decides" : PlainWords.Of(outcome))}"),
        .. rule.Checklists.Distinct().Select(list => $"go first through: {PlainWords.Of(list)}"),
        .. rule.Rule.Flags.Distinct().Select(flag => $"marked: {PlainWords.Of(flag)}"),
    ];

    /// <summary>What a watch counts, and where.</summary>
    internal string Counted(WatchRule watch) =>
        $"{FactWords.Of(FactTable.Of(watch.Fact)).Yes}{(watch.IsAtStep ? $", at {Ladder.LabelOf(watch.Step)}" : "")}";

    internal ReviewAtRule? ReviewPointOf(Step step) => book.ReviewAtRules.FirstOrDefault(point => point.Step == step);

    internal static string Due(TaskKind task) => TimeBoxes.Of(task) switch
    {
        { Ticks: 0 } => "at once",
        { Days: > 0 } period => $"within {new TimeBox(period.Days)}",
        var period => string.Create(CultureInfo.InvariantCulture, $"within {period.TotalHours} hours"),
    };

    private static string Within(ISteppingRule rule) => rule.Within is { } box ? $" within {box}" : "";
}
