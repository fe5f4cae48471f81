using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Cohorts;

namespace SteppedCare.LoadTests.Tests.Cohorts;

/// <summary>Courses come from their seed and number, and from nothing else.</summary>
public sealed class CohortTests
{
    private const int Few = 300;
    private static readonly Cohort s_cohort = new(Therapies.England, 7);

    [Fact]
    public void A_seed_gives_the_same_courses_on_every_machine_and_for_ever()
    {
        var text = string.Concat(s_cohort.Courses(Few).Select(Text));

        Assert.Equal("030f12f0a4c7ebf3847cb32e09368aa586a8c989", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40]);
    }

    [Fact]
    public void A_course_is_drawn_without_those_before_it()
    {
        var later = s_cohort.Courses(3, first: 5_000_000_000).ToArray();

        Assert.Equal([5_000_000_000, 5_000_000_001, 5_000_000_002], later.Select(course => course.Number));
        Assert.Equal(Text(later[2]), Text(new Cohort(Therapies.England, 7)[5_000_000_002]));
        Assert.Equal("c7-5000000002", later[2].Person.Episode);
    }

    [Fact]
    public void Another_seed_gives_other_courses() =>
        Assert.NotEqual(Entries(s_cohort), Entries(new Cohort(Therapies.England, 8)));

    [Fact]
    public void Threads_do_not_change_what_is_drawn()
    {
        var one = s_cohort.Courses(Few).Select(Text);
        var many = ParallelEnumerable.Range(0, Few).AsOrdered().Select(number => Text(s_cohort[number]));

        Assert.Equal(one, many);
    }

    [Fact]
    public void Missing_questionnaires_change_nothing_about_who_comes_when()
    {
        var all = new Cohort(Therapies.England with { TotalsOnly = 1, Phq9Noise = 0 }, 7);

        Assert.Equal(s_cohort.Courses(Few).Select(Calendar), all.Courses(Few).Select(Calendar));

        static string Calendar(Course course) => string.Join(' ', course.Sittings.Select(sitting => (sitting.Day, sitting.Attendance, course.Person.Problem)));
    }

    private static IEnumerable<Pair?> Entries(Cohort cohort) => cohort.Courses(20).Select(course => course.Entry?.Pair);

    private static string Text(Course course)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{course.Number} {course.Therapy} {course.Source} {course.FirstStep} {course.EndDay} {course.EndReason}\n");
        var person = $"{course.Person with { Circumstances = [], Audit = new() }}".Replace($"{new AuditAnswers()}", "{ }", StringComparison.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"{person} {CourseMessages.AuditOf(course.Person.Audit)}\n");
        text.AppendJoin(' ', course.Person.Circumstances).AppendJoin(' ', course.PriorCourses).Append('\n').Append(Text(course.Entry));
        foreach (var sitting in course.Sittings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{sitting with { Measures = null }}").Append(Text(sitting.Measures));
        }

        return text.ToString();
    }

    private static string Text(Measures? measures) =>
        measures is null ? " -\n" : $" {Text(measures.Phq9)} {Text(measures.Gad7)} {Text(measures.Wsas)}\n";

    private static string Text(Questionnaire answered) =>
        string.Create(CultureInfo.InvariantCulture, $"{answered.Total}:{string.Join(',', answered.Items.Select(item => item ?? -1))}");
}
