using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>What a command found out: for people, and the same for programs.</summary>
/// <param name="ExitCode">How the command ends.</param>
/// <param name="Blocks">What people are shown, in order.</param>
/// <param name="Json">What <c>--json</c> prints: a message of the contract, or an object whose names become snake_case; null: nothing more.</param>
/// <param name="Complaints">What goes to standard error beside it.</param>
internal sealed record Answer(int ExitCode, ImmutableArray<Block> Blocks, object? Json, ImmutableArray<string> Complaints = default);

/// <summary>Why a command did nothing.</summary>
/// <param name="ExitCode">How the command ends.</param>
/// <param name="Reason">The stable reason that the service gave, or one of ours in the same form.</param>
/// <param name="Lines">What is wrong, the gravest first.</param>
internal sealed record Failure(int ExitCode, string Reason, ImmutableArray<string> Lines)
{
    /// <summary>As <c>--json</c> prints it, alone or as a member of more.</summary>
    internal object Json => new { Reason, ExitCode, Lines };

    internal static Failure OfArguments(params string[] lines) => new(ExitCodes.BadArguments, "BAD_ARGUMENTS", [.. lines]);
}

/// <summary>A command cannot go on; whoever runs commands tells it and ends with its code.</summary>
internal sealed class FailedException(Failure failure) : Exception(string.Join(' ', failure.Lines))
{
    internal Failure Failure { get; } = failure;
}
