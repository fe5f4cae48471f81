using System.Collections.Immutable;
using SteppedCare.Policies;

namespace SteppedCare.Server.Registry;

/// <summary>What is asked at a start of a revision in the policy folder: whether it compiles and answers its own cases. The rest was asked before it was shipped.</summary>
internal sealed class ShippedGates(PolicyLibrary library)
{
    private const string AskedBefore = "It came with the release, whose own tests asked this.";

    /// <summary>What the gates said, and the faults in words; none when it may be published.</summary>
    internal (GateReport Report, IReadOnlyList<string> Faults) Ask(PolicyLabel label)
    {
        var load = library.Load(label);
        load.Revision?.Retire();
        return (new GateReport([.. Enum.GetValues<Gate>().Select(gate => Result(gate, load))]), load.Faults);
    }

    private static GateResult Result(Gate gate, PolicyLoad load) => gate switch
    {
        Gate.Compile => new GateResult(gate, Verdict(load.Refusals.Count == 0 && load.Revision is not null), "It compiles, and every fence lets it pass.", [], load.Took),
        Gate.Cases => new GateResult(gate, Verdict(load.IsGood), $"It answers its {load.Cases.Count} cases as they say.", [], TimeSpan.Zero),
        _ => new GateResult(gate, GateVerdict.NotRun, AskedBefore, ImmutableArray<GateFinding>.Empty, TimeSpan.Zero),
    };

    private static GateVerdict Verdict(bool passed) => passed ? GateVerdict.Passed : GateVerdict.Failed;
}
