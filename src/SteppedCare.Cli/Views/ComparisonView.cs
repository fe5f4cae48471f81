using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>Whom a change of revision concerns, less care first.</summary>
internal static class ComparisonView
{
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <param name="regions">Whom it concerns.</param>
    /// <param name="complete">Everything was compared.</param>
    /// <param name="unfinished">What was not, where that is known.</param>
    internal static Answer Of(string before, string after, IEnumerable<ShownRegion> regions, bool complete, ImmutableArray<string> unfinished = default)
    {
        var sorted = regions.OrderByDescending(region => region.Lower).ToList();
        ImmutableArray<string> open = unfinished.IsDefault ? [] : unfinished;
        return new Answer(
            complete ? ExitCodes.Ok : ExitCodes.AnalysisFinds, [.. Blocks(before, after, sorted, complete, open)],
            new { Before = before, After = after, Complete = complete, Unfinished = open, Regions = sorted });
    }

    /// <summary>The same script twice: nothing has to be asked.</summary>
    internal static Answer OfOne(string before, string after, string digest) => new(
        ExitCodes.Ok, [new Line($"{before} and {after} are one script, {digest[..12]}: they answer everybody alike", Tone.Strong)],
        new { Before = before, After = after, Complete = true, Unfinished = ImmutableArray<string>.Empty, Regions = ImmutableArray<ShownRegion>.Empty });

    private static IEnumerable<Block> Blocks(string before, string after, List<ShownRegion> regions, bool complete, ImmutableArray<string> unfinished)
    {
        yield return new Line(
            regions.Count == 0 && complete
                ? $"{before} and {after} answer everybody alike"
                : string.Create(CultureInfo.InvariantCulture, $"{before} to {after}{(complete ? "" : ", not compared to the end")}: {regions.Count} regions of people are answered otherwise, {regions.Count(region => region.Lower)} with less care"),
            Tone.Strong);
        foreach (var block in regions.SelectMany(Blocks))
        {
            yield return block;
        }

        if (!complete)
        {
            yield return new Line(
                unfinished.IsEmpty ? "The analysis stopped at its budget: there may be more."
                    : $"The analysis stopped at its budget: not compared to the end are {string.Join("; ", unfinished)}. There may be more.",
                Tone.Warning);
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
