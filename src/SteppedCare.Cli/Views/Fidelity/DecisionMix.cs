using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>What was decided: how often each answer was given to a question, as a share of all answers to it.</summary>
/// <param name="Call">The question.</param>
/// <param name="Parts">The answers that any group has, the most frequent first.</param>
internal sealed record DecisionMix(V1.DecisionCall Call, ImmutableArray<V1.AnswerCount> Parts)
{
    internal string Title => $"What was decided: {ContractWords.Of(Call).ToLowerInvariant()}";

    internal IReadOnlyList<string> Names => [.. Parts.Select(NameOf)];

    /// <summary>One for each question that anybody asked.</summary>
    internal static IEnumerable<DecisionMix> Of(IEnumerable<V1.ReportGroup> groups) => groups
        .SelectMany(group => group.Answers)
        .GroupBy(answer => answer.Call)
        .OrderBy(call => call.Key)
        .Select(call => new DecisionMix(
            call.Key,
            [
                .. call.GroupBy(answer => (answer.Outcome, answer.Step))
                    .Select(part => new V1.AnswerCount { Call = call.Key, Outcome = part.Key.Outcome, Step = part.Key.Step, Count = part.Sum(answer => answer.Count) })
                    .OrderByDescending(part => part.Count).ThenBy(part => part.Outcome).ThenBy(part => part.Step),
            ]));

    internal static string NameOf(V1.AnswerCount answer) => ContractWords.Of(answer.Outcome, answer.Step);

    /// <summary>How often each part was given in a group.</summary>
    internal IReadOnlyList<long> CountsIn(V1.ReportGroup group) => [.. Parts.Select(part => CountIn(group, part))];

    /// <summary>How often the question was answered in a group.</summary>
    internal long WholeIn(V1.ReportGroup group) => group.Answers.Where(answer => answer.Call == Call).Sum(answer => answer.Count);

    /// <summary>An answer's share of a group, as any other share is told.</summary>
    internal V1.MeasuredFigure ShareIn(V1.ReportGroup group, V1.AnswerCount part)
    {
        var (count, whole) = (CountIn(group, part), WholeIn(group));
        var share = new V1.MeasuredFigure
        {
            Measure = "answer", Title = $"{ContractWords.Of(Call)}: {NameOf(part)}", Form = V1.MeasureForm.Share, Numerator = count, Denominator = whole, Unit = "%",
        };
        if (whole > 0)
        {
            share.Value = 100.0 * count / whole;
        }

        return share;
    }

    private long CountIn(V1.ReportGroup group, V1.AnswerCount part) =>
        group.Answers.Where(answer => (answer.Call, answer.Outcome, answer.Step) == (Call, part.Outcome, part.Step)).Sum(answer => answer.Count);
}
