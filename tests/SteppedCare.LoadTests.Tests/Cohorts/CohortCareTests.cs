using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Tests.Cohorts;

/// <summary>Who is referred, how far they get, and when.</summary>
public sealed class CohortCareTests
{
    private const int Many = 30_000;
    private static readonly Course[] s_courses = [.. new Cohort(Therapies.England, 5).Courses(Many)];
    private static readonly Course[] s_finished = [.. s_courses.Where(course => course.Finished)];

    [Fact]
    public void Of_a_hundred_referrals_67_are_treated_and_37_finish()
    {
        Assert.Equal(0.67, Share(s_courses, course => course.ReferralToFirstTreatment is not null), 0.01);
        Assert.Equal(0.37, Share(s_courses, course => course.Finished), 0.01);
        Assert.Equal(0.78, Share(s_courses, course => course.Sittings.Any(sitting => sitting.Attended)), 0.01);
    }

    [Fact]
    public void Of_a_hundred_referrals_47_get_no_descriptor_and_of_finished_courses_6()
    {
        Assert.Equal(0.467, Share(s_courses, course => course.Person.Problem == Problem.Unspecified), 0.01);
        Assert.Equal(0.065, Share(s_finished, course => course.Person.Problem == Problem.Unspecified), 0.01);
        Assert.DoesNotContain(s_courses, course => course.Person.Problem != Problem.Unspecified && !course.Sittings.Any(sitting => sitting.Attended));
    }

    [Fact]
    public void Finished_courses_have_the_descriptors_that_were_published()
    {
        var described = s_finished.Where(course => course.Person.Problem != Problem.Unspecified).ToArray();

        // 288,049, 176,280 and 46,021 of 617,355 finished courses with a descriptor.
        Assert.Equal(0.467, Share(described, course => course.Person.Problem == Problem.Depression), 0.015);
        Assert.Equal(0.286, Share(described, course => course.Person.Problem == Problem.GeneralisedAnxiety), 0.015);
        Assert.Equal(0.075, Share(described, course => course.Person.Problem == Problem.PostTraumaticStress), 0.01);
        Assert.DoesNotContain(described, course => course.Person.Problem == Problem.PostTraumaticStress && course.Therapy == Therapies.GuidedSelfHelp.Name);
    }

    [Fact]
    public void The_first_treatment_comes_as_soon_as_published()
    {
        Assert.Equal(0.814, Share(s_finished, course => course.ReferralToFirstTreatment <= 28), 0.015);
        Assert.Equal(0.916, Share(s_finished, course => course.ReferralToFirstTreatment <= 42), 0.015);
        Assert.Equal(0.987, Share(s_finished, course => course.ReferralToFirstTreatment <= 126), 0.005);
    }

    [Fact]
    public void The_second_treatment_comes_after_90_days_for_24_of_a_hundred()
    {
        var gaps = s_finished.Where(course => course.FirstStep != Step.Unspecified && course.Sittings.Count(sitting => sitting.BeginsStage) == 1)
            .Select(course => course.Sittings.Where(sitting => sitting.Treated).Take(2).ToArray()).Select(two => two[1].Day - two[0].Day).ToArray();

        Assert.Equal(0.237, gaps.Average(days => days > 90 ? 1.0 : 0), 0.015);
        Assert.Equal(0.401, gaps.Average(days => days <= 28 ? 1.0 : 0), 0.015);
    }

    [Fact]
    public void Five_to_ten_appointments_of_a_hundred_are_missed_without_notice()
    {
        var missed = s_courses.SelectMany(course => course.Sittings).Average(sitting => sitting.Attendance == Attendance.DidNotAttend ? 1.0 : 0);

        Assert.InRange(missed, 0.05, 0.10);
    }

    [Fact]
    public void Appointments_follow_each_other_and_a_missed_one_measures_nothing()
    {
        foreach (var course in s_courses)
        {
            var days = course.Sittings.Select(sitting => sitting.Day).Prepend(0).Append(course.EndDay + 1).ToArray();
            Assert.All(days.Zip(days.Skip(1)), two => Assert.True(two.First < two.Second, course.Person.Episode));
            Assert.DoesNotContain(course.Sittings, sitting => !sitting.Attended && (sitting.Measures is not null || sitting.BeginsStage));
        }
    }

