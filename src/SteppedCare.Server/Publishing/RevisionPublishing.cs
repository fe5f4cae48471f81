using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;
using SteppedCare.Server.Workshop;
using Refusal = SteppedCare.Server.Decisions.Refusal;

namespace SteppedCare.Server.Publishing;

/// <summary>What stands between files and a revision: the gates, all of them, beside the server; and then one entry of the registry, or none.</summary>
internal sealed partial class RevisionPublishing(
    IPolicyRegistry registry, IRegistryStore store, RevisionShelf shelf, IPolicyWorkshop workshop, RecordedGate recorded, ILogger<RevisionPublishing> logger)
{
    internal async Task<Result<KeptReport>> ValidateAsync(ValidateCommand command, CancellationToken cancellationToken)
    {
        var bundle = command.Bundle;
        if (string.IsNullOrWhiteSpace(bundle.Invariants))
        {
            var state = await registry.RefreshAsync(cancellationToken);
            bundle = bundle with { Invariants = (await shelf.InvariantsAsync(state, bundle.Label.Policy, cancellationToken))?.Text ?? "" };
        }

        var judged = await JudgeAsync(bundle, cancellationToken);
        return judged.Value is { } judgement ? new KeptReport(judgement.Report, "") : judged.Refusal!;
    }

    internal async Task<Result<PublishedAnswer>> PublishAsync(PublishCommand command, CancellationToken cancellationToken)
    {
        var state = await registry.RefreshAsync(cancellationToken);
        var (policy, version) = command.Bundle.Label;
        if (state.FindRequest(command.Mark.Request.Id) is not null || state.Find(policy, version) is not null)
        {
            // It was done, or cannot be: no gate needs to be asked.
            return await ChangeAsync(command, new GateReport([]), null, cancellationToken);
        }

        var invariants = await shelf.InvariantsAsync(state, policy, cancellationToken);
        var judged = await JudgeAsync(command.Bundle with { Invariants = invariants?.Text ?? "" }, cancellationToken);
        if (judged.Value is not { } judgement)
        {
            return judged.Refusal!;
        }

        if (!judgement.Report.Passed)
        {
            return GatesFailed(judgement.Report);
        }

        var published = await ChangeAsync(command, judgement.Report, invariants?.Digest, cancellationToken);
        if (published.Value is { } answer && judgement.Artefact is { } artefact)
        {
            await KeepAsync(answer.Revision.Record.Name, artefact, cancellationToken);
        }

        return published;
    }

    private async Task<Result<PolicyJudgement>> JudgeAsync(PolicyBundle bundle, CancellationToken cancellationToken)
    {
        var judged = await workshop.JudgeAsync(bundle, cancellationToken);

        // What another gate refuses is not even loaded here.
        return judged.Value is { Artefact: { } artefact, Report.Passed: true } judgement
            ? judgement with { Report = await recorded.AskAsync(judgement.Report, bundle.Label, artefact, cancellationToken) }
            : judged;
    }

    private async Task<Result<PublishedAnswer>> ChangeAsync(PublishCommand command, GateReport report, string? invariants, CancellationToken cancellationToken)
    {
        var (policy, version) = command.Bundle.Label;
        var publication = new PublishRevision(command.Bundle, LanguageVersion.Current, invariants, report, command.Mark.By, command.Notes);
        var changed = await registry.ChangeAsync(
            command.Mark.Request,
            (state, now) => state.Find(policy, version) is null && state.InvariantsOf(policy)?.Digest != invariants
                ? PublishingRefusals.ProvenAgainstOthers
                : publication.Decide(state, now),
            cancellationToken);
        if (changed.Value is not { } change)
        {
            return changed.Refusal!;
        }

        var record = change.State.Find(policy, version) ?? throw new InvalidOperationException("A revision that was published is not there.");
        return new PublishedAnswer(RevisionShelf.Answer(change.State, record), await shelf.ReportAsync(record, cancellationToken));
    }

    // So that no replica needs to compile it. It can be made again.
    private async Task KeepAsync(RevisionName name, PolicyArtefact artefact, CancellationToken cancellationToken)
    {
        try
        {
            await store.KeepArtefactAsync(artefact.Key, artefact.ToBytes(), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            ArtefactNotKept(name.Policy, name.Version);
        }
    }

    private static Refusal GatesFailed(GateReport report) => RegistryRefusals.GatesFailed with
    {
        Metadata = ImmutableSortedDictionary<string, string>.Empty.Add(
            WorkshopRefusals.FailedGates, string.Join(",", report.Gates.Where(gate => gate.Verdict == GateVerdict.Failed).Select(gate => LabelValues<Gate>.Of(gate.Gate).ToUpperInvariant()))),
    };

    [LoggerMessage(80, LogLevel.Warning, "What {Policy} {Version} was compiled to was not kept; each replica compiles it itself")]
    private partial void ArtefactNotKept(string policy, string version);
}
