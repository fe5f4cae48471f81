using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// The results of one questionnaire over an episode, in the order in which they happened: one a day, the last by time. One with too much left out takes neither the
/// total nor the answer about risk from one completed before it that day; a total alone leaves the question about risk open again.
/// </summary>
internal sealed class Measurements
{
    internal static readonly Measurements None = new([]);

    internal Measurements(IEnumerable<Measurement> results)
    {
        var days = new List<Measurement>();
        foreach (var result in results)
        {
            LastRiskAnswer = result.Result.RiskAnswer ?? LastRiskAnswer;
            if (days.Count > 0 && days[^1].Date == result.Date)
            {
                days[^1] = OfOneDay(days[^1], result);
            }
            else
            {
                days.Add(result);
            }
        }

        Days = [.. days];
    }

    internal ImmutableArray<Measurement> Days { get; }

    /// <summary>The last answer to the risk item, also of a questionnaire that another one of its day replaced.</summary>
    internal int? LastRiskAnswer { get; }

    /// <summary>The latest completed, whether or not a total can be claimed from it: an older score does not stand in for it. Null when there is none.</summary>
    internal Measurement? Latest => Days.IsEmpty ? null : Days[^1];

    /// <summary>The first with a total: the baseline. One with too much left out is disregarded, and starts nothing.</summary>
    internal Measurement? First => Days.FirstOrDefault(day => day.Result.Total is not null);

    /// <summary>The last with a total before the latest.</summary>
    internal Measurement? Before => Days.SkipLast(1).LastOrDefault(day => day.Result.Total is not null);

    /// <summary>Has a first score and another one now.</summary>
    internal bool IsPaired => First is { } first && Latest is { Result.Total: not null } latest && first.Date < latest.Date;

    internal Measurement? On(DateOnly date) => Days.FirstOrDefault(day => day.Date == date && day.Result.Total is not null);

    private static Measurement OfOneDay(Measurement earlier, Measurement later) => later.Result.Total is null && earlier.Result.Total is not null
        ? earlier with { Result = earlier.Result with { RiskAnswer = later.Result.RiskAnswer ?? earlier.Result.RiskAnswer } }
        : later;
}

/// <summary>The result of a day.</summary>
/// <param name="Date">The day.</param>
/// <param name="Told">Where its present content was told.</param>
/// <param name="Result">The result.</param>
internal sealed record Measurement(DateOnly Date, ToldAt Told, QuestionnaireResult Result)
{
    internal Measured Measured => new(Result.Total, Result.Estimate);

    /// <summary>Both totals are over the same items, and it is known which.</summary>
    internal bool IsAlike(Measurement other) => Result.ItemSet == other.Result.ItemSet && Result.ItemSet != ItemSet.NotTold;
}
