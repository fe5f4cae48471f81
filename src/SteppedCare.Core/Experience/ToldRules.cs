using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What a request may tell of an episode: what happened, and beside it what people said of their care.</summary>
internal static class ToldRules
{
    /// <summary>All that is wrong with either, of both at once; empty when it may be told.</summary>
    /// <param name="history">What was told before; of version 0 when the episode does not exist.</param>
    /// <param name="events">What happened.</param>
    /// <param name="experience">The questionnaires.</param>
    /// <param name="asOf">The instant of the call, on the service's clock.</param>
    internal static ImmutableArray<EventFault> Faults(
        EpisodeHistory history, ImmutableArray<EpisodeEvent> events, ImmutableArray<PatientExperience> experience, CivilTime asOf) =>
        EventRules.Faults(history, events, asOf).AddRange(ExperienceRules.Faults(history, events, experience, asOf));
}
