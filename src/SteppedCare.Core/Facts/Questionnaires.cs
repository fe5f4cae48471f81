using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Every questionnaire that an episode's events hold, each version by itself: two scorings of one questionnaire are never one course of scores.</summary>
internal sealed class Questionnaires
{
    private readonly ImmutableDictionary<Instrument, Measurements> _measurements;

    internal Questionnaires(ImmutableArray<HistoryEvent> events) => _measurements = events
        .Where(told => told.Content is ScoreRecorded)
        .Select(told => new Measurement(told.HappenedOn, told.Revised, Scoring.Of((ScoreRecorded)told.Content)))
        .GroupBy(measurement => measurement.Result.Instrument)
        .ToImmutableDictionary(results => results.Key, results => new Measurements(results));

    internal Measurements Phq9 => Of(Instrument.Phq9);

    internal Measurements Gad7 => Of(Instrument.Gad7);

    internal Measurements Wsas => Of(Instrument.Wsas);

    internal Measurements Of(Instrument instrument) => _measurements.GetValueOrDefault(instrument, Measurements.None);

    /// <summary>The versions of one questionnaire that were completed, the latest completed first.</summary>
    internal IEnumerable<(Instrument Instrument, Measurements Measurements)> VersionsOf(InstrumentCode code) => _measurements
        .Where(each => each.Key.Code == code)
        .OrderByDescending(each => each.Value.Latest!.Date)
        .ThenBy(each => each.Key.Version, StringComparer.Ordinal)
        .Select(each => (each.Key, each.Value));

    /// <summary>The latest of each questionnaire completed.</summary>
    internal IEnumerable<Measurement> Latest => _measurements.Values.Select(measurements => measurements.Latest!);
}
