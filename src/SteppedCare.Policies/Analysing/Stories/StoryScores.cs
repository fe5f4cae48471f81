using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>The questionnaires of a story: which was completed when, and what it said.</summary>
internal sealed class StoryScores(Wanted wanted, StoryTimeline time, StoryLayout layout, ChosenCourses courses, StoryChange? change, StoryDays days)
{
    private const int StaleDays = 29;
    private const int Week = 7;

    // Beside scores of which nothing is wanted.
    private const int SomeWork = 9;

    // Of the measures that were taken together last.
    private readonly int _now = layout.IsLate ? time.Today : time.LastMeasured ?? UnmeasuredDay(time);

    internal void Add()
    {
        var pairDay = Math.Max(0, _now - Math.Max(0, layout.Aside));
        var phq9Day = time.LastScored ?? Math.Max(0, _now + Math.Min(0, layout.Aside));
        AddPhq9(DaysOf(courses.Phq9, phq9Day));
        var paired = courses.Own is null ? courses.Gad7 : courses.OwnCourse;
        AddCourse(Instrument.Gad7, DaysOf(courses.Gad7, courses.Own is null ? pairDay : _now), courses.Own is null && layout.IsProRated);
        if (courses.Own is { } own)
        {
            AddCourse(own, DaysOf(paired, pairDay), layout.IsProRated);
        }

        foreach (var (instrument, fact) in ScoreRelation.OwnFacts().Where(each => each.Instrument != courses.Own && wanted.IsKnown(each.Fact)))
        {
            days.Add(_now, ScoreReader.KeyOf(instrument), ScoreText.Of(instrument, new Measured(wanted.Nearest(fact, 0)!.Value * FactTable.Of(fact).Grain, Estimate.None)));
        }

        AddWsas();
    }

    private static int UnmeasuredDay(StoryTimeline time) =>
        time.Sessions.IsEmpty ? time.Today : Enumerable.Range(0, time.Today + 1).Reverse().FirstOrDefault(day => !time.Sessions.Contains(day));

    private int Baseline(int now)
    {
        var first = layout.Baseline switch
        {
            StoryBaseline.FirstSession => time.FirstAtStep ?? now - (2 * Week),
            StoryBaseline.Referral => 0,
            _ => time.Sessions.IsEmpty ? 0 : time.Sessions[0] - StaleDays,
        };
        return Math.Max(0, first);
    }

    // Days and scores, in order.
    private ImmutableArray<(int Day, Measured Score)> DaysOf(RawCourse course, int now)
    {
        if (course.Days.Length == 0)
        {
            return [];
        }

        var scores = course.Days.AddRange(Enumerable.Repeat(course.Now, course.Days.Length > 1 ? layout.Again : 0));
        var first = Math.Max(0, Math.Min(Baseline(now), now - scores.Length + 1));
        var told = ImmutableArray.CreateBuilder<(int, Measured)>();
        for (var place = 0; place < scores.Length; place++)
        {
            var left = scores.Length - 1 - place;
            var day = left == 0 ? now : place == 0 ? first : Between(first + place, now, left);
            told.Add((day, scores[place]));
        }

        return told.ToImmutable();
    }

    // The session on which both were taken is among them.
    private int Between(int earliest, int now, int left) =>
        left == 1 && time.LastMeasured is { } measured && measured >= earliest && measured < now ? measured : Math.Max(earliest, now - (left * layout.Gap));

    private void AddPhq9(ImmutableArray<(int Day, Measured Score)> told)
    {
        var now = Item9Now();
        var earlier = Item9Before(now);
        if (told.IsEmpty && (now is not null || change is { Worse: InstrumentCode.Phq9 }))
        {
            told = [(_now, default)];
        }

        if (earlier is not null && told.Length < 2)
        {
            var day = told.IsEmpty ? _now : told[0].Day - 1;
            AddForms(Math.Max(0, day), default, earlier);
        }

        for (var place = 0; place < told.Length; place++)
        {
            var isLast = place == told.Length - 1;
            var (day, score) = told[place];
            var isWorse = isLast && change is { Worse: InstrumentCode.Phq9 };
            AddForms(day, isWorse ? Worse(score) : score, isLast ? now + (change is { IsItem9Higher: true } ? 1 : 0) : score.Thousandths is null || earlier is null ? earlier : Fitting(score, earlier.Value));
        }
    }

