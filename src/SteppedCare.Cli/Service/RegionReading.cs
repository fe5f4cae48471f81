using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>Comparisons off the wire, so that both kinds look alike.</summary>
internal static class RegionReading
{
    internal static Comparison Of(V1.CompareRevisionsResponse reply) => new([.. reply.Regions.Select(Of)], reply.Complete, TimeSpan.Zero);

    private static Region Of(V1.ComparisonRegion region) => new(
        (DecisionCall)(int)region.Call,
        region.RuleBefore,
        region.RuleAfter,
        region.AnswerBefore,
        region.AnswerAfter,
        region.Where,
        region.Lower,
        region.Certainty == V1.Certainty.Shown ? Certainty.Shown : Certainty.Possible,
        region.Example.Length > 0 ? new Counterexample(new Facts(), region.Example) : null);
}
