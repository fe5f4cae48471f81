using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Asks what an invariant claims of two neighbours.</summary>
internal sealed class ClaimQuestions(CallSpace call)
{
    private static readonly ImmutableArray<FactNumber> s_risk =
    [
        .. FactTable.RowsOf(typeof(RiskFacts)).Select(row => row.Number),
    ];

    private static readonly ImmutableArray<FactNumber> s_item9 =
        [FactNumber.Item9, FactNumber.LastAnsweredItem9, FactNumber.Item9Rise, FactNumber.UnreviewedItem9, FactNumber.RiskReviewed];

    private static readonly ImmutableArray<FactNumber> s_others =
        [FactNumber.RapidFunctionalDecline, FactNumber.NotOnTrack, FactNumber.CurvePosition, FactNumber.EarlyResponse];

    private readonly FactSpace _space = call.Space;
    private readonly Neighbours _risk = new(call.Space);
    private readonly Dictionary<InstrumentCode, (Neighbours Pairs, int Set)> _scores = [];
    private readonly Dictionary<bool, NeighbourQuestion> _questions = [];

    /// <summary>Two neighbours who break it, told by days where two such were found; null when there are none.</summary>
    /// <param name="invariant">What is claimed.</param>
    /// <param name="ruled">What the compiled policy rules.</param>
    internal (Facts One, Facts Other, (ToldPerson One, ToldPerson Other)? Told)? Breaks(Invariant invariant, Func<Facts, Ruling> ruled)
    {
        var question = QuestionOf(invariant.Claim);
        (Facts One, Facts Other, (ToldPerson, ToldPerson)? Told)? found = null;

        // First all that scores between the ones told here could have decided along: where nobody breaks it so, nobody does.
        foreach (var followsOthers in new[] { true, false })
        {
            foreach (var (pairs, set, changing, changes) in NeighboursOf(invariant, followsOthers))
            {
                var ways = 0;
                pairs.Find(set, changing, question, (one, other) =>
                {
                    found = Shown(invariant, one, other, changes) ?? found ?? Likely(invariant, one, other);
                    return found is { Told: not null } || ++ways == Storyteller.MostWays;
                });
                if (found is { Told: not null })
                {
                    return found;
                }
            }

            if (found is null)
            {
                return null;
            }
        }

        return found;

        (Facts, Facts, (ToldPerson, ToldPerson)?)? Shown(Invariant claim, IReadOnlyDictionary<int, int> one, IReadOnlyDictionary<int, int> other, IReadOnlyList<StoryChange> changes) =>
            call.Storyteller.TellTwo(one, changes, EdgeOf(claim, one, other), (person, neighbour) => IsBroken(invariant.Claim, ruled(person.Facts[0]), ruled(neighbour.Facts[0]))) is var (who, beside)
                ? (who.Facts[0], beside.Facts[0], (who, beside)) : null;
    }

    private (Facts, Facts, (ToldPerson, ToldPerson)?) Likely(Invariant invariant, IReadOnlyDictionary<int, int> one, IReadOnlyDictionary<int, int> other)
    {
        var (facts, changed) = (Witnesses.FactsOf(_space, one), Witnesses.FactsOf(_space, other));
        if (EdgeOf(invariant, one, other) is { } total)
        {
            (facts[TotalOf(invariant)], changed[TotalOf(invariant)]) = (total, total + 1);
        }

        return (facts, changed, null);
    }

    private static FactNumber TotalOf(Invariant invariant) => invariant.Questionnaire switch
    {
        InstrumentCode.Gad7 => FactNumber.Gad7,
        InstrumentCode.Wsas => FactNumber.Wsas,
        _ => FactNumber.Phq9,
    };

    // The branches say between which lines they are; two totals that are one point apart are on both.
    private int? EdgeOf(Invariant invariant, IReadOnlyDictionary<int, int> one, IReadOnlyDictionary<int, int> other) =>
        invariant.Claim is ClaimKind.Worsening or ClaimKind.WorseningItem9 && _space.Find(TotalOf(invariant)) is { } variable
        && one.TryGetValue(variable.Number, out var from) && other.TryGetValue(variable.Number, out var to)
            ? Enumerable.Range(variable.Fact.Least, variable.Fact.Most - variable.Fact.Least)
                .Where(total => variable.BranchOf(total) == from && variable.BranchOf(total + 1) == to).Select(total => (int?)total).FirstOrDefault()
            : null;

