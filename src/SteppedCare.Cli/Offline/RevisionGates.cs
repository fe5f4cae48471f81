using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>Asks gates about files, without a server.</summary>
internal static class RevisionGates
{
    private const int Seed = 20_260;
    private const int People = 20_000;

    internal static RevisionReport Ask(PolicyBundle bundle, params ImmutableArray<Gate> gates)
    {
        var results = ImmutableArray.CreateBuilder<GateResult>();
        var started = Stopwatch.GetTimestamp();
        var compiled = PolicyCompiler.Compile(bundle.Label, new PolicySource(PolicyLibrary.ScriptName, bundle.Script));
        var invariants = bundle.Invariants.Length > 0
            ? InvariantSet.Load(new PolicySource(PolicyLibrary.InvariantsName, bundle.Invariants), null)
            : new InvariantLoad(null, []);
        ImmutableArray<GateFinding> refusals =
        [
            .. compiled.Refusals.Select(refusal => Finding(PolicyLibrary.ScriptName, refusal)), .. invariants.Refusals.Select(refusal => Finding(PolicyLibrary.InvariantsName, refusal)),
        ];
        results.Add(Result(Gate.Compile, refusals, refusals.IsEmpty ? "compiles." : "does not compile.", started));
        if (compiled.Revision is { } revision && gates.Contains(Gate.Cases))
        {
            var outcomes = CaseRunner.Run(CaseFile.Read(bundle.Cases, revision.Norms), revision);
            results.Add(Result(
                Gate.Cases,
                [.. outcomes.SelectMany(outcome => outcome.Faults).Select(fault => new GateFinding(PolicyLibrary.CasesName, fault.Line, 0, 0, "", fault.Message))],
                string.Create(CultureInfo.InvariantCulture, $"{outcomes.Count(outcome => outcome.Faults.Count == 0)} of {outcomes.Count} cases answered as expected."),
                started));
        }

        if (compiled.Revision is { } proven && invariants.Set is { } set && gates.Contains(Gate.Invariants))
        {
            var outcomes = InvariantRunner.Run(set, proven, Seed, People);
            results.Add(Result(
                Gate.Invariants,
                [.. outcomes.Where(outcome => outcome.Broken > 0).Select(outcome => new GateFinding(
                    PolicyLibrary.InvariantsName, 0, 0, 0, "", $"{outcome.Name} is broken.", Certainty: Certainty.Shown, Example: outcome.Example ?? "", Hazard: outcome.Hazard))],
                string.Create(CultureInfo.InvariantCulture, $"{outcomes.Count(outcome => outcome.Broken == 0)} of {outcomes.Count} invariants hold."),
                started));
        }

        return new RevisionReport(bundle, new GateReport(results.ToImmutable()));
    }

    private static GateResult Result(Gate gate, ImmutableArray<GateFinding> findings, string summary, long started) =>
        new(gate, findings.IsEmpty ? GateVerdict.Passed : GateVerdict.Failed, summary, findings, Stopwatch.GetElapsedTime(started));

    private static GateFinding Finding(string file, Refusal refusal) => new(file, refusal.Line, refusal.Column, 0, refusal.Code, refusal.Message, refusal.Suggestion);
}
