using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Which totals, falls and outcomes one person can have together: every course of PHQ-9 with every course of the measure that stands beside it, put through the
/// production fact code and joined.
/// </summary>
internal sealed class ScoreRelation
{
    // In this order in the diagrams, above all other facts: what tells courses apart first, what follows from them after.
    private static readonly ImmutableArray<FactNumber> s_order =
    [
        FactNumber.PairedMeasure, FactNumber.PairUnverified, FactNumber.Problem, FactNumber.Descriptor,
        .. OwnFacts().Select(own => own.Fact).Distinct(),
        FactNumber.Phq9, FactNumber.Phq9Start, FactNumber.Phq9Fall, FactNumber.Phq9FallSinceLast,
        FactNumber.Gad7, FactNumber.Gad7Start, FactNumber.Gad7Fall, FactNumber.Gad7FallSinceLast,
        .. OutcomeTable.Facts,
    ];

    private readonly FactSpace _space;
    private readonly int _view;
    private readonly OutcomesRead _read;
    private readonly OutcomeTable _outcomes;
    private readonly List<CourseGroup> _phq9;
    private readonly List<CourseGroup> _gad7;
    private readonly int _anyGad7;
    private readonly int _unpairedGad7;
    private readonly Dictionary<(int Phq9, string Others), int> _beside = [];

    private ScoreRelation(FactSpace space, int view)
    {
        (_space, _view) = (space, view);

        // Which measure stands beside PHQ-9 rests on how often each was completed.
        _read = OutcomeTable.Read(space, view) | (PairIsRead() ? OutcomesRead.Taken : OutcomesRead.None);
        _outcomes = new OutcomeTable(space, view);
        _phq9 = CourseGroup.Of(Courses(Instrument.Phq9, FactNumber.Phq9, FactNumber.Phq9Start, FactNumber.Phq9Fall, FactNumber.Phq9FallSinceLast));
        _gad7 = CourseGroup.Of(Courses(Instrument.Gad7, FactNumber.Gad7, FactNumber.Gad7Start, FactNumber.Gad7Fall, FactNumber.Gad7FallSinceLast));
        (_anyGad7, _unpairedGad7) = (OfGad7(_gad7), OfGad7(_gad7.Where(gad7 => gad7.HasUnpaired)));
    }

    /// <summary>What a policy's norms have a say in.</summary>
    internal static bool RestsOnNorms(FactNumber fact) => fact is FactNumber.PairedMeasure or FactNumber.PairUnverified or FactNumber.PairChanged
        or FactNumber.RapidFunctionalDecline or FactNumber.NotOnTrack or FactNumber.CurvePosition or FactNumber.EarlyResponse || OutcomeTable.Facts.Contains(fact);

    /// <summary>Where a fact stands in the order of the diagrams.</summary>
    internal static int PlaceOf(FactRow fact) => s_order.IndexOf(fact.Number) is var place and >= 0 ? place : s_order.Length;

    /// <summary>The set of people whose scores can be so.</summary>
    internal static int Of(FactSpace space, int view) => new ScoreRelation(space, view).ToSet();

    /// <summary>Each problem's own measures, as facts.</summary>
    internal static IEnumerable<(Instrument Instrument, FactNumber Fact)> OwnFacts() =>
        Enum.GetValues<Problem>().SelectMany(problem => PairedMeasure.OfficialFor(problem)).Distinct().SelectMany(code => InstrumentCatalogue.VersionsOf(code))
            .Select(instrument => (instrument, FactOf(instrument)));

    private static FactNumber FactOf(Instrument instrument) => instrument.Code switch
    {
        InstrumentCode.Cfq => instrument.Version == "bimodal" ? FactNumber.CfqBimodal : FactNumber.Cfq,
        InstrumentCode.MobilityInventory => FactNumber.Mobility,
        var code => Enum.Parse<FactNumber>(code.ToString()),
    };

    private int ToSet()
    {
        var set = WithGad7();
        if (PairIsRead())
        {
            foreach (var (instrument, fact) in OwnFacts().Where(own => _space.Norms[_view].MayPair(own.Instrument)))
            {
                set = _space.Either.Of(set, WithOwn(instrument, fact));
            }
        }

        return _space.Both.Of(set, Described());
    }

    // Nothing that is read tells which measure stands beside PHQ-9.
    private bool PairIsRead() => OutcomeTable.Facts.Append(FactNumber.PairedMeasure).Append(FactNumber.PairUnverified).Any(fact => _space.Find(fact, _view) is not null);

    private int WithGad7() => OfPair(Instrument.Gad7, _ => true, OfEachPhq9(course =>
        _gad7.Aggregate(_space.Store.Leaf(0), (all, other) => _space.Either.Of(all, OfGad7(other.Branches, Beside(course, other))))));

