using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Every questionnaire that an episode's events hold, each version by itself: two scorings of one questionnaire are never one course of scores.</summary>
internal sealed class Questionnaires
{
    // By the catalogue's own rows: two of one content are still two versions.
    private readonly Dictionary<Instrument, Measurements> _measurements = new(ReferenceEqualityComparer.Instance);

    internal Questionnaires(ImmutableArray<HistoryEvent> events)
    {
        var results = new Dictionary<Instrument, List<Measurement>>(ReferenceEqualityComparer.Instance);
        foreach (var told in events)
        {
            if (told.Content is ScoreRecorded score)
            {
                var result = Scoring.Of(score);
                (results.TryGetValue(result.Instrument, out var known) ? known : results[result.Instrument] = []).Add(new Measurement(told.HappenedOn, told.Revised, result));
            }
        }

        foreach (var (instrument, measurements) in results)
        {
            _measurements.Add(instrument, new Measurements(measurements));
        }
    }

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
