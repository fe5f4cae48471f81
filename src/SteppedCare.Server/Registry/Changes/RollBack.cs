using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Brings back what answered before a rollout, the latest or what answers while the latest waits for its time. What was taken back once is not brought back by
/// this: going back again goes further back. Taking back what still waits calls it off.
/// </summary>
/// <param name="Seen">The services, each with the epoch of what is to be taken back.</param>
/// <param name="Change">By a person or by the guard.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
internal sealed record RollBack(ImmutableArray<SeenEpoch> Seen, RolloutChange Change, string By, string Reason)
{
    internal const string Guard = "guard";

    /// <summary>The revision that is to answer nobody any more; null where nobody says which.</summary>
    public RevisionName? Culprit { get; init; }

    /// <summary>The highest epoch that the store has a part of a service's episodes under, where that was asked.</summary>
    public IReadOnlyDictionary<string, long> Tags { get; init; } = ImmutableDictionary<string, long>.Empty;

    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        if (Seen.IsEmpty || Seen.DistinctBy(seen => seen.Service, StringComparer.Ordinal).Count() != Seen.Length)
        {
            return RegistryRefusals.Invalid([new FieldViolation("seen", "must name at least one service, and each once")]);
        }

        var returns = ImmutableSortedDictionary.CreateBuilder<string, Return>(StringComparer.Ordinal);
        foreach (var seen in Seen)
        {
            var (found, refusal) = Find(state, seen, now);
            if (refusal is not null)
            {
                return refusal;
            }

            returns.Add(seen.Service, found!);
        }

        return RegistryDraft.Of(new RolloutChanged
        {
            At = now,
            By = By,
            Change = Change,
            Epochs = Each(returns, back => back.Epoch),
            Plans = Each(returns, back => back.Plan),
            BackTo = Each(returns, back => back.InPlaceOf),
            NotBefore = null,
            Reason = Reason,
        });
    }

    private Result<Return> Find(RegistryState state, SeenEpoch seen, DateTimeOffset now)
    {
        var line = state.LineOf(seen.Service);
        if (line.Latest is not { } latest)
        {
            return RegistryRefusals.NothingToRollBack;
        }

        if (Tags.GetValueOrDefault(seen.Service) > latest.Epoch)
        {
            return RegistryRefusals.RolloutLost;
        }

        if (!line.IsPresent(seen.Epoch, now) || line.Find(seen.Epoch) is not { } present)
        {
            return RegistryRefusals.RolloutMoved;
        }

        if (state.BeforeOf(present, Culprit) is { } before)
        {
            // A shadow never answers: one that was retired meanwhile is left out.
            var shadows = before.Plan.Shadows.RemoveAll(shadow => state.Find(shadow) is not { Retired: null });
            return new Return(latest.Epoch + 1, before.Plan with { Shadows = shadows }, before.Epoch);
        }

        if (Culprit is not null && present.Plan.Canary == Culprit && state.Find(present.Plan.Active) is { Retired: null })
        {
            // Everything before had it as well: without it, then, in its place.
            return new Return(latest.Epoch + 1, present.Plan with { Canary = null, CanaryShare = 0, Guard = null }, present.Epoch);
        }

        return line.Below(present).Any() && Culprit is null ? RegistryRefusals.RevisionRetired : RegistryRefusals.NothingToRollBack;
    }

    private static ImmutableSortedDictionary<string, T> Each<T>(IEnumerable<KeyValuePair<string, Return>> returns, Func<Return, T> part) =>
        returns.ToImmutableSortedDictionary(back => back.Key, back => part(back.Value), StringComparer.Ordinal);

    private sealed record Return(long Epoch, RolloutPlan Plan, long InPlaceOf);
}
