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
    /// <param name="norms">What the policy that asks measures people by.</param>
    internal static Facts Build(EpisodeHistory history, CivilTime asOf, Norms norms)
    {
        var today = asOf.Date;
        ImmutableArray<HistoryEvent> events = [.. history.Events.Where(told => told.HappenedOn <= today)];
        var facts = new Facts();
        StatedFacts.Add(facts, events, today);
        var questionnaires = new Questionnaires(events);
        var paired = PairedMeasure.Of((Problem)facts[FactNumber.Problem], questionnaires, norms);
        var sessions = new Sessions(events);
        ScoreFacts.Add(facts, questionnaires, norms, today);
        OutcomeFacts.Add(facts, questionnaires.Phq9, paired, norms);
        ResponseFacts.Add(facts, sessions, questionnaires.Phq9, paired, norms);
        RiskReview.Add(facts, history, events, questionnaires.Phq9, today);
        CourseFacts.Add(facts, history, events, sessions, today);
        MeasuringFacts.Add(facts, history, sessions, questionnaires, paired);
        return facts;
    }

    /// <summary>The facts that one kind of decision can rest on.</summary>
    internal static Facts Build(EpisodeHistory history, CivilTime asOf, DecisionCall call, Norms norms) => Build(history, asOf, norms).Only(SeenBy(call));

    /// <summary>Which facts one kind of decision can rest on; its record keeps these and no others.</summary>
    internal static ImmutableArray<FactNumber> SeenBy(DecisionCall call) => call == DecisionCall.Triage ? s_triage : s_review;

    internal static void Set(Facts facts, FactNumber number, Truth truth) => facts[number] = truth.Code;

    /// <summary>What is seldom so is set only then.</summary>
    internal static void SetSeldom(Facts facts, FactNumber number, bool holds)
    {
        if (holds)
        {
            facts[number] = 1;
        }
    }

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
