using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>Whom a change of revision concerns, less care first.</summary>
internal static class ComparisonView
{
    internal static Answer Of(string before, string after, IEnumerable<ShownRegion> regions, bool complete)
    {
        var sorted = regions.OrderByDescending(region => region.Lower).ToList();
        return new Answer(complete ? ExitCodes.Ok : ExitCodes.AnalysisFinds, [.. Blocks(before, after, sorted, complete)], new { Before = before, After = after, Complete = complete, Regions = sorted });
    }

    private static IEnumerable<Block> Blocks(string before, string after, List<ShownRegion> regions, bool complete)
    {
        yield return new Line(
            regions.Count == 0 && complete
                ? $"{before} and {after} answer everybody alike"
                : string.Create(CultureInfo.InvariantCulture, $"{before} to {after}: {regions.Count} regions of people are answered otherwise, {regions.Count(region => region.Lower)} with less care"),
            Tone.Strong);
        foreach (var block in regions.SelectMany(Blocks))
        {
            yield return block;
        }

        if (!complete)
        {
            yield return new Line("The analysis stopped at its budget: there may be more.", Tone.Warning);
        }
    }

    private static IEnumerable<Block> Blocks(ShownRegion region) =>
    [
        new Line($"{(region.Lower ? "LESS CARE " : "")}{region.Call}: {region.AnswerBefore} -> {region.AnswerAfter}", region.Lower ? Tone.Bad : Tone.Warning, Indent: 1),
        new Line($"{NameOf(region.RuleBefore)} -> {NameOf(region.RuleAfter)}, where {region.Where}", Tone.Plain, Indent: 2),
        .. region.Example.Length > 0
            ? new Block[] { new Line("such as this person, ready for cases.yaml:", Tone.Plain, Indent: 2), new Listing(region.Example) }
            : [new Line("possible: no such person was built", Tone.Faint, Indent: 2)],
    ];

    private static string NameOf(string rule) => rule.Length > 0 ? rule : "no rule";
}