    private static int Fitting(Measured score, int answer) => Math.Min(answer, score.Thousandths!.Value / FactCode.Thousand) is var fitting && score.Thousandths.Value / FactCode.Thousand - fitting > 24 ? 3 : fitting;

    private void AddForms(int day, Measured score, int? item9)
    {
        foreach (var form in ScoreText.OfPhq9(score, item9))
        {
            days.Add(day, "phq9", form);
        }
    }

    private int? Item9Now() => wanted.IsUnknown(FactNumber.Item9) ? null
        : !wanted.IsKnown(FactNumber.Item9) && courses.Phq9.Days.Length == 0 ? null
        : Enumerable.Range(0, 4).Where(answer => wanted.Allows(FactNumber.Item9, answer) && wanted.Allows(FactNumber.LastAnsweredItem9, answer)).Select(answer => (int?)answer).FirstOrDefault()
            ?? wanted.Nearest(FactNumber.Item9, 0);

    private int? Item9Before(int? now)
    {
        var unreviewed = wanted.Nearest(FactNumber.UnreviewedItem9, 0) ?? 0;
        if (unreviewed > (now ?? 0))
        {
            return unreviewed;
        }

        if (now is null)
        {
            return wanted.Nearest(FactNumber.LastAnsweredItem9, 0) is > 0 and var last ? last : null;
        }

        return wanted.IsUnknown(FactNumber.Item9Rise) ? null
            : !wanted.IsKnown(FactNumber.Item9Rise) ? courses.Phq9.Days.Length > 1 ? now : null
            : wanted.Allows(FactNumber.Item9Rise, 1) ? Math.Max(0, now.Value - 1) : now;
    }

    private static Measured Worse(Measured score) => score with { Thousandths = score.Thousandths + FactCode.Thousand };

    private void AddCourse(Instrument instrument, ImmutableArray<(int Day, Measured Score)> told, bool isProRated)
    {
        for (var place = 0; place < told.Length; place++)
        {
            var isLast = place == told.Length - 1;
            var (day, score) = told[place];
            score = isLast && change?.Worse == instrument.Code ? Worse(score) : score;
            score = isLast && isProRated && score.Thousandths is not null ? score with { Estimate = Estimate.ProRated } : score;
            if (score.Thousandths is not null || instrument.Items > 0)
            {
                days.Add(day, ScoreReader.KeyOf(instrument), ScoreText.Of(instrument, score));
            }
        }
    }

    private void AddWsas()
    {
        var told = DaysOf(courses.Wsas, _now);
        var set = courses.IsWsasAlike && told.Length > 1 ? ItemSet.All : ItemSet.NotTold;
        if (told.IsEmpty && layout.WorkRise is { } rise && !wanted.IsUnknown(FactNumber.Wsas))
        {
            (told, set) = ([(Math.Max(0, _now - layout.Gap), Points(SomeWork)), (_now, Points(SomeWork + rise))], ItemSet.All);
        }

        for (var place = 0; place < told.Length; place++)
        {
            var (day, score) = told[place];
            score = place == told.Length - 1 && change is { Worse: InstrumentCode.Wsas } ? Worse(score) : score;
            days.Add(day, score.Thousandths is null ? ScoreReader.KeyOf(Instrument.Wsas) : ScoreReader.KeyOf(Instrument.Wsas, set), ScoreText.Of(Instrument.Wsas, score));
        }

        static Measured Points(int points) => new(points * FactCode.Thousand, Estimate.None);
    }
}
