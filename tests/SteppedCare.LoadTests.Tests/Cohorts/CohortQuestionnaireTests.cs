using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Tests.Cohorts;

/// <summary>What the people of a cohort answer.</summary>
public sealed class CohortQuestionnaireTests
{
    private const int Many = 8_000;
    private const ulong Seed = 11;
    private static readonly Course[] s_courses = [.. new Cohort(CohortParameters.Finished(Therapies.Cbt), Seed).Courses(Many)];
    private static readonly Measures[] s_all = [.. s_courses.SelectMany(Recorded)];

    [Fact]
    public void Items_sum_to_the_total_and_stay_within_their_range()
    {
        foreach (var measures in s_all)
        {
            Whole(measures.Phq9, 9, 3);
            Whole(measures.Gad7, 7, 3);
            Whole(measures.Wsas, 5, 8);
        }
    }

    [Fact]
    public void Highest_and_lowest_totals_are_among_them()
    {
        Assert.Contains(s_all, measures => measures.Phq9.Total == 0);
        Assert.Contains(s_all, measures => measures.Phq9.Total == 27 && measures.Phq9.Items is [.., 3]);
        Assert.Contains(s_all, measures => measures.Gad7.Total == 21);
    }

    [Theory]
    [InlineData(4, 9, 0.05)]
    [InlineData(10, 15, 0.25)]
    [InlineData(16, 19, 0.45)]
    [InlineData(20, 24, 0.65)]
    public void Item_9_is_answered_more_often_the_higher_the_total(int least, int most, double expected)
    {
        var answers = s_all.Select(measures => measures.Phq9).Where(phq9 => !phq9.Items.IsEmpty && phq9.Total >= least && phq9.Total <= most)
            .Select(phq9 => phq9.Items[8]);

        Assert.Equal(expected, answers.Average(points => points >= 1 ? 1.0 : 0), 0.03);
    }

    [Fact]
    public void Of_those_referred_a_tenth_answer_item_9_with_2_or_3()
    {
        var asked = new Cohort(Therapies.England, Seed).Courses(2 * Many).Select(course => course.Entry).OfType<Measures>()
            .Where(measures => !measures.Phq9.Items.IsEmpty);

        Assert.InRange(asked.Average(measures => measures.Phq9.Items[8] >= 2 ? 1.0 : 0), 0.085, 0.115);
    }

    [Fact]
    public void Who_has_such_thoughts_mostly_has_them_the_next_time_too()
    {
        var pairs = s_courses
            .Select(course => Recorded(course).Where(measures => measures.Phq9 is { Total: >= 16 and < 20, Items.IsEmpty: false }).Take(2).ToArray())
            .Where(two => two.Length == 2).ToArray();

        Assert.InRange(pairs.Where(two => two[0].Phq9.Items[8] > 0).Average(two => two[1].Phq9.Items[8] > 0 ? 1.0 : 0), 0.65, 0.80);
        Assert.InRange(pairs.Where(two => two[0].Phq9.Items[8] == 0).Average(two => two[1].Phq9.Items[8] > 0 ? 1.0 : 0), 0.15, 0.30);
    }

    [Fact]
    public void Noise_is_strictly_within_the_course()
    {
        foreach (var course in s_courses.Where(course => Change.Of(course).Paired))
        {
            var severity = Severity.Of(Therapies.Cbt, new Chance(Seed, course.Number, Draw.Severity));

            Assert.Equal(new Change(severity.Start, severity.End), Change.Of(course));
        }
    }

    [Fact]
    public void Scores_fall_fastest_at_first()
    {
        var long12 = s_courses.Select(course => course.Sittings.Where(sitting => sitting.Treated).ToArray()).Where(sittings => sittings.Length >= 12).ToArray();

        double first = Mean(0) - Mean(3), later = Mean(6) - Mean(9);
        Assert.True(first > 2 * later, $"{first} points over the first three weeks, {later} over the third");

        double Mean(int session) => long12.Select(sittings => sittings[session].Measures).OfType<Measures>().Average(measures => measures.Phq9.Total);
    }

    [Fact]
    public void Two_to_five_sessions_of_a_hundred_are_not_measured_and_13_courses_of_a_thousand_not_paired()
    {
        var treated = s_courses.SelectMany(course => course.Sittings).Where(sitting => sitting.Treated);

        Assert.InRange(treated.Average(sitting => sitting.Measures is null ? 1.0 : 0), 0.02, 0.05);
        Assert.Equal(0.987, s_courses.Average(course => Change.Of(course).Paired ? 1.0 : 0), 0.005);
    }

    [Fact]
    public void Some_portals_tell_totals_only_and_then_always()
    {
        var alone = s_courses.Where(course => course.Entry!.Phq9.Items.IsEmpty).ToArray();

        Assert.Equal(0.05, alone.Length / (double)Many, 0.01);
        Assert.All(
            alone.SelectMany(Recorded),
            measures => Assert.True(measures.Phq9.Items.IsEmpty && measures.Gad7.Items.IsEmpty && measures.Wsas.Items.IsEmpty));
    }

    [Fact]
    public void Without_work_the_work_item_does_not_apply_and_32_points_are_the_most()
    {
        foreach (var course in s_courses.Where(course => !course.Entry!.Wsas.Items.IsEmpty))
        {
            Assert.All(Recorded(course), measures => Assert.Equal(!course.Person.Works, measures.Wsas.Items[0] is null));
            Assert.True(course.Person.Works || course.Entry!.Wsas.Total <= 32);
        }

        Assert.InRange(s_courses.Where(course => course.Person.AgeYears >= 65).Average(course => course.Person.Works ? 0 : 1.0), 0.82, 0.88);
    }

    [Fact]
    public void WSAS_begins_and_ends_as_published_and_goes_with_depression()
    {
        var start = s_courses.Select(course => (double)course.Entry!.Wsas.Total).ToArray();
        var end = s_courses.Where(course => Change.Of(course).Paired).Select(course => (double)Recorded(course).Last().Wsas.Total).ToArray();

        // Scores are held within their range, which takes a little from both.
        Near(Therapies.Cbt.WsasStart, start);
        Near(Therapies.Cbt.WsasEnd, end);
        var depressed = s_courses.Where(course => course.Entry!.Phq9.Total >= 20).Average(course => course.Entry!.Wsas.Total);
        Assert.True(depressed > start.Average() + 5);
    }

    private static IEnumerable<Measures> Recorded(Course course) =>
        course.Sittings.Select(sitting => sitting.Measures).Prepend(course.Entry).OfType<Measures>();

    private static void Whole(Questionnaire answered, int items, int most)
    {
        Assert.InRange(answered.Total, 0, items * most);
        if (!answered.Items.IsEmpty)
        {
            Assert.Equal(items, answered.Items.Length);
            Assert.Equal(answered.Total, answered.Items.Sum());
            Assert.DoesNotContain(answered.Items, points => points < 0 || points > most);
        }
    }

    private static void Near(Spread published, double[] scores)
    {
        var mean = scores.Average();
        Assert.Equal(published.Mean, mean, 0.5);
        Assert.Equal(published.Sd, Math.Sqrt(scores.Average(score => (score - mean) * (score - mean))), 0.7);
    }
}
