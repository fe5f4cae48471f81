using System.Globalization;
using System.Text.RegularExpressions;

namespace SteppedCare.Cli;

/// <summary>Members of lists as the contract spells them: StepUp is STEP_UP.</summary>
internal static partial class ContractWords
{
    internal static string Of<T>(T member)
        where T : struct, Enum => WordInside().Replace(member.ToString(), "_$0").ToUpperInvariant();

    /// <summary>Outcome and step as one answer, such as "ENTER HIGH".</summary>
    internal static string Of(V1.Outcome outcome, V1.Step step) => step == V1.Step.Unspecified ? Of(outcome) : $"{Of(outcome)} {Of(step)}";

    /// <summary>The member that a person names: step-up, STEP_UP and stepup are one.</summary>
    /// <exception cref="FailedException">There is none.</exception>
    internal static T Read<T>(string option, string word)
        where T : struct, Enum
    {
        var members = Enum.GetValues<T>().Where(member => Convert.ToInt32(member, CultureInfo.InvariantCulture) != 0).ToArray();
        var found = members.Where(member => Of(member).Replace("_", "", StringComparison.Ordinal)
            .Equals(word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length == 1
            ? found[0]
            : throw new FailedException(Failure.OfArguments($"{option} wants one of {string.Join(", ", members.Select(member => Of(member).ToLowerInvariant().Replace('_', '-')))}."));
    }

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordInside();
}
