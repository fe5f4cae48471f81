using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>Puts a policy's invariants in place.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Script">invariants.csx.</param>
/// <param name="ReplacesDigest">The invariants that were seen in place; null for none.</param>
/// <param name="BrokenBy">The revisions in a rollout that break the new ones.</param>
/// <param name="By">Who.</param>
/// <param name="Notes">Why.</param>
internal sealed record PublishInvariants(
    string Policy, PolicySource Script, string? ReplacesDigest, ImmutableArray<RevisionName> BrokenBy, string By, string Notes)
{
    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        var present = state.InvariantsOf(Policy);
        if (present?.Digest == Script.Digest)
        {
            return RegistryDraft.There(present);
        }

        if (present?.Digest != ReplacesDigest)
        {
            return RegistryRefusals.InvariantsMoved;
        }

        var file = RegistryBlob.Of(Script.Text);
        return new RegistryDraft(
            new InvariantsPublished { At = now, By = By, Policy = Policy, Digest = Script.Digest, File = file.Digest, BrokenBy = BrokenBy, Notes = Notes }, [file]);
    }
}