    [Fact]
    public void Sessions_a_course_are_as_many_as_the_table_says()
    {
        foreach (var (therapy, _) in Therapies.England.Mix)
        {
            var sessions = new Cohort(CohortParameters.Finished(therapy), 5).Courses(5_000)
                .Select(course => course.Sittings.Count(sitting => sitting.Treated)).ToArray();
            Assert.Equal(therapy.MeanSessions, sessions.Average(), 0.3);
            Assert.True(sessions.Min() >= 2);
        }
    }

    [Fact]
    public void A_stage_begins_with_the_first_treatment_and_a_second_with_the_other_intensity()
    {
        foreach (var course in s_courses.Where(course => course.FirstStep != Step.Unspecified))
        {
            var begun = course.Sittings.Where(sitting => sitting.BeginsStage).ToArray();
            Assert.Equal(course.Sittings.First(sitting => sitting.Treated), begun[0]);
            Assert.True(begun.Length == 1 || begun[0].Step != begun[1].Step);
            Assert.All(course.Sittings.Where(sitting => sitting.Treated), sitting => Assert.NotEqual(0, sitting.TherapyCode));
        }

        // 57,983 and 2,980 of 670,419 changed stage in 2024-25, less those of whom nothing was recorded.
        Assert.Equal(0.091, Share(s_finished, course => course.Sittings.Count(sitting => sitting.BeginsStage) == 2), 0.01);
    }

    [Fact]
    public void Both_intensities_are_in_every_course_with_both()
    {
        var both = s_finished.Where(course => course.Therapy == Therapies.BothStages.Name && course.FirstStep != Step.Unspecified).ToArray();

        Assert.All(both, course => Assert.Equal(
            [Step.Low, Step.High], course.Sittings.Where(sitting => sitting.Treated).Select(sitting => sitting.Step).Distinct().Order()));
        Assert.Equal(0.389 / 0.955, both.Length / (double)s_finished.Count(course => course.FirstStep != Step.Unspecified), 0.01);
    }

    [Fact]
    public void Of_some_courses_nobody_recorded_the_steps()
    {
        var unknown = s_finished.Where(course => course.FirstStep == Step.Unspecified).ToArray();

        Assert.Equal(0.045, unknown.Length / (double)s_finished.Length, 0.005);
        Assert.All(
            unknown.SelectMany(course => course.Sittings),
            sitting => Assert.True(sitting is { Step: Step.Unspecified, TherapyCode: 0, BeginsStage: false }));
    }

    [Fact]
    public void People_are_as_many_from_deprived_places_as_published()
    {
        // 246,365 and 119,299 referrals from the most and least deprived tenth.
        Assert.Equal(0.135, Share(s_courses, course => course.Person.Audit.DeprivationDecile == "1"), 0.01);
        Assert.Equal(0.065, Share(s_courses, course => course.Person.Audit.DeprivationDecile == "10"), 0.01);
        Assert.Equal(0.015, Share(s_courses, course => course.Person.AgeYears < 18), 0.003);
        Assert.All(s_courses, course => Assert.True(course.Person.AgeYears is null == (course.Person.Audit.AgeBand.Length == 0)));
    }

    [Fact]
    public void Every_code_kept_for_reports_is_one_that_the_contract_can_carry()
    {
        // 1 to 20 of letters, digits, dot, underscore, hyphen; empty when not recorded.
        var codes = s_courses.Select(course => CourseMessages.AuditOf(course.Person.Audit)).SelectMany(audit => AuditAttributes.Descriptor.Fields.InDeclarationOrder()
            .Select(field => (string)field.Accessor.GetValue(audit))).Distinct();

        Assert.All(codes, code => Assert.Matches("^[A-Za-z0-9._-]{0,20}$", code));
    }

    private static double Share(Course[] courses, Func<Course, bool> wanted) => courses.Count(wanted) / (double)courses.Length;
}
