using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Every way in which the scores of one questionnaire can have gone (none, one, a first and a present one, one between), classed by all that rules can ask of it:
/// the lines it crosses by the production code, and the branches of the facts that are read off it.
/// </summary>
internal sealed class MeasureCourses
{
    private readonly MeasurePairs _pairs;
    private readonly FactVariable?[] _read;
    private readonly Dictionary<(int Kind, Branches Branches), MeasureClass> _classes = [];

    /// <param name="instrument">Which.</param>
    /// <param name="norms">By whose lines.</param>
    /// <param name="now">The fact of its present total; null where none is read. So for those below.</param>
    /// <param name="start">Of its first total.</param>
    /// <param name="fall">Of the fall since the first.</param>
    /// <param name="fallSinceLast">Of the fall since the one before.</param>
    internal MeasureCourses(Instrument instrument, Norms norms, FactVariable? now, FactVariable? start = null, FactVariable? fall = null, FactVariable? fallSinceLast = null)
    {
        Instrument = instrument;
        _read = [now, start, fall, fallSinceLast];
        var cuts = now?.Runs.SelectMany(runs => runs).Select(run => run.From * now.Fact.Grain) ?? [];
        _pairs = MeasurePairs.Of(instrument, norms, [.. cuts]);
        Add(new RawCourse([]));
        Add(new RawCourse([default]));
        foreach (var first in _pairs.Totals)
        {
            Add(new RawCourse([first]));
            Add(new RawCourse([first, default]));
        }

        for (var present = 0; present < _pairs.Totals.Length; present++)
        {
            AddCoursesTo(present);
        }
    }

    internal Instrument Instrument { get; }

    internal IEnumerable<MeasureClass> Classes => _classes.Values;

    internal MeasureClass ClassOf(RawCourse course)
    {
        var taken = course.Days.Length == 0 ? Taken.Never : course.IsPaired ? Taken.Paired : Taken.Unpaired;
        var change = _pairs.ChangeOf(taken, course.First, course.Now);
        var kind = (3 * change) + _pairs.RiseOf(course.Before, course.Now);
        var branches = new Branches(
            Branch(0, course.Now), Branch(1, course.First), BranchOfFall(2, course.First, course.Now, course.IsPaired), BranchOfFall(3, course.Before, course.Now, course.IsPaired));
        return new MeasureClass(kind, change, taken, branches, course, Instrument);
    }

    // What the present total makes of a first one does not rest on the one between, so that pairs suffice.
    private void AddCoursesTo(int present)
    {
        var totals = _pairs.Totals;
        var now = totals[present];
        var sinceFirst = new Dictionary<(int Change, int Start, int Fall), Measured>();
        var sinceLast = new Dictionary<(int Rise, int Fall), Measured>();
        for (var earlier = 0; earlier < totals.Length; earlier++)
        {
            var first = totals[earlier];
            sinceFirst.TryAdd((_pairs.ChangeAt(earlier, present), Branch(1, first), BranchOfFall(2, first, now, isKnown: true)), first);
            sinceLast.TryAdd((_pairs.RiseAt(earlier, present), BranchOfFall(3, first, now, isKnown: true)), first);
        }

        foreach (var ((change, start, fall), first) in sinceFirst)
        {
            foreach (var ((rise, fallSinceLast), before) in sinceLast)
            {
                var (kind, branches) = ((3 * change) + rise, new Branches(Branch(0, now), start, fall, fallSinceLast));
                if (!_classes.ContainsKey((kind, branches)))
                {
                    var course = new RawCourse(first == before ? [first, now] : [first, before, now]);
                    _classes.Add((kind, branches), new MeasureClass(kind, change, Taken.Paired, branches, course, Instrument));
                }
            }
        }
    }

    private void Add(RawCourse course)
    {
        var found = ClassOf(course);
        _classes.TryAdd((found.Kind, found.Branches), found);
    }

    private int Branch(int place, Measured total) => _read[place]?.BranchOf(InFact(_read[place]!.Fact, total.Thousandths)) ?? 0;

    private int BranchOfFall(int place, Measured from, Measured to, bool isKnown) =>
        _read[place]?.BranchOf(isKnown ? InFact(_read[place]!.Fact, from.Thousandths - to.Thousandths) : FactCode.Unknown) ?? 0;

    private static int InFact(FactRow fact, int? thousandths) => thousandths is { } total ? total / fact.Grain : FactCode.Unknown;
}

/// <summary>How often a questionnaire was completed.</summary>
internal enum Taken
{
    Never,
    Unpaired,
    Paired,
}

/// <summary>Branches of the facts read off the scores.</summary>
internal readonly record struct Branches(int Now, int Start, int Fall, int FallSinceLast);

/// <summary>The scores of one questionnaire: none, the only, the first and the present, with one between. The last can be without a total.</summary>
internal readonly record struct RawCourse(ImmutableArray<Measured> Days)
{
    internal Measured First => Days.Length > 0 && Days[0].Thousandths is not null ? Days[0] : default;

    internal Measured Now => Days.Length > 0 ? Days[^1] : default;

    internal Measured Before => Days.Length > 1 ? Days[^2] : default;

    internal bool IsPaired => Days.Length > 1 && Days[^1].Thousandths is not null;

    /// <summary>As the production code keeps it.</summary>
    internal Measurements Of(Instrument instrument)
    {
        var days = Days;
        return new Measurements(days.Select((day, place) => new Measurement(
            new DateOnly(2026, 1, 5).AddDays(7 * place), default, new QuestionnaireResult(instrument, day.Thousandths, day.Estimate, null, ItemSet.All))));
    }
}

/// <summary>A class of courses.</summary>
/// <param name="Kind">What it says of the outcomes, in one number.</param>
/// <param name="Change">The same without what rose since the score before.</param>
/// <param name="Taken">How often it was completed.</param>
/// <param name="Branches">Of the facts read.</param>
/// <param name="Course">One that stands for the class.</param>
/// <param name="Instrument">Of which questionnaire.</param>
internal sealed record MeasureClass(int Kind, int Change, Taken Taken, Branches Branches, RawCourse Course, Instrument Instrument);
