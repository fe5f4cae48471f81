using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>When an episode next falls due.</summary>
internal static class Due
{
    /// <summary>For people: the earliest of the policy's timers, what it asked for in the latest decision, and the tasks; null when nothing will fall due.</summary>
    internal static DateTimeOffset? Earliest(EpisodeHistory history, Rollout rollout, string episode, DateTimeOffset now)
    {
        var (revision, asOf, facts) = At(history, rollout, episode, now);
        return Timers.Earliest(Timers.Of(history, facts, asOf, revision.Norms, revision.ReviewTimers, revision.WatchTimers));
    }

    /// <summary>For the clock: when it has next to tell people of something; null when never, as things stand. This is what stores keep as due.</summary>
    internal static DateTimeOffset? NextNotice(EpisodeHistory history, Rollout rollout, string episode, DateTimeOffset now) =>
        Notices(history, rollout, episode, now).Select(notice => (DateTimeOffset?)notice.Due).FirstOrDefault();

    /// <summary>
    /// The same after a write that decides nothing, by the rollout that its tag is under. A server that does not hold that one sets no day by another: it leaves the
    /// episode due at once, and the first sweep by a server that does works the day out.
    /// </summary>
    internal static DateTimeOffset? NextNotice(EpisodeHistory history, IRollouts rollouts, EpisodeKey key, TagEpoch epoch, DateTimeOffset now) =>
        rollouts.Find(key.Service, epoch) is { } present ? NextNotice(history, present, key.Episode, now) : now;

    /// <summary>All that the clock has still to tell people of, the earliest first.</summary>
    internal static ImmutableArray<Notice> Notices(EpisodeHistory history, Rollout rollout, string episode, DateTimeOffset now)
    {
        var (revision, asOf, facts) = At(history, rollout, episode, now);
        return Timers.Notices(history, facts, asOf, revision.Norms, revision.ReviewTimers, revision.WatchTimers);
    }

    private static (IRevision Revision, CivilTime AsOf, Facts Facts) At(EpisodeHistory history, Rollout rollout, string episode, DateTimeOffset now)
    {
        var revision = rollout.Of(episode);
        var asOf = CivilTime.Of(now, rollout.Service.Zone);
        return (revision, asOf, FactBuilder.Build(history, asOf, revision.Norms));
    }
}
