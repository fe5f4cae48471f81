using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary>What several policy commands are told in the same words.</summary>
internal static class PolicyArguments
{
    internal static Argument<string> Folder() =>
        new("folder") { Description = "A folder of policies, of one policy, or of one revision: <policy>/<version>/policy.csx." };

    internal static Argument<string> Policy() => new("policy") { Description = "The policy, such as talking-therapies." };

    internal static Argument<string> Version() => new("version") { Description = "Its version, such as 2026.1." };

    internal static Option<string?> Reason(Flags flags) => flags.Text("--reason", "Why, for those who read the history. Required.");

    internal static Option<string?> RequestId(Flags flags) =>
        flags.Text("--request-id", "The id of an earlier attempt, to learn what became of it and do it at most once; else a new one.");

    internal static Option<bool> Yes(Flags flags) => flags.Switch("--yes", "Do it without asking.");

    /// <exception cref="FailedException">It is missing.</exception>
    internal static string RequiredText(this ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { Length: > 0 } text
        ? text
        : throw new FailedException(Failure.OfArguments(
            Flags.IsOfEnvironment(option.Name) ? $"{option.Name} is required; {Flags.VariableOf(option.Name)} gives it, too." : $"{option.Name} is required."));
}
