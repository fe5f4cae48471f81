namespace SteppedCare.Policies;

/// <summary>Which fence said no.</summary>
public enum CompilerStage
{
    /// <summary>Size, nesting, deceptive characters; before the parser.</summary>
    Limits,

    /// <summary>The default-deny walk of the operation tree.</summary>
    Walk,

    /// <summary>The compiler, which sees System.Runtime's reference assembly and Core, and nothing else.</summary>
    ClosedReferences,

    /// <summary>The gate over the compiled bytes: the one that enforces.</summary>
    PeGate,

    /// <summary>The finished rulebook.</summary>
    Rulebook,
}

/// <summary>Why a policy is not taken, at the place where its author sees it.</summary>
/// <param name="Stage">Which fence.</param>
/// <param name="Code">Stable name of the kind of fault: <c>SC...</c> for ours, <c>CS...</c> for the compiler's.</param>
/// <param name="Line">1-based; 0 when the fault has no place in the text.</param>
/// <param name="Column">1-based.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What to write instead; empty where we have none.</param>
/// <param name="Length">Characters that the fault spans on its line; 0 where that is not known.</param>
public sealed record Refusal(CompilerStage Stage, string Code, int Line, int Column, string Message, string Suggestion = "", int Length = 0)
{
    public override string ToString()
    {
        var text = Suggestion.Length == 0 ? Message : $"{Message} {Suggestion}";
        return Line == 0 ? $"{Code}: {text}" : $"({Line},{Column}) {Code}: {text}";
    }
}
