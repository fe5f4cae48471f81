namespace SteppedCare.Cli;

/// <summary>What a command is started in.</summary>
/// <param name="Output">Where answers go.</param>
/// <param name="Errors">Where complaints and questions go.</param>
/// <param name="Input">Where a person's word comes from.</param>
/// <param name="ShowsToPerson">Answers go to a terminal.</param>
/// <param name="CanAsk">There is a person at the keyboard.</param>
/// <param name="Variable">A variable of the environment; null when it is not set.</param>
/// <param name="Time">The clock.</param>
internal sealed record Surroundings(
    TextWriter Output, TextWriter Errors, TextReader Input, bool ShowsToPerson, bool CanAsk, Func<string, string?> Variable, TimeProvider Time)
{
    /// <summary>Where compiled scripts are kept between two commands; null keeps none.</summary>
    internal string? CompiledScripts { get; init; }

    internal static Surroundings OfProcess() => new(
        Console.Out,
        Console.Error,
        Console.In,
        !Console.IsOutputRedirected,
        !Console.IsInputRedirected,
        Environment.GetEnvironmentVariable,
        TimeProvider.System)
    {
        CompiledScripts = KeptScripts.FolderOf(Environment.GetEnvironmentVariable),
    };
}
