using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Publishing;

/// <summary>What people do with a revision that is published: vouch for it, and take it out of use.</summary>
internal sealed class RevisionActs(IPolicyRegistry registry)
{
    internal async Task<Result<RevisionAnswer>> ApproveAsync(ApproveCommand command, CancellationToken cancellationToken)
    {
        var (policy, version, digest) = command.Revision;
        var approval = new ApproveRevision(policy, version, digest, command.InvariantsDigest, command.ReportDigest, command.Mark.By, command.Notes);
        return After(await registry.ChangeAsync(command.Mark.Request, approval.Decide, cancellationToken), policy, version);
    }

    internal async Task<Result<RevisionAnswer>> RetireAsync(RetireCommand command, CancellationToken cancellationToken)
    {
        var (policy, version) = command.Label;
        var retirement = new RetireRevision(policy, version, command.Mark.By, command.Reason);
        return After(await registry.ChangeAsync(command.Mark.Request, retirement.Decide, cancellationToken), policy, version);
    }

    private static Result<RevisionAnswer> After(Result<RegistryChange> changed, string policy, string version) => changed.Value is { } change
        ? RevisionShelf.Answer(change.State, change.State.Find(policy, version) ?? throw new InvalidOperationException("A revision that was changed is not there."))
        : changed.Refusal!;
}
