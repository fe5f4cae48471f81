namespace SteppedCare.Policies;

/// <summary>Which fences stand. All of them, always; tests take some away to show that nothing rests on one.</summary>
internal sealed record CompilerStages
{
    internal static CompilerStages All { get; } = new();

    internal static CompilerStages None { get; } = new() { Limits = false, Walk = false, ClosedReferences = false, PeGate = false, Rulebook = false };

    internal bool Limits { get; init; } = true;

    internal bool Walk { get; init; } = true;

    internal bool ClosedReferences { get; init; } = true;

    internal bool PeGate { get; init; } = true;

    internal bool Rulebook { get; init; } = true;
}
