using SteppedCare.Policies;

namespace SteppedCare.Server.Registry;

/// <summary>What is asked of files in the policy folder: whether they compile and answer their own cases. Of what was shipped the rest was asked before.</summary>
internal sealed class ShippedGates(ArtefactCache cache)
{
    private const string AskedBefore = "It came from the policy folder: the tests of the release that it came with asked this.";

    /// <summary>What the gates said, and the faults in words, each with its file and place; none when it may be published.</summary>
    internal (GateReport Report, IReadOnlyList<string> Faults) Ask(PolicyBundle bundle)
    {
        var compiled = PolicyCompiler.Load(bundle.Label, new PolicySource(PolicyLibrary.ScriptName, bundle.Script), cache);
        if (compiled.Revision is not { } revision)
        {
            return (Report(GateVerdict.Failed, GateVerdict.NotRun, 0), [.. compiled.Refusals.Select(refusal => $"{PolicyLibrary.ScriptName}{refusal}")]);
        }

        try
        {
            var outcomes = bundle.Cases.Length == 0 ? [] : CaseRunner.Run(CaseFile.Read(bundle.Cases, revision.Norms), revision);
            string[] faults = [.. outcomes.SelectMany(outcome => outcome.Faults).Select(fault => $"{PolicyLibrary.CasesName}{fault}")];
            return (Report(GateVerdict.Passed, faults.Length == 0 ? GateVerdict.Passed : GateVerdict.Failed, outcomes.Count), faults);
        }
        finally
        {
            revision.Retire();
        }
    }

    private static GateReport Report(GateVerdict compile, GateVerdict cases, int asked) => new([.. Enum.GetValues<Gate>().Select(gate => gate switch
    {
        Gate.Compile => new GateResult(gate, compile, compile == GateVerdict.Passed ? "It compiles, and every fence lets it pass." : "It is refused.", [], TimeSpan.Zero),
        Gate.Cases => new GateResult(gate, cases, cases == GateVerdict.Passed ? $"It answers its {asked} cases as they say." : "It does not answer its cases.", [], TimeSpan.Zero),
        _ => new GateResult(gate, GateVerdict.NotRun, AskedBefore, [], TimeSpan.Zero),
    })]);
}