    private NeighbourQuestion QuestionOf(ClaimKind claim)
    {
        var isOrder = claim != ClaimKind.RegardlessOfRisk;
        if (!_questions.TryGetValue(isOrder, out var question))
        {
            _questions[isOrder] = question = isOrder ? NeighbourQuestion.Less(_space, _space.Map(call.Answers.Diagram, value => CareOrder.Of(call.Answers[value]))) : Apart(claim);
        }

        return question;
    }

    // By what is answered, whichever rule answers it.
    private NeighbourQuestion Apart(ClaimKind claim)
    {
        var answers = new List<SteppingAnswer>();
        var values = _space.Map(call.Answers.Diagram, value =>
        {
            var answer = call.Answers[value] with { Rule = 0 };
            if (!answers.Contains(answer))
            {
                answers.Add(answer);
            }

            return answers.IndexOf(answer);
        });
        return NeighbourQuestion.Of(_space, values, (one, other) => IsBroken(claim, answers[one], answers[other]));
    }

    /// <summary>What two rulings of the compiled policy say of the claim.</summary>
    internal static bool IsBroken(ClaimKind claim, Ruling one, Ruling other) => IsBroken(claim, AnswerOf(one), AnswerOf(other));

    private static SteppingAnswer AnswerOf(Ruling ruling) => new(ruling.Rule, ruling.Outcome, ruling.Step, ruling.Provisional, ruling.ProvisionalStep, ruling.StepUnknown);

    private static bool IsBroken(ClaimKind claim, SteppingAnswer one, SteppingAnswer other) => claim == ClaimKind.RegardlessOfRisk
        ? one with { Rule = 0 } != other with { Rule = 0 } && !(Ends(one) && AsksPerson(one, other))
        : CareOrder.Of(other) < CareOrder.Of(one);

    private static bool Ends(SteppingAnswer answer) => CareOrder.Leaning(answer) is Outcome.Discharge or Outcome.StepDown;

    // What was complete stays complete: a question about risk that is asked first blocks nothing.
    private static bool AsksPerson(SteppingAnswer one, SteppingAnswer other) =>
        CareOrder.Of(other) == CareOrder.Human && (other.Outcome != Outcome.InsufficientData || one.Outcome == Outcome.InsufficientData);

    private IEnumerable<(Neighbours Pairs, int Set, IEnumerable<FactNumber> Changing, IReadOnlyList<StoryChange> Changes)> NeighboursOf(Invariant invariant, bool followsOthers)
    {
        switch (invariant.Claim)
        {
            case ClaimKind.Worsening:
                var (pairs, set) = OfScore(invariant.Questionnaire);
                yield return (pairs, Followed(pairs, set, followsOthers), [.. ScoreNeighbours.Following(invariant.Questionnaire), .. Others(followsOthers)], [new StoryChange(invariant.Questionnaire)]);
                break;
            case ClaimKind.WorseningItem9 when _space.Find(FactNumber.Item9) is { } item9:
                yield return OfItem9(item9, followsOthers);
                break;
            case ClaimKind.StatingRisk:
            case ClaimKind.RegardlessOfRisk:
                foreach (var fact in s_risk.Where(fact => _space.Find(fact) is not null))
                {
                    yield return (_risk, _risk.Both.Of(Stated(fact), Reviewed(_risk, followsOthers)), [fact, FactNumber.RiskReviewed], [new StoryChange(Says: fact)]);
                }

                if (invariant.Claim == ClaimKind.RegardlessOfRisk && _space.Find(FactNumber.Item9) is { } answered)
                {
                    var rises = _risk.Where(answered, (from, to) => from != answered.Unknown && to != answered.Unknown && First(answered, from) < First(answered, to));
                    yield return (_risk, Risen(_risk, _risk.Both.Of(rises, Reviewed(_risk, followsOthers)), followsOthers), s_item9, [new StoryChange(IsItem9Higher: true)]);
                }

                break;
        }
    }