    private int WithOwn(Instrument instrument, FactNumber fact)
    {
        var variable = _space.Find(fact);
        var courses = new MeasureCourses(instrument, _space.Norms[_view], _read, variable).Classes.Where(one => one.Course.First != default);
        var problems = Enum.GetValues<Problem>().Where(problem => PairedMeasure.OfficialFor(problem).Contains(instrument.Code)).ToHashSet();
        var set = _space.Store.Leaf(0);
        foreach (var own in courses.GroupBy(one => (one.Branches.Now, one.Taken)))
        {
            var group = new CourseGroup(default, own);

            // A single score of its own stands in the pair only while GAD-7 has no two.
            var beside = own.Key.Taken == Taken.Paired ? _anyGad7 : _unpairedGad7;
            set = _space.Either.Of(set, _space.Only(variable, own.Key.Now, OfEachPhq9(course => _space.Both.Of(beside, Beside(course, group)))));
        }

        return OfPair(instrument, problems.Contains, set);
    }

    // What stands beside rests on the kinds of a course alone, of which there are far fewer than courses.
    private int OfEachPhq9(Func<CourseGroup, int> beside)
    {
        var known = new Dictionary<string, int>();
        var set = _space.Store.Leaf(0);
        foreach (var course in _phq9)
        {
            if (!known.TryGetValue(course.Name, out var others))
            {
                known[course.Name] = others = beside(course);
            }

            set = _space.Either.Of(set, OfPhq9(course.Branches, others));
        }

        return set;
    }

    private int OfGad7(IEnumerable<CourseGroup> courses) =>
        courses.Aggregate(_space.Store.Leaf(0), (all, one) => _space.Either.Of(all, OfGad7(one.Branches, _space.Store.Leaf(1))));

    // The same kinds of courses make the same outcomes, whichever questionnaire they are of.
    private int Beside(CourseGroup phq9, CourseGroup others) => phq9.Kinds.Aggregate(_space.Store.Leaf(0), (all, one) => _space.Either.Of(all, Beside(one, others)));

    private int Beside(MeasureClass phq9, CourseGroup others)
    {
        if (!_beside.TryGetValue((phq9.Kind, others.Name), out var set))
        {
            set = others.Kinds.Aggregate(_space.Store.Leaf(0), (all, kind) => _space.Either.Of(all, _outcomes.Of(phq9, kind)));
            _beside[(phq9.Kind, others.Name)] = set;
        }

        return set;
    }

    private int OfPair(Instrument instrument, Func<Problem, bool> ofProblem, int tail)
    {
        var problem = _space.Find(FactNumber.Problem);
        var pair = _space.Find(FactNumber.PairedMeasure, _view);
        var unverified = _space.Find(FactNumber.PairUnverified, _view);
        var set = problem is null ? tail : _space.Both.Of(_space.OfBranches(problem, branch => Values(problem, branch).Any(value => ofProblem((Problem)value)) ? 1 : 0), tail);
        set = unverified is null ? set : _space.Only(unverified, unverified.BranchOf(_space.Norms[_view].IsVerified(instrument) ? 0 : 1), set);
        return pair is null ? set : _space.Only(pair, pair.BranchOf((int)instrument.Code), set);
    }

    // Assigned means that a problem is named.
    private int Described()
    {
        if (_space.Find(FactNumber.Problem) is not { } problem || _space.Find(FactNumber.Descriptor) is not { } descriptor)
        {
            return _space.Store.Leaf(1);
        }

        var set = _space.Store.Leaf(0);
        foreach (var told in Enum.GetValues<Problem>())
        {
            foreach (var status in Enum.GetValues<DescriptorStatus>())
            {
                var facts = new Facts();
                StatedFacts.Add(facts, [new HistoryEvent("1", default, default, new DateOnly(2026, 1, 5), null, new ProblemDescribed(told, status))], new DateOnly(2026, 1, 5));
                set = _space.Either.Of(set, _space.Only(
                    problem, problem.BranchOf(facts[FactNumber.Problem]), _space.Only(descriptor, descriptor.BranchOf(facts[FactNumber.Descriptor]), _space.Store.Leaf(1))));
            }
        }

        return set;
    }

    private static IEnumerable<int> Values(FactVariable variable, int branch) =>
        branch == variable.Unknown ? [] : variable.Runs[branch].SelectMany(run => Enumerable.Range(run.From, run.To - run.From + 1));

    private IEnumerable<MeasureClass> Courses(Instrument instrument, FactNumber now, FactNumber start, FactNumber fall, FactNumber fallSinceLast) =>
        new MeasureCourses(instrument, _space.Norms[_view], _read, _space.Find(now), _space.Find(start), _space.Find(fall), _space.Find(fallSinceLast)).Classes;

    private int OfPhq9(Branches branches, int tail) => OfCourse(branches, tail, FactNumber.Phq9, FactNumber.Phq9Start, FactNumber.Phq9Fall, FactNumber.Phq9FallSinceLast);

    private int OfGad7(Branches branches, int tail) => OfCourse(branches, tail, FactNumber.Gad7, FactNumber.Gad7Start, FactNumber.Gad7Fall, FactNumber.Gad7FallSinceLast);

    private int OfCourse(Branches branches, int tail, FactNumber now, FactNumber start, FactNumber fall, FactNumber fallSinceLast) =>
        _space.Only(_space.Find(now), branches.Now,
            _space.Only(_space.Find(start), branches.Start,
                _space.Only(_space.Find(fall), branches.Fall,
                    _space.Only(_space.Find(fallSinceLast), branches.FallSinceLast, tail))));
}
