using System.Globalization;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>Whom a change of revision concerns, less care first.</summary>
internal static class ComparisonView
{
    internal static Answer Of(string before, string after, Comparison comparison) => new(
        ExitCodes.Ok,
        [.. Blocks(before, after, comparison)],
        new
        {
            Before = before,
            After = after,
            comparison.Complete,
            Regions = comparison.Regions.Select(region => new
            {
                region.Call,
                region.RuleBefore,
                region.RuleAfter,
                region.AnswerBefore,
                region.AnswerAfter,
                region.Where,
                Lower = region.IsLower,
                region.Certainty,
                Example = region.Example?.Case ?? "",
            }),
        });

    private static IEnumerable<Block> Blocks(string before, string after, Comparison comparison)
    {
        var less = comparison.Regions.Count(region => region.IsLower);
        yield return new Line(
            comparison.Regions.IsEmpty
                ? $"{before} and {after} answer everybody alike"
                : string.Create(CultureInfo.InvariantCulture, $"{before} to {after}: {comparison.Regions.Length} regions of people are answered otherwise, {less} with less care"),
            Tone.Strong);
        foreach (var region in comparison.Regions.OrderByDescending(region => region.IsLower))
        {
            yield return new Line(
                $"{(region.IsLower ? "LESS CARE " : "")}{region.Call.ToString().ToLowerInvariant()}: {region.AnswerBefore} -> {region.AnswerAfter}",
                region.IsLower ? Tone.Bad : Tone.Warning,
                Indent: 1);
            yield return new Line($"{NameOf(region.RuleBefore)} -> {NameOf(region.RuleAfter)}, where {region.Where}", Tone.Plain, Indent: 2);
            if (region.Example is { } example)
            {
                yield return new Line("such as this person, ready for cases.yaml:", Tone.Plain, Indent: 2);
                yield return new Listing(example.Case);
            }
            else
            {
                yield return new Line("possible: no such person was built", Tone.Faint, Indent: 2);
            }
        }

        if (!comparison.Complete)
        {
            yield return new Line("The analysis stopped at its budget: there may be more.", Tone.Warning);
        }
    }

    private static string NameOf(string rule) => rule.Length > 0 ? rule : "no rule";
}
