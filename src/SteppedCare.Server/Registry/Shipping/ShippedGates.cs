using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Workshop;

namespace SteppedCare.Server.Registry;

/// <summary>
/// What is asked of files in the policy folder before the server itself publishes them, in the process beside this one: the compiler never comes into the server,
/// and what breaks it breaks nothing here.
/// </summary>
internal sealed class ShippedGates(IPolicyWorkshop workshop, ArtefactCache cache)
{
    private const string AskedBefore = "It came from the policy folder: the tests of the release that it came with asked this.";
    private const string NotWatched = "A development server does not ask this of what is edited: stepped-care policy prove does.";

    /// <summary>Of what was shipped: whether it compiles, gives its reasons and answers its own cases. The rest was asked before it was shipped.</summary>
    internal Task<ShippedJudgement> AskShippedAsync(PolicyBundle bundle, CancellationToken cancellationToken) =>
        AskAsync(bundle with { Invariants = string.Empty }, [], AskedBefore, cancellationToken);

    /// <summary>Of what is edited: the same, and whether it keeps the invariants beside it.</summary>
    internal Task<ShippedJudgement> AskEditedAsync(PolicyBundle bundle, CancellationToken cancellationToken) =>
        AskAsync(bundle, string.IsNullOrWhiteSpace(bundle.Invariants) ? [] : [Gate.Invariants], NotWatched, cancellationToken);

    private async Task<ShippedJudgement> AskAsync(PolicyBundle bundle, ImmutableArray<Gate> further, string whyNotOthers, CancellationToken cancellationToken)
    {
        // A policy without cases is a beginning; to publish it by a person asks for some.
        ImmutableArray<Gate> gates = [Gate.Compile, Gate.Sources, .. string.IsNullOrWhiteSpace(bundle.Cases) ? [] : (Gate[])[Gate.Cases], .. further];
        var judged = await workshop.JudgeToServeAsync(bundle, gates, whyNotOthers, cancellationToken);
        if (judged.Value is not { } judgement)
        {
            return new ShippedJudgement(new GateReport([]), [judged.Refusal!.Message]);
        }

        if (judgement is { Report.Passed: true, Artefact: { } artefact })
        {
            // So that whoever loads it need not have it compiled again.
            cache.Keep(bundle.Source, artefact);
        }

        return new ShippedJudgement(judgement.Report, [.. judgement.Report.Gates.Where(gate => gate.Verdict == GateVerdict.Failed).SelectMany(Faults)]);
    }

    private static IEnumerable<string> Faults(GateResult gate) => gate.Findings.IsEmpty ? [gate.Summary] : gate.Findings.Select(finding =>
    {
        var text = finding.Suggestion.Length == 0 ? finding.Message : $"{finding.Message} {finding.Suggestion}";
        return finding.Line == 0 ? $"{finding.File} {finding.Code}: {text}" : $"{finding.File}({finding.Line},{finding.Column}) {finding.Code}: {text}";
    });
}

/// <summary>What the gates said of files in the policy folder.</summary>
/// <param name="Report">The report.</param>
/// <param name="Faults">In words, each with its file and place; none when it may be published.</param>
internal sealed record ShippedJudgement(GateReport Report, ImmutableArray<string> Faults);
