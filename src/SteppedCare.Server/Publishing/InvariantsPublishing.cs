using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Workshop;

namespace SteppedCare.Server.Publishing;

/// <summary>
/// Puts invariants in place and holds every revision against them that answers somebody. One that breaks them is told, logged and counted, and answers on: to
/// withdraw a policy is for people.
/// </summary>
internal sealed partial class InvariantsPublishing(IPolicyRegistry registry, RevisionShelf shelf, IPolicyWorkshop workshop, ILogger<InvariantsPublishing> logger)
{
    internal async Task<Result<InvariantsAnswer>> PublishAsync(PublishInvariantsCommand command, CancellationToken cancellationToken)
    {
        var state = await registry.RefreshAsync(cancellationToken);
        if (!state.Order.Any(label => label.Policy == command.Policy))
        {
            return RegistryRefusals.UnknownPolicy;
        }

        var script = new PolicySource(PolicyLibrary.InvariantsName, command.Invariants);
        if (state.FindRequest(command.Mark.Request.Id) is null && state.InvariantsOf(command.Policy)?.Digest is var present
            && present != script.Digest && present != command.Replaces)
        {
            return RegistryRefusals.InvariantsMoved;
        }

        var answering = Answering(state, command.Policy);
        var bundles = new List<PolicyBundle>();
        foreach (var record in answering)
        {
            bundles.Add(await shelf.FilesAsync(record, cancellationToken));
        }

        var judged = await workshop.ProveAsync(script.Text, bundles, cancellationToken);
        if (judged.Value is not { } judgement)
        {
            return judged.Refusal!;
        }

        return judgement.Refusals.IsEmpty
            ? await ChangeAsync(command, script, [.. answering.Zip(judgement.Results, (record, result) => new ProvenRevision(record.Name, result))], cancellationToken)
            : PublishingRefusals.InvariantsRefused(judgement.Refusals);
    }

    private async Task<Result<InvariantsAnswer>> ChangeAsync(
        PublishInvariantsCommand command, PolicySource script, ImmutableArray<ProvenRevision> proven, CancellationToken cancellationToken)
    {
        var broken = proven.Where(each => each.Result.Verdict == GateVerdict.Failed).Select(each => each.Revision).ToImmutableArray();
        var publication = new PublishInvariants(command.Policy, script, command.Replaces, broken, command.Mark.By, command.Notes);
        var changed = await registry.ChangeAsync(
            command.Mark.Request,

            // What has come to answer since was not held against them.
            (state, now) => Answering(state, command.Policy).All(record => proven.Any(each => each.Revision == record.Name))
                ? publication.Decide(state, now)
                : PublishingRefusals.RolloutsMoved,
            cancellationToken);
        if (changed.Value is not { } change)
        {
            return changed.Refusal!;
        }

        if (!change.IsRepetition)
        {
            broken.ToList().ForEach(revision => InvariantsBroken(revision.Policy, revision.Version, revision.Digest, script.Digest));
        }

        return new InvariantsAnswer(script.Digest, proven);
    }

    private static ImmutableArray<RevisionRecord> Answering(RegistryState state, string policy) =>
    [
        .. state.Services.SelectMany(state.AnsweringOf).SelectMany(rollout => rollout.Plan.Revisions).Distinct()
            .Where(revision => revision.Policy == policy).Select(state.Find).OfType<RevisionRecord>(),
    ];

    [LoggerMessage(81, LogLevel.Error, "{Policy} {Version} ({Digest}) is in a rollout and breaks the invariants {Invariants} that were published now. It answers on; somebody must look")]
    private partial void InvariantsBroken(string policy, string version, string digest, string invariants);
}
