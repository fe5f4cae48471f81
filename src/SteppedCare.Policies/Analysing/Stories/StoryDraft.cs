using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>One try at a story of which everything is so that is wanted: what was stated, when care was given, and which scores were told when.</summary>
internal sealed class StoryDraft
{
    private static readonly ImmutableArray<Circumstance> s_step4 =
    [
        Circumstance.ComplexNeeds, Circumstance.FrequentRecurrences, Circumstance.MultipleTrauma, Circumstance.PoorResponseToCbt,
        Circumstance.SustainedImpact, Circumstance.SeveralDiagnoses, Circumstance.LongerThanAYear,
    ];

    private const int ValidFor = 30;

    private readonly Wanted _wanted;
    private readonly StoryTimeline _time;
    private readonly StoryDays _days = new();

    private StoryDraft(Wanted wanted, ChosenCourses courses, StoryLayout layout, StoryChange? change)
    {
        _wanted = wanted;
        _time = new StoryTimeline(wanted, layout, Math.Max(courses.Phq9.Days.Length, courses.Gad7.Days.Length));
        AddPriorCourses();
        AddCircumstances();
        AddProblem(courses.Own);
        AddCare();
        new StoryScores(wanted, _time, layout, courses, change, _days).Add();
        AddRisk(change?.Says);
        AddReviews();
    }

