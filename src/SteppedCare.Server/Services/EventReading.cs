using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.Collections;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>
/// Events as they arrive, to events as the clinic knows them. Here, and nowhere else, is checked what the wire allows and the clinic's types do not; ranges
/// of instruments and the order of a history are Core's to judge.
/// </summary>
internal static class EventReading
{
    internal static ImmutableArray<EpisodeEvent> Read(Violations violations, RepeatedField<Wire.Event> events, int most)
    {
        if (events.Count > most)
        {
            violations.Add("events", string.Create(CultureInfo.InvariantCulture, $"must be at most {most} events"));
        }

        var read = ImmutableArray.CreateBuilder<EpisodeEvent>(events.Count);
        for (var index = 0; index < events.Count && !violations.Full; index++)
        {
            using var within = violations.In("events", index);
            if (Read(violations, events[index]) is { } told)
            {
                read.Add(told);
            }
        }

        return read.DrainToImmutable();
    }

    /// <summary>
    /// To a request that is refused for its form anyway, adds what is wrong with the contents of its well-formed events, so that its sender learns of both
    /// at once. Good requests pay nothing: the engine looks at their contents.
    /// </summary>
    internal static void AddContentFaults(Violations violations, RepeatedField<Wire.Event> events)
    {
        for (var index = 0; violations.Any && index < events.Count && !violations.Full; index++)
        {
            var own = new Violations();
            if (Read(own, events[index]) is not { } told || own.Any)
            {
                continue;
            }

            using var within = violations.In("events", index);
            var (content, path) = told.Content is Corrected corrected ? (corrected.Replacement, "corrected.replacement.") : (told.Content, "");
            foreach (var (field, message) in ContentRules.Faults(content, told.Content is Corrected { HappenedOn: var date } ? date : told.HappenedOn))
            {
                violations.Add($"{path}{ContentRules.NameOf(content)}.{field}", message);
            }
        }
    }

    private static EpisodeEvent? Read(Violations violations, Wire.Event told)
    {
        var id = violations.NameOrEmpty("id", told.Id);
        var happenedOn = violations.Date("happened_on", told.HappenedOn);
        var at = violations.TimeOrEmpty("time_of_day", told.TimeOfDay);
        var content = told.ContentCase switch
        {
            Wire.Event.ContentOneofCase.Corrected => ReadCorrected(violations, told.Corrected),
            Wire.Event.ContentOneofCase.Voided => ReadVoided(violations, told.Voided),
            _ => ReadOriginal(violations, told),
        };
        return content is null ? null : new EpisodeEvent(id, happenedOn, at, content);
    }

    // Null when nothing is set that this contract knows; the violation is noted.
    private static EventContent? ReadOriginal(Violations violations, Wire.Event told)
    {
        switch (told.ContentCase)
        {
            case Wire.Event.ContentOneofCase.ReferralReceived:
                return ContentReading.Referral(violations, told.ReferralReceived);
            case Wire.Event.ContentOneofCase.Contact:
                return ContentReading.Contact(violations, told.Contact);
            case Wire.Event.ContentOneofCase.ScoreRecorded:
                return ScoreReading.Score(violations, told.ScoreRecorded);
            case Wire.Event.ContentOneofCase.StepStarted:
                return ContentReading.Started(violations, told.StepStarted);
            case Wire.Event.ContentOneofCase.RiskAnswered:
                return ContentReading.Risk(violations, told.RiskAnswered);
            case Wire.Event.ContentOneofCase.RiskReviewed:
                return ContentReading.RiskReview(violations, told.RiskReviewed);
            case Wire.Event.ContentOneofCase.ProblemDescribed:
                return ContentReading.Problem(violations, told.ProblemDescribed);
            case Wire.Event.ContentOneofCase.CircumstancesAnswered:
                return ContentReading.Circumstances(violations, told.CircumstancesAnswered);
            case Wire.Event.ContentOneofCase.PlanExplained:
                return ContentReading.Plan(violations, told.PlanExplained);
            case Wire.Event.ContentOneofCase.StepDeclined:
                return ContentReading.Declined(violations, told.StepDeclined);
            case Wire.Event.ContentOneofCase.ConsentChanged:
                return ContentReading.Consent(violations, told.ConsentChanged);
            case Wire.Event.ContentOneofCase.EpisodeEnded:
                return ContentReading.Ended(violations, told.EpisodeEnded);
            default:
                violations.AddHere("must say what happened, in exactly one of the contents of this contract");
                return null;
        }
    }

    private static Corrected? ReadCorrected(Violations violations, Wire.Corrected corrected)
    {
        using var within = violations.In("corrected");
        var eventId = violations.Name("event_id", corrected.EventId);
        if (corrected.Replacement is not { } replacement)
        {
            violations.Add("replacement", "is required");
            return null;
        }

        using var replaced = violations.In("replacement");
        if (replacement.Id.Length > 0)
        {
            violations.Add("id", "must be empty in a replacement");
        }

        var happenedOn = violations.Date("happened_on", replacement.HappenedOn);
        var at = violations.TimeOrEmpty("time_of_day", replacement.TimeOfDay);
        if (replacement.ContentCase is Wire.Event.ContentOneofCase.Corrected or Wire.Event.ContentOneofCase.Voided)
        {
            violations.Add(
                replacement.ContentCase is Wire.Event.ContentOneofCase.Corrected ? "corrected" : "voided",
                "must be an original event, not a correction or a withdrawal");
            return null;
        }

        return ReadOriginal(violations, replacement) is { } content ? new Corrected(eventId, happenedOn, at, content) : null;
    }

    private static Voided ReadVoided(Violations violations, Wire.Voided voided)
    {
        using var within = violations.In("voided");
        return new Voided(violations.Name("event_id", voided.EventId), violations.Said<VoidReason>("reason", (int)voided.Reason));
    }
}
