using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>People whom one rule answered before and another answers now, wherever they were found.</summary>
/// <param name="Call">Triage or review, in small letters.</param>
/// <param name="RuleBefore">Empty when none answered.</param>
/// <param name="RuleAfter">Empty when none answers.</param>
/// <param name="AnswerBefore">Outcome and step, as in "ENTER HIGH".</param>
/// <param name="AnswerAfter">The same, now.</param>
/// <param name="Where">Who they are.</param>
/// <param name="Lower">Less care than before.</param>
/// <param name="Example">One of them, as an entry of cases.yaml; empty when none was built.</param>
internal sealed record ShownRegion(
    string Call, string RuleBefore, string RuleAfter, string AnswerBefore, string AnswerAfter, string Where, bool Lower, string Example)
{
    internal static ShownRegion Of(Region region) => new(
        region.Call.ToString().ToLowerInvariant(),
        region.RuleBefore,
        region.RuleAfter,
        region.AnswerBefore,
        region.AnswerAfter,
        region.Where,
        region.IsLower,
        region.Example?.Case ?? "");

    internal static ShownRegion Of(V1.ComparisonRegion region) => new(
        ContractWords.Of(region.Call).ToLowerInvariant(),
        region.RuleBefore,
        region.RuleAfter,
        region.AnswerBefore,
        region.AnswerAfter,
        region.Where,
        region.Lower,
        region.Example);
}
