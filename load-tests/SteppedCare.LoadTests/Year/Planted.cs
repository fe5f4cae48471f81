using System.Collections.Immutable;
using SteppedCare.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Year;

/// <summary>
/// What a report must say of courses, counted from the courses themselves by the definitions alone: nothing here sees the service's own code. The names are
/// those of the contract's measures, each with its numerator and denominator.
/// </summary>
internal sealed class Planted
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Numerator, long Denominator)> _figures = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, (long Numerator, long Denominator)> Figures => _figures;

    /// <summary>How many courses are counted.</summary>
    internal int Courses { get; private set; }

    internal Planted With(IEnumerable<Course> courses)
    {
        foreach (var course in courses)
        {
            Count(course);
        }

        return this;
    }

    /// <summary>One more, by any thread.</summary>
    internal void Add(Course course)
    {
        lock (_gate)
        {
            Count(course);
        }
    }

    private void Count(Course course)
    {
        Courses++;
        var treated = course.Sittings.Where(sitting => sitting.Treated).ToList();
        Share("ended-not-seen", !course.Sittings.Any(sitting => sitting.Attended));
        Share("ended-not-treated", course.Sittings.Any(sitting => sitting.Attended) && treated.Count == 0);
        Share("ended-before-treatment", treated.Count == 0);
        Share("ended-after-one-session", treated.Count == 1);
        Share("finished", treated.Count > 1);
        foreach (var sitting in course.Sittings)
        {
            Share("missed", sitting.Attendance is Attendance.DidNotAttend or Attendance.LateNotSeen);
            Share("cancelled-by-person", sitting.Attendance == Attendance.PersonCancelled);
            Share("cancelled-by-service", sitting.Attendance == Attendance.ServiceCancelled);
        }

        if (treated.Count > 0)
        {
            Bands("first-treatment", treated[0].Day);
            Share("first-treatment-6-weeks", treated[0].Day <= 42);
            Share("first-treatment-18-weeks", treated[0].Day <= 126);
        }

        if (treated.Count > 1)
        {
            Bands("second-treatment", treated[1].Day - treated[0].Day);
            Finished(course, [.. treated.Select(sitting => sitting.Step)]);
        }
    }

    private void Finished(Course course, ImmutableArray<Step> contacts)
    {
        var change = Change.Of(course);
        var isBelow = change.Start is { Case: false };
        Share("paired", change.Paired);
        Share("started-below-caseness", isBelow);
        Share("reliable-improvement", change.Improved);
        Share("reliable-deterioration", change.Deteriorated);
        Share("no-reliable-change", change is { Paired: true, Improved: false, Deteriorated: false });
        if (!isBelow)
        {
            Share("recovery", change.Recovered);
            Share("reliable-recovery", change.ReliablyRecovered);
        }

        Add("sessions", contacts.Length, 1);
        Say(course);
        var stages = StagesOf(contacts);
        var (isLow, isHigh, isUp, isDown) = (stages is [Step.Low, ..], stages is [Step.High, ..], stages is [Step.Low, Step.High, ..], stages is [Step.High, Step.Low, ..]);
        Share("official-step-up-of-finished", isUp);
        Share("only-low", contacts.Contains(Step.Low) && !contacts.Contains(Step.High));
        Share("only-high", contacts.Contains(Step.High) && !contacts.Contains(Step.Low));
        Share("low-and-high", contacts.Contains(Step.High) && contacts.Contains(Step.Low));
        Add("official-low-to-high", isLow ? 1 : 0, isHigh ? 1 : 0);
        Add("official-step-up-of-low-first", isUp ? 1 : 0, isLow ? 1 : 0);
        Add("official-step-down", isDown ? 1 : 0, isHigh ? 1 : 0);
    }

    private void Say(Course course)
    {
        var said = Said.Of(course);
        Share("experience-of-treatment", said is not null);
        if (said is null or { Listened: FrequencyAnswer.Unspecified })
        {
            return;
        }

        foreach (var (answer, name, score) in Said.Listened)
        {
            Share($"experience-listened-{name}", said.Listened == answer);
            if (said.Listened == answer && score is { } points)
            {
                Add("experience-listened-score", points, 1);
            }
        }
    }

    // Intensities that come twice in a row or more; what comes once is passed over, and the same again is the same stage.
    private static List<Step> StagesOf(ImmutableArray<Step> contacts)
    {
        var stages = new List<Step>();
        for (var place = 1; place < contacts.Length; place++)
        {
            if (contacts[place] != Step.Unspecified && contacts[place] == contacts[place - 1] && (stages.Count == 0 || stages[^1] != contacts[place]))
            {
                stages.Add(contacts[place]);
            }
        }

        return stages;
    }

    private void Bands(string wait, int days)
    {
        Share(wait + "-28", days <= 28);
        Share(wait + "-56", days is > 28 and <= 56);
        Share(wait + "-90", days is > 56 and <= 90);
        Share(wait + "-over-90", days > 90);
    }

    private void Share(string measure, bool holds) => Add(measure, holds ? 1 : 0, 1);

    private void Add(string measure, long numerator, long denominator)
    {
        var known = _figures.GetValueOrDefault(measure);
        _figures[measure] = (known.Numerator + numerator, known.Denominator + denominator);
    }
}
