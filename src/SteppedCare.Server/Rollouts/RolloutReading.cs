using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Rollouts;

/// <summary>From the registry to what a replica must hold, and from what it holds to what it can answer by.</summary>
internal static class RolloutReading
{
    /// <summary>
    /// The rollouts of a service that calls under way can meet: every one that a tag can be under, and the one before, since a call may have looked a moment
    /// before the last tag moved. With a revision that is retired it goes at once: such a call looks again.
    /// </summary>
    internal static ImmutableArray<RolloutRecord> Met(RegistryState state, string service)
    {
        ImmutableArray<RolloutRecord> answering = [.. state.AnsweringOf(service)];
        var before = state.RolloutsOf(service).Where(rollout => !rollout.IsVoid).Skip(answering.Length).Take(1);
        return [.. answering, .. before.Where(rollout => rollout.Plan.Revisions.All(revision => !IsRetired(state, revision)))];
    }

    /// <summary>The revisions to hold for a service: of the rollouts that can be met, and of what going back brings back, so that going back waits for nothing.</summary>
    internal static IEnumerable<RevisionName> Needed(RegistryState state, string service) => Met(state, service).Concat(state.ReturnsOf(service))
        .SelectMany(rollout => rollout.Plan.Revisions)
        .Where(revision => !IsRetired(state, revision));

    internal static ServiceRollouts Of(RegistryState state, ServiceProfile service, DateTimeOffset storeNow, Func<RevisionName, IRevision?> find)
    {
        var met = Met(state, service.Name);
        var loaded = met.Select(record => (Record: record, Rollout: Of(record, service, find))).ToList();
        var known = loaded.Where(each => each.Rollout is not null).Select(each => (each.Record, Rollout: each.Rollout!)).ToList();
        var present = known.Find(each => each.Record.IsReached).Rollout ?? known.LastOrDefault().Rollout;

        // Before the first is reached some episodes are under none.
        var answering = state.AnsweringOf(service.Name).Count();
        var isWhole = met.Any(record => record.IsReached) && loaded.Take(answering).All(each => each.Rollout is not null || each.Record.Changed.NotBefore > storeNow);
        return new ServiceRollouts(service, present, [.. known.Select(each => each.Rollout)], isWhole);
    }

    /// <summary>The rollout, if what answers in it is at hand. A shadow that is not is left out: it never answers.</summary>
    internal static Rollout? Of(RolloutRecord record, ServiceProfile service, Func<RevisionName, IRevision?> find)
    {
        var plan = record.Plan;
        if (find(plan.Active) is not { } active || (plan.Canary is { } name ? find(name) : active) is not { } canary)
        {
            return null;
        }

        return new Rollout(service, record.Epoch, active)
        {
            Mark = record.Tag.Mark,
            Canary = plan.Canary is null ? null : new Canary(canary, plan.CanaryShare),
            Shadows = [.. plan.Shadows.Select(find).OfType<IRevision>()],
            SlowestHundredth = plan.Guard?.SlowestHundredth,
        };
    }

    private static bool IsRetired(RegistryState state, RevisionName revision) => state.Find(revision) is { Retired: not null };
}
