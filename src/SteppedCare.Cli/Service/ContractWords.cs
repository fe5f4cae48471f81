using System.Text.RegularExpressions;

namespace SteppedCare.Cli;

/// <summary>Members of lists as the contract spells them: StepUp is STEP_UP.</summary>
internal static partial class ContractWords
{
    internal static string Of<T>(T member)
        where T : struct, Enum => WordInside().Replace(member.ToString(), "_$0").ToUpperInvariant();

    /// <summary>Outcome and step as one answer, such as "ENTER HIGH".</summary>
    internal static string Of(V1.Outcome outcome, V1.Step step) => step == V1.Step.Unspecified ? Of(outcome) : $"{Of(outcome)} {Of(step)}";

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordInside();
}