    private int Stated(FactNumber fact) => _space.Find(fact) is { } risk ? _risk.Where(risk, (from, to) => from == risk.BranchOf(0) && to == risk.BranchOf(1)) : _risk.Nobody;

    // Two claims ask of PHQ-9, and each asks twice.
    private (Neighbours Pairs, int Set) OfScore(InstrumentCode questionnaire)
    {
        if (!_scores.TryGetValue(questionnaire, out var known))
        {
            var pairs = new Neighbours(_space);
            _scores[questionnaire] = known = (pairs, new ScoreNeighbours(_space, pairs).Worse(questionnaire));
        }

        return known;
    }

    // Item 9 and the total with it: one more of both, by every PHQ-9 that can be.
    private (Neighbours Pairs, int Set, IEnumerable<FactNumber> Changing, IReadOnlyList<StoryChange> Changes) OfItem9(FactVariable item9, bool followsOthers)
    {
        var (pairs, worse) = OfScore(InstrumentCode.Phq9);
        var (phq9, rows) = (_space.Find(FactNumber.Phq9), pairs.Nobody);
        for (var answer = 0; answer < 3; answer++)
        {
            // Also of two forms of one day, of which the total is the one's and item 9 the other's.
            for (var total = 0; total < 27; total++)
            {
                var row = pairs.Row(item9, item9.BranchOf(answer), item9.BranchOf(answer + 1), pairs.All);
                var points = pairs.Where(phq9, (from, to) => from == phq9!.BranchOf(total) && to == phq9.BranchOf(total + 1));
                rows = pairs.Either.Of(rows, pairs.Both.Of(row, points));
            }
        }

        var set = Risen(pairs, pairs.Both.Of(pairs.Both.Of(rows, worse), Reviewed(pairs, followsOthers)), followsOthers);
        return (pairs, Followed(pairs, set, followsOthers), [.. ScoreNeighbours.Following(InstrumentCode.Phq9), .. s_item9, .. Others(followsOthers)], [new StoryChange(InstrumentCode.Phq9, IsItem9Higher: true)]);
    }

    // What nobody has looked at can be more than what was reviewed.
    private int Reviewed(Neighbours pairs, bool followsOthers) =>
        pairs.Where(_space.Find(FactNumber.RiskReviewed), (from, to) => from == to || (followsOthers && to == _space.Find(FactNumber.RiskReviewed)!.BranchOf(0)));

    private int Risen(Neighbours pairs, int set, bool followsOthers) => followsOthers
        ? pairs.Both.Of(set, pairs.Both.Of(Up(pairs, FactNumber.Item9Rise), Up(pairs, FactNumber.UnreviewedItem9)))
        : pairs.Both.Of(set, pairs.Same([_space.Find(FactNumber.Item9Rise), _space.Find(FactNumber.UnreviewedItem9)]));

    // Worked out from scores between the ones that are told here: as it was, or worse.
    private int Followed(Neighbours pairs, int set, bool followsOthers) => followsOthers
        ? s_others.Aggregate(pairs.Both.Of(set, Down(pairs, FactNumber.EarlyResponse)), (all, fact) => fact == FactNumber.EarlyResponse ? all : pairs.Both.Of(all, Up(pairs, fact)))
        : set;

    private static ImmutableArray<FactNumber> Others(bool followsOthers) => followsOthers ? s_others : [];

    private int Up(Neighbours pairs, FactNumber fact) => _space.Find(fact) is { } variable
        ? pairs.Where(variable, (from, to) => from == to || (to != variable.Unknown && (from == variable.Unknown || First(variable, from) < First(variable, to))))
        : pairs.All;

    private int Down(Neighbours pairs, FactNumber fact) => _space.Find(fact) is { } variable
        ? pairs.Where(variable, (from, to) => from == to || (from != variable.Unknown && to != variable.Unknown && First(variable, from) > First(variable, to)))
        : pairs.All;

    private static int First(FactVariable variable, int branch) => variable.Runs[branch][0].From;
}
