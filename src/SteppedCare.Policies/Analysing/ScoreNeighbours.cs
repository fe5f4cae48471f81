using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>People and their neighbours one point worse by one questionnaire now, with all that the production code makes of it.</summary>
internal sealed class ScoreNeighbours
{
    internal static readonly ImmutableArray<FactNumber> Phq9Facts = [FactNumber.Phq9, FactNumber.Phq9Start, FactNumber.Phq9Fall, FactNumber.Phq9FallSinceLast];
    internal static readonly ImmutableArray<FactNumber> Gad7Facts = [FactNumber.Gad7, FactNumber.Gad7Start, FactNumber.Gad7Fall, FactNumber.Gad7FallSinceLast];
    internal static readonly ImmutableArray<FactNumber> WsasFacts = [FactNumber.Wsas, FactNumber.WsasStart, FactNumber.WsasFall, FactNumber.WsasFallSinceLast];

    private readonly FactSpace _space;
    private readonly Neighbours _pairs;
    private readonly OutcomeTable _outcomes;
    private readonly Dictionary<(int, int, string), int> _beside = [];

    internal ScoreNeighbours(FactSpace space, Neighbours pairs)
    {
        (_space, _pairs) = (space, pairs);
        _outcomes = new OutcomeTable(space, view: 0);
    }

    /// <summary>What a score has a say in.</summary>
    internal static IEnumerable<FactNumber> Following(InstrumentCode questionnaire) => questionnaire switch
    {
        InstrumentCode.Phq9 => Phq9Facts.Concat(OutcomeTable.Facts),
        InstrumentCode.Gad7 => Gad7Facts.Concat(OutcomeTable.Facts),
        _ => WsasFacts,
    };

    internal int Worse(InstrumentCode questionnaire) => questionnaire switch
    {
        InstrumentCode.Phq9 => WorsePhq9(),
        InstrumentCode.Gad7 => WorseGad7(),
        _ => Courses(Instrument.Wsas, WsasFacts).Worsened().SelectMany(step => Unlike(step.One.Branches, step.Other.Branches)).Distinct()
            .Aggregate(_pairs.Nobody, (all, step) => _pairs.Either.Of(all, RowOf(WsasFacts, step.One, step.Other, _pairs.All))),
    };

    // Totals of which nobody told whether work counts, or of other items than before, have no fall; one so high that work must count has one again.
    private IEnumerable<(Branches One, Branches Other)> Unlike(Branches one, Branches other)
    {
        var (fall, sinceLast) = (Unknown(WsasFacts[2]), Unknown(WsasFacts[3]));
        var withoutWork = Instrument.Wsas.TotalMax - Instrument.Wsas.ItemMax;
        var mustCountNow = _space.Find(FactNumber.Wsas) is not { } now || (now.BranchOf(withoutWork) == one.Now && now.BranchOf(withoutWork + 1) == other.Now);
        return Falls(one.Fall, other.Fall, fall).SelectMany(first => Falls(one.FallSinceLast, other.FallSinceLast, sinceLast).Select(last => (
            one with { Fall = first.One, FallSinceLast = last.One }, other with { Fall = first.Other, FallSinceLast = last.Other })));

        (int One, int Other)[] Falls(int from, int to, int unknown) =>
            mustCountNow ? [(from, to), (unknown, unknown), (unknown, to)] : [(from, to), (unknown, unknown)];
    }

    private int Unknown(FactNumber fact) => _space.Find(fact)?.BranchOf(FactCode.Unknown) ?? 0;

    private int WorsePhq9()
    {
        var steps = Steps(Courses(Instrument.Phq9, Phq9Facts));
        var beside = CourseGroup.Of(Courses(Instrument.Gad7, Gad7Facts).Classes);
        var set = _pairs.Both.Of(IsGad7(), Join(steps, beside));

        // Which of the others it is makes no difference to what two courses amount to.
        var others = Own().DistinctBy(course => course.Kind).ToList();
        return others.Count == 0 ? set : _pairs.Either.Of(set, _pairs.Both.Of(NotGad7(), Join(steps, [new CourseGroup(default, others)])));
    }

    // What stands beside rests on the kinds of a step alone, of which there are far fewer than steps.
    private int Join(List<WorseGroup> steps, List<CourseGroup> beside)
    {
        var known = new Dictionary<string, int>();
        return steps.Aggregate(_pairs.Nobody, (set, step) =>
        {
            if (!known.TryGetValue(step.Name, out var tail))
            {
                known[step.Name] = tail = beside.Aggregate(_pairs.Nobody, (all, others) =>
                {
                    var outcomes = step.Kinds.Aggregate(_pairs.Nobody, (some, kind) => _pairs.Either.Of(some, Beside(kind.One, kind.Other, others)));
                    return _pairs.Either.Of(all, beside.Count > 1 ? RowOf(Gad7Facts, others.Branches, others.Branches, outcomes) : outcomes);
                });
            }

            return _pairs.Either.Of(set, RowOf(Phq9Facts, step.One, step.Other, tail));
        });
    }

