namespace SteppedCare.Server.Decisions;

/// <summary>When an episode next falls due.</summary>
internal static class Due
{
    /// <summary>The earliest of the policy's timers, what it asked for in the latest decision, and the tasks; null when nothing will fall due.</summary>
    internal static DateTimeOffset? Earliest(EpisodeHistory history, Rollout rollout, string episode, DateTimeOffset now)
    {
        var revision = rollout.Of(episode);
        var asOf = CivilTime.Of(now, rollout.Service.Zone);
        var facts = FactBuilder.Build(history, asOf, revision.Norms);
        return Timers.Earliest(Timers.Of(history, facts, asOf, revision.ReviewTimers, revision.WatchTimers));
    }
}
