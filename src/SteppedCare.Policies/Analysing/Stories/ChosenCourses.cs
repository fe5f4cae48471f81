using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>The scores of one person: a whole course of each questionnaire.</summary>
/// <param name="Phq9">Of PHQ-9.</param>
/// <param name="Gad7">Of GAD-7.</param>
/// <param name="Own">The problem's own measure; null where none is taken.</param>
/// <param name="OwnCourse">Its course.</param>
/// <param name="Wsas">Of WSAS.</param>
/// <param name="IsWsasAlike">Each total of WSAS tells that it is over all items.</param>
internal sealed record ChosenCourses(RawCourse Phq9, RawCourse Gad7, Instrument? Own, RawCourse OwnCourse, RawCourse Wsas, bool IsWsasAlike)
{
    /// <summary>The same with that present total: alone, and with all totals before it moved along.</summary>
    internal IEnumerable<ChosenCourses> Ending(InstrumentCode questionnaire, int points)
    {
        var course = questionnaire switch { InstrumentCode.Phq9 => Phq9, InstrumentCode.Gad7 => Gad7, _ => Wsas };
        if (course.Now.Thousandths is not { } now)
        {
            return [this];
        }

        var by = (points * FactCode.Thousand) - now;
        return [With([.. course.Days[..^1], Moved(course.Now)]), With([.. course.Days.Select(Moved)])];

        Measured Moved(Measured score) => new(score.Thousandths is { } total ? Math.Clamp(total + by, 0, Instrument.Of(questionnaire).TotalMax * FactCode.Thousand) : null, Estimate.None);

        ChosenCourses With(ImmutableArray<Measured> days) => questionnaire switch
        {
            InstrumentCode.Phq9 => this with { Phq9 = new RawCourse(days) },
            InstrumentCode.Gad7 => this with { Gad7 = new RawCourse(days) },
            _ => this with { Wsas = new RawCourse(days) },
        };
    }
}

/// <summary>Finds whole courses on the branches of a way, simple ones first: totals, falls and outcomes are then one person's.</summary>
internal sealed class CourseChoice
{
    private const int Most = 8;
    private const int MostOfAShape = 2;

    private readonly FactSpace _space;
    private readonly OutcomeTable _outcomes;
    private readonly Dictionary<Instrument, IReadOnlyList<MeasureClass>> _classes = new(ReferenceEqualityComparer.Instance);

    internal CourseChoice(FactSpace space) => (_space, _outcomes) = (space, new OutcomeTable(space, view: 0));

    internal IReadOnlyList<ChosenCourses> Of(Wanted wanted)
    {
        var (wsas, isAlike) = WsasOf(wanted);
        var (phq9, gad7) = (On(wanted, Instrument.Phq9, ScoreNeighbours.Phq9Facts), On(wanted, Instrument.Gad7, ScoreNeighbours.Gad7Facts));
        var found = new List<ChosenCourses>();
        var shapes = new Dictionary<(int, int, InstrumentCode), int>();
        if (MayBePair(wanted, Instrument.Gad7))
        {
            Add(gad7, (course, other) => new ChosenCourses(course, other, null, default, wsas, isAlike));
        }

        foreach (var (instrument, fact) in ScoreRelation.OwnFacts().Where(own => found.Count == 0 && _space.Norms[0].MayPair(own.Instrument) && MayBePair(wanted, own.Instrument)))
        {
            var beside = gad7.Count > 0 ? gad7[0].Course : new RawCourse([]);
            Add([.. On(wanted, instrument, [fact]).Where(own => own.Course.First != default)], (course, other) => new ChosenCourses(course, beside, instrument, other, wsas, isAlike));
        }

        return found.Count > 0 ? found : [new ChosenCourses(CourseOf(phq9), CourseOf(gad7), null, default, wsas, isAlike)];

        void Add(List<MeasureClass> others, Func<RawCourse, RawCourse, ChosenCourses> chosen)
        {
            foreach (var course in phq9)
            {
                foreach (var other in others)
                {
                    var shape = (course.Course.Days.Length, other.Course.Days.Length, other.Instrument.Code);
                    if (found.Count < Most && shapes.GetValueOrDefault(shape) < MostOfAShape && Meets(wanted, _outcomes.Of(course, other)))
                    {
                        shapes[shape] = shapes.GetValueOrDefault(shape) + 1;
                        found.Add(chosen(course.Course, other.Course));
                    }
                }
            }
        }
    }