    private int WorseGad7()
    {
        var steps = Steps(Courses(Instrument.Gad7, Gad7Facts));
        var known = new Dictionary<string, int>();
        var set = _pairs.Nobody;
        foreach (var others in CourseGroup.Of(Courses(Instrument.Phq9, Phq9Facts).Classes))
        {
            if (!known.TryGetValue(others.Name, out var tail))
            {
                known[others.Name] = tail = steps.Aggregate(_pairs.Nobody, (all, step) =>
                {
                    var outcomes = step.Kinds.Aggregate(_pairs.Nobody, (some, kind) => others.Kinds.Aggregate(some, (each, other) =>
                        _pairs.Either.Of(each, _outcomes.Of(_pairs, (other, kind.One), (other, kind.Other)))));
                    return _pairs.Either.Of(all, RowOf(Gad7Facts, step.One, step.Other, outcomes));
                });
            }

            set = _pairs.Either.Of(set, RowOf(Phq9Facts, others.Branches, others.Branches, tail));
        }

        var aside = _pairs.Same(OutcomeTable.Facts.Select(fact => _space.Find(fact)));
        var besideAnother = steps.Aggregate(_pairs.Nobody, (all, step) => _pairs.Either.Of(all, RowOf(Gad7Facts, step.One, step.Other, aside)));
        return _pairs.Either.Of(_pairs.Both.Of(IsGad7(), set), _pairs.Both.Of(NotGad7(), besideAnother));
    }

    // Nothing is read of the pair where no fact tells which it is: then it is any.
    private int NotGad7() => _space.Find(FactNumber.PairedMeasure) is { } pair
        ? _pairs.Where(pair, (from, to) => from == to && from != pair.BranchOf((int)InstrumentCode.Gad7))
        : _pairs.All;

    private int IsGad7() => _space.Find(FactNumber.PairedMeasure) is { } pair
        ? _pairs.Where(pair, (from, to) => from == to && from == pair.BranchOf((int)InstrumentCode.Gad7))
        : _pairs.All;

    private IEnumerable<MeasureClass> Own() => OutcomeTable.Facts.All(fact => _space.Find(fact) is null)
        ? []
        : ScoreRelation.OwnFacts().Where(own => _space.Norms[0].MayPair(own.Instrument))
            .SelectMany(own => new MeasureCourses(own.Instrument, _space.Norms[0], OutcomeTable.Read(_space, 0), null).Classes.Where(one => one.Course.First != default));

    private int Beside(MeasureClass one, MeasureClass other, CourseGroup others)
    {
        if (!_beside.TryGetValue((one.Kind, other.Kind, others.Name), out var set))
        {
            set = others.Kinds.Aggregate(_pairs.Nobody, (all, kind) => _pairs.Either.Of(all, _outcomes.Of(_pairs, (one, kind), (other, kind))));
            _beside[(one.Kind, other.Kind, others.Name)] = set;
        }

        return set;
    }

    private MeasureCourses Courses(Instrument instrument, ImmutableArray<FactNumber> facts) =>
        new(instrument, _space.Norms[0], OutcomeTable.Read(_space, 0), _space.Find(facts[0]), _space.Find(facts[1]), _space.Find(facts[2]), _space.Find(facts[3]));

    private static List<WorseGroup> Steps(MeasureCourses courses) =>
    [
        .. courses.Worsened().GroupBy(step => (step.One.Branches, step.Other.Branches))
            .Select(group => new WorseGroup(group.Key.Item1, group.Key.Item2, [.. group.DistinctBy(step => (step.One.Kind, step.Other.Kind))])),
    ];

    // The last variable first.
    private int RowOf(ImmutableArray<FactNumber> facts, Branches one, Branches other, int tail)
    {
        var set = _pairs.Row(_space.Find(facts[3]), one.FallSinceLast, other.FallSinceLast, tail);
        set = _pairs.Row(_space.Find(facts[2]), one.Fall, other.Fall, set);
        set = _pairs.Row(_space.Find(facts[1]), one.Start, other.Start, set);
        return _pairs.Row(_space.Find(facts[0]), one.Now, other.Now, set);
    }

    private sealed record WorseGroup(Branches One, Branches Other, ImmutableArray<(MeasureClass One, MeasureClass Other)> Kinds)
    {
        internal string Name { get; } = string.Join(',', Kinds.Select(kind => (kind.One.Kind, kind.Other.Kind)).Order());
    }
}
