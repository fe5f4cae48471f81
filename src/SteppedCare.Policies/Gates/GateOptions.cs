using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Which gates are asked, and how strictly.</summary>
internal sealed record GateOptions
{
    /// <summary>Every gate, strictly: what stands before a publication.</summary>
    internal static GateOptions All { get; } = new();

    /// <summary>Compile and fence only.</summary>
    internal static GateOptions CompileOnly { get; } = new() { Gates = [Gate.Compile] };

    /// <summary>The gates that are asked. Compiling happens in any case: without a revision there is nothing to ask.</summary>
    internal ImmutableHashSet<Gate> Gates { get; init; } = [.. Enum.GetValues<Gate>()];

    /// <summary>The sentence that stands for each gate that is not asked.</summary>
    internal string WhyNotAsked { get; init; } = "It was not asked for.";

    /// <summary>The share of rules that cases must reach: all of them, since a rule that nobody was ever shown is a rule that nobody checked.</summary>
    internal double LeastRuleCoverage { get; init; } = 1;

    /// <summary>
    /// The share of sides of tests that cases must take. Nine of ten: the last ones are often guards against what is unknown, which only an unlikely person shows;
    /// what matters among them the mutation gate asks for by name.
    /// </summary>
    internal double LeastBranchCoverage { get; init; } = 0.9;

    /// <summary>
    /// How many cases may be asked of mutants, all together: some hundred times what the shipped policies take, and the same on every machine. What was not tried was
    /// not noticed.
    /// </summary>
    internal long MostMutantAsks { get; init; } = 50_000_000;

    /// <summary>Told when a gate begins and when it has ended.</summary>
    internal Action<GateProgress>? Progress { get; init; }

    /// <summary>Recorded decisions, in batches, to be judged again; null when there are none.</summary>
    internal IEnumerable<ReadOnlyMemory<RecordedDecision>>? Recorded { get; init; }

    /// <summary>
    /// Where compiled scripts are kept; null keeps none. What is found there passed every fence of this very build, but is only as trustworthy as the folder: gates that
    /// others rely on compile.
    /// </summary>
    internal ArtefactCache? Cache { get; init; }
}

/// <summary>A gate began, or ended.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Ended">What it said; null when it begins.</param>
internal readonly record struct GateProgress(Gate Gate, GateResult? Ended);
