using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare;

/// <summary>What may be told of the experience of care. Nothing of it touches the history, so only its dates and its number can be wrong.</summary>
internal static class ExperienceRules
{
    /// <summary>More than a course of care ever brings, what replaces another among them; a caller that comes here tells the same again and again.</summary>
    internal const int MostAnswered = 100;

    /// <summary>All that is wrong with these questionnaires; empty when they may be told.</summary>
    /// <param name="history">What was told before.</param>
    /// <param name="events">What is told along.</param>
    /// <param name="experience">The questionnaires.</param>
    /// <param name="asOf">The instant of the call, on the service's clock.</param>
    internal static ImmutableArray<EventFault> Faults(
        EpisodeHistory history, ImmutableArray<EpisodeEvent> events, ImmutableArray<PatientExperience> experience, CivilTime asOf)
    {
        if (experience.IsEmpty)
        {
            return [];
        }

        var referred = events.Select(ReferralIn).LastOrDefault(date => date is not null) ?? history.Referral?.HappenedOn;
        return [.. experience.Index().SelectMany(each => Faults(each.Item, each.Index, referred, asOf))];
    }

    private static IEnumerable<EventFault> Faults(PatientExperience told, int index, DateOnly? referred, CivilTime asOf)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"patient_experience[{index}].completed_on");
        if (EventRules.DayAhead(told.CompletedOn, asOf, path) is { } ahead)
        {
            yield return ahead;
        }

        if (told.CompletedOn < referred)
        {
            yield return new(EventFaultReason.BeforeReferral, path, "is before the referral");
        }
    }

    private static DateOnly? ReferralIn(EpisodeEvent told) => told.Content switch
    {
        ReferralReceived => told.HappenedOn,
        Corrected { Replacement: ReferralReceived } corrected => corrected.HappenedOn,
        _ => null,
    };
}