    private static RawCourse CourseOf(List<MeasureClass> classes) => classes.Count > 0 ? classes[0].Course : new RawCourse([]);

    private (RawCourse Course, bool IsAlike) WsasOf(Wanted wanted)
    {
        var facts = ScoreNeighbours.WsasFacts;
        if (facts.All(fact => !wanted.IsKnown(fact)))
        {
            return (new RawCourse([]), true);
        }

        var classes = Classes(Instrument.Wsas, facts);
        return classes.FirstOrDefault(one => IsOn(wanted, facts, one.Branches)) is { } alike ? (alike.Course, true)
            : classes.FirstOrDefault(one => wanted.IsOn(facts[0], one.Branches.Now) && wanted.IsOn(facts[1], one.Branches.Start)) is { } told ? (told.Course, false)
            : (new RawCourse([]), true);
    }

    private bool MayBePair(Wanted wanted, Instrument instrument) =>
        wanted.Allows(FactNumber.PairedMeasure, (int)instrument.Code)
        && wanted.Allows(FactNumber.PairUnverified, _space.Norms[0].IsVerified(instrument) ? 0 : 1)
        && (instrument == Instrument.Gad7 || ProblemOf(wanted, instrument) is not null);

    /// <summary>A wanted problem that has this measure.</summary>
    internal static Problem? ProblemOf(Wanted wanted, Instrument instrument) => Enum.GetValues<Problem>()
        .Where(problem => PairedMeasure.OfficialFor(problem).Contains(instrument.Code) && wanted.Allows(FactNumber.Problem, (int)problem)).Select(problem => (Problem?)problem).FirstOrDefault();

    private List<MeasureClass> On(Wanted wanted, Instrument instrument, IReadOnlyList<FactNumber> facts) =>
        [.. Classes(instrument, facts).Where(one => IsOn(wanted, facts, one.Branches))];

    private static bool IsOn(Wanted wanted, IReadOnlyList<FactNumber> facts, Branches branches) => wanted.IsOn(facts[0], branches.Now)
        && (facts.Count == 1 || (wanted.IsOn(facts[1], branches.Start) && wanted.IsOn(facts[2], branches.Fall) && wanted.IsOn(facts[3], branches.FallSinceLast)));

    private IReadOnlyList<MeasureClass> Classes(Instrument instrument, IReadOnlyList<FactNumber> facts)
    {
        if (!_classes.TryGetValue(instrument, out var classes))
        {
            var read = OutcomeTable.Read(_space, view: 0) | OutcomesRead.Taken;
            var courses = new MeasureCourses(instrument, _space.Norms[0], read, VariableOf(0), VariableOf(1), VariableOf(2), VariableOf(3)).Classes;
            _classes[instrument] = classes = [.. courses.OrderBy(one => one.Course.Days.Count(day => day.Estimate != Estimate.None || day.Thousandths is null)).ThenBy(one => one.Course.Days.Length)];
        }

        return classes;

        FactVariable? VariableOf(int place) => place < facts.Count ? _space.Find(facts[place]) : null;
    }

    private bool Meets(Wanted wanted, int set)
    {
        var store = _space.Store;
        return store.IsLeaf(set) ? store.ValueOf(set) == 1
            : Enumerable.Range(0, store.WidthOf(set)).Any(branch => wanted.IsOn(store.VariableOf(set), branch) && Meets(wanted, store.BranchOf(set, branch)));
    }
}