    /// <summary>The lines of "events" and "as_of".</summary>
    internal static string Of(Wanted wanted, ChosenCourses courses, StoryLayout layout, StoryChange? change)
    {
        var draft = new StoryDraft(wanted, courses, layout, change);
        return draft._days.ToText(draft._time.Today);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T word)
        where T : struct, Enum =>
        string.Concat(word.ToString().Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));

    private bool IsWanted(FactNumber fact) => !_wanted.Allows(fact, 0) && _wanted.Allows(fact, 1);

    private void AddPriorCourses()
    {
        var courses = new List<string>();
        var failed = _wanted.Nearest(FactNumber.PriorCoursesNotImproved, 0) ?? 0;
        AddPrior(Step.Low, FactNumber.PriorLowSessions, FactNumber.PriorLowImproved);
        AddPrior(Step.High, FactNumber.PriorHighSessions, FactNumber.PriorHighImproved);
        courses.AddRange(Enumerable.Repeat("{step: monitor, sessions: 1, improved: no}", Math.Max(0, failed)));
        if (courses.Count > 0)
        {
            _days.Add(0, "referral", $"{{prior_courses: [{string.Join(", ", courses)}]}}");
        }

        void AddPrior(Step step, FactNumber sessions, FactNumber improved)
        {
            var count = _wanted.Nearest(sessions, 0) ?? 0;
            if (count == 0 && !IsWanted(improved))
            {
                return;
            }

            var isImproved = IsWanted(improved);
            var isFailed = !isImproved && failed > 0;
            failed -= isFailed ? 1 : 0;
            courses.Add($"{{step: {Word(step)}, sessions: {Number(count)}, ended_days_before: 90{(isImproved ? ", improved: yes" : isFailed ? ", improved: no" : "")}}}");
        }
    }

    private void AddCircumstances()
    {
        if (_wanted.IsKnown(FactNumber.Age))
        {
            _days.Add(0, "age", Number(_wanted.Nearest(FactNumber.Age, 34)!.Value));
        }

        if (_wanted.Nearest(FactNumber.Preference, 0) is > 0 and var preference)
        {
            _days.Add(0, "preference", Word((Preference)preference));
        }

        if (_wanted.IsKnown(FactNumber.DaysSinceTrauma))
        {
            _days.Add(0, "trauma_on", Number(_time.Today - _wanted.Nearest(FactNumber.DaysSinceTrauma, _time.Today)!.Value));
        }

        var stated = FactTable.All.Where(row => row.Kind == FactKind.Truth && Enum.TryParse<Circumstance>(row.Number.ToString(), out _))
            .Select(row => (row.Number, Answer: IsWanted(row.Number) || (_wanted.IsKnown(row.Number) && !_wanted.Allows(row.Number, 0)) ? "yes" : row.Absence == Absence.Access && _wanted.IsKnown(row.Number) ? "no" : ""))
            .Where(each => each.Answer.Length > 0)
            .Select(each => $"{Word(Enum.Parse<Circumstance>(each.Number.ToString()))}: {each.Answer}")
            .Concat(s_step4.Take(_wanted.Nearest(FactNumber.Step4Criteria, 0) ?? 0).Select(circumstance => $"{Word(circumstance)}: yes"))
            .ToList();
        if (stated.Count > 0)
        {
            _days.Add(0, "circumstances", $"{{{string.Join(", ", stated)}}}");
        }
    }

    private void AddProblem(Instrument? own)
    {
        var problem = own is not null ? CourseChoice.ProblemOf(_wanted, own)!.Value : (Problem)(_wanted.Nearest(FactNumber.Problem, 0) ?? 0);
        if (problem != Problem.NoDescriptor)
        {
            _days.Add(0, "problem", $"{{is: {Word(problem)}}}");
        }
        else if (!_wanted.Allows(FactNumber.Descriptor, (int)DescriptorStatus.None))
        {
            _days.Add(0, "problem", "{is: depression, assigned: no}");
        }
    }

    private void AddCare()
    {
        if (_time.HasStep)
        {
            _days.Add(_time.Start, "started", Word((Step)(_wanted.Nearest(FactNumber.Step, (int)Step.Low) ?? (int)Step.Low)));
        }

        foreach (var session in _time.Sessions)
        {
            _days.Add(session, "attended", "treatment");
        }

        if (_time.IsAssessed)
        {
            _days.Add(_time.LastContact, "attended", "assessment");
        }

        for (var missed = _wanted.Nearest(FactNumber.MissedInARow, 0) ?? 0; missed > 0; missed--)
        {
            _days.AddLast(_time.Today, "missed", "did_not_attend");
        }

        if (IsWanted(FactNumber.DeclinedStep))
        {
            var step = _wanted.Nearest(FactNumber.Step, (int)Step.Low) ?? 0;
            _days.Add(_time.Today, "declined", Word((Step)Math.Min(step + 1, (int)Step.Specialist)));
        }
    }

    private void AddRisk(FactNumber? says)
    {
        var stated = FactTable.RowsOf(typeof(RiskFacts)).Select(row => row.Number).Where(IsWanted).ToList();
        if (IsWanted(FactNumber.RiskTakenBack) && FactTable.RowsOf(typeof(RiskFacts)).Select(row => row.Number).FirstOrDefault(fact => fact != says && !IsWanted(fact)) is var unsaid and not 0)
        {
            _days.AddLast(0, "risk", $"{{{RiskOf(unsaid)}: yes}}");
            _days.AddLast(_time.Today, "risk", $"{{{RiskOf(unsaid)}: no}}");
        }

        if (says is { } more)
        {
            stated.Add(more);
        }

        if (stated.Count > 0)
        {
            _days.AddLast(_time.Today, "risk", $"{{{string.Join(", ", stated.Distinct().Select(fact => $"{RiskOf(fact)}: yes"))}}}");
        }

        if (IsWanted(FactNumber.RiskReviewed))
        {
            _days.AddLast(_time.Today, "risk_reviewed_until", Number(_time.Today + ValidFor));
        }

        static string RiskOf(FactNumber fact) => Word(Enum.Parse<RiskTopic>(fact.ToString()));
    }

    // Reviews at the beginning of the step found no improvement, there being nothing to compare yet.
    private void AddReviews()
    {
        var left = _time.Reviews;
        if (_wanted.IsKnown(FactNumber.DaysAwaitingStepUp))
        {
            _days.Add(Math.Max(0, _time.Today - _wanted.Nearest(FactNumber.DaysAwaitingStepUp, 0)!.Value), "reviewed", "step_up");
            left--;
        }

        for (var review = 0; review < left; review++)
        {
            _days.Add(Math.Min(_time.Start + review, _time.Today), "reviewed", "yes");
        }
    }
}
