using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// Builds the facts of an episode at one instant, from what counts then. Every policy sees these and nothing else, and a decision keeps them: the meaning of a
/// fact never changes under one language version.
/// </summary>
internal static class FactBuilder
{
    private static readonly ImmutableArray<FactNumber> s_triage = NumbersOf(typeof(TriageCase));

    private static readonly ImmutableArray<FactNumber> s_review = NumbersOf(typeof(ReviewCase));

    /// <summary>All facts of both cases.</summary>
    /// <param name="history">The episode, events told with this call already in it.</param>
    /// <param name="asOf">The instant; what happened after its date does not count.</param>
    internal static Facts Build(EpisodeHistory history, CivilTime asOf)
    {
        var today = asOf.Date;
        ImmutableArray<HistoryEvent> events = [.. history.Events.Where(told => told.HappenedOn <= today)];
        var facts = new Facts();
        var phq9 = new Measurements(InstrumentCode.Phq9, events);
        var gad7 = new Measurements(InstrumentCode.Gad7, events);
        var wsas = new Measurements(InstrumentCode.Wsas, events);
        StatedFacts.Add(facts, events, today);
        OutcomeFacts.AddScores(facts, phq9, gad7, wsas);
        OutcomeFacts.AddOutcomes(facts, phq9, gad7);
        Set(facts, FactNumber.RiskReviewed, Truth.Of(RiskReview.IsReviewed(history, events, phq9, today)));
        CourseFacts.Add(facts, history, events, new Sessions(events), phq9, gad7, today);
        return facts;
    }

    /// <summary>The facts that one kind of decision can rest on.</summary>
    internal static Facts Build(EpisodeHistory history, CivilTime asOf, DecisionCall call) => Build(history, asOf).Only(SeenBy(call));

    /// <summary>Which facts one kind of decision can rest on; its record keeps these and no others.</summary>
    internal static ImmutableArray<FactNumber> SeenBy(DecisionCall call) => call == DecisionCall.Triage ? s_triage : s_review;

    internal static void Set(Facts facts, FactNumber number, Truth truth) => facts[number] = truth.Code;

    /// <summary>A count never leaves its row of the table, which policies are analysed by: past the greatest it stays there.</summary>
    internal static void Set(Facts facts, FactNumber number, int? count)
    {
        if (count is { } value)
        {
            facts[number] = Math.Min(value, FactTable.Of(number).Most);
        }
    }

    private static ImmutableArray<FactNumber> NumbersOf(Type type) => [.. FactTable.RowsOf(type).Select(row => row.Number)];
}
