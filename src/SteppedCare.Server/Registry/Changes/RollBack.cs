using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Brings back what answered before the present rollout. What was taken back once is not brought back by this: going back again goes further back.
/// </summary>
/// <param name="Seen">The services, each with the epoch that was seen.</param>
/// <param name="Change">By a person or by the guard.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
internal sealed record RollBack(ImmutableArray<SeenEpoch> Seen, RolloutChange Change, string By, string Reason)
{
    internal const string Guard = "guard";

    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        if (Seen.IsEmpty || Seen.DistinctBy(seen => seen.Service, StringComparer.Ordinal).Count() != Seen.Length)
        {
            return RegistryRefusals.Invalid([new FieldViolation("seen", "must name at least one service, and each once")]);
        }

        var plans = ImmutableSortedDictionary.CreateBuilder<string, RolloutPlan>(StringComparer.Ordinal);
        foreach (var (service, epoch) in Seen)
        {
            if (state.RolloutOf(service) is not { } present)
            {
                return RegistryRefusals.NothingToRollBack;
            }

            if (present.Epoch != epoch)
            {
                return RegistryRefusals.RolloutMoved;
            }

            if (state.BeforeOf(service) is not { } before)
            {
                return RegistryRefusals.NothingToRollBack;
            }

            if (before.Plan.Revisions.Any(revision => state.Find(revision) is not { Retired: null }))
            {
                return RegistryRefusals.RevisionRetired;
            }

            plans.Add(service, before.Plan);
        }

        return RegistryDraft.Of(new RolloutChanged
        {
            At = now,
            By = By,
            Change = Change,
            Epochs = Seen.ToImmutableSortedDictionary(seen => seen.Service, seen => seen.Epoch + 1, StringComparer.Ordinal),
            Plans = plans.ToImmutable(),
            NotBefore = null,
            Reason = Reason,
        });
    }
}
