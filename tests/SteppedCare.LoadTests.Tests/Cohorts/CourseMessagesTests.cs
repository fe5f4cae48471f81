using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Cohorts;
using SteppedCare.V1;
using Wire = SteppedCare.V1;

namespace SteppedCare.LoadTests.Tests.Cohorts;

public sealed class CourseMessagesTests
{
    private readonly Course _course = ACourse.Whole();

    [Fact]
    public void Triage_tells_the_referral_first_and_everything_of_day_0()
    {
        var request = Messages().Triage();

        Assert.Equal(("demo", "c1-17", "triage", "65-74"), (request.Service, request.Episode, request.RequestId, request.AuditAttributes.AgeBand));
        Assert.Equal(Event.ContentOneofCase.ReferralReceived, request.Events[0].ContentCase);
        Assert.Equal(6, request.Events.Count);
        Assert.All(request.Events, told => Assert.Equal("2026-03-02", told.HappenedOn));
    }

    [Fact]
    public void Prior_courses_end_before_the_referral_or_at_a_date_nobody_knows()
    {
        var earlier = Messages().Opening().First().ReferralReceived.PriorCourses;

        Assert.Equal(["2025-11-22", ""], earlier.Select(course => course.EndedOn));
        Assert.Equal((Wire.Step.Low, 5, Wire.Answer.No), (earlier[0].Step, earlier[0].Sessions, earlier[0].ReliablyImproved));
    }

    [Fact]
    public void A_person_without_a_descriptor_is_told_without_one()
    {
        var course = _course with { Person = _course.Person with { Problem = Problem.Unspecified, AgeYears = null } };
        var events = new CourseMessages("demo", course, new DateOnly(2026, 3, 2)).Opening().ToArray();

        Assert.DoesNotContain(events, told => told.ProblemDescribed is not null);
        Assert.False(events[1].CircumstancesAnswered.HasAgeYears);
        Assert.Equal(Wire.DescriptorStatus.ClinicianAssigned, Messages().Opening().ElementAt(2).ProblemDescribed.Status);
    }

    [Fact]
    public void Items_are_told_without_a_total_and_a_total_without_items()
    {
        var scores = Messages().Opening().Where(told => told.ScoreRecorded is not null).Select(told => told.ScoreRecorded).ToArray();

        Assert.Equal([2, 2, 2, 2, 2, 2, 0, 0, 0], scores[0].Items.Select(item => item.Value));
        Assert.False(scores[0].HasTotal);
        Assert.Empty(scores[1].Items);
        Assert.Equal(8, scores[1].Total);
        Assert.True(scores[2].Items[0].NotApplicable);
    }

    [Fact]
    public void A_session_tells_its_stage_its_scores_and_that_it_was_kept()
    {
        var request = Messages().Review(0);

        Assert.Equal("sitting-0", request.RequestId);
        Assert.Equal(Wire.Step.High, request.Events[0].StepStarted.Step);
        Assert.Equal([Wire.Instrument.Phq9, Wire.Instrument.Gad7, Wire.Instrument.Wsas], request.Events.Skip(1).SkipLast(1).Select(told => told.ScoreRecorded.Instrument));
        Assert.Equal(Wire.Attendance.Attended, request.Events[^1].Contact.Attendance);
        Assert.All(request.Events, told => Assert.Equal("2026-03-22", told.HappenedOn));
    }

    [Fact]
    public void A_missed_appointment_is_told_alone_and_with_who_called_it_off()
    {
        Assert.Equal(Wire.CancelledBy.Unspecified, Assert.Single(Messages().Record(1).Events).Contact.CancelledBy);
        Assert.Equal(Wire.CancelledBy.Person, Assert.Single(Messages().Record(2).Events).Contact.CancelledBy);
    }

    [Fact]
    public void The_end_is_told_on_its_day()
    {
        var told = Assert.Single(Messages().End().Events);

        Assert.Equal(("2026-04-11", Wire.EndReason.CompletedByAgreement), (told.HappenedOn, told.EpisodeEnded.Reason));
    }

    [Fact]
    public void A_course_is_finished_by_two_attended_treatments()
    {
        Assert.False(_course.Finished);
        Assert.True((_course with { Sittings = [.. _course.Sittings, ACourse.Sitting(41, Attendance.AttendedLate)] }).Finished);

        var followUp = ACourse.Sitting(41, Attendance.Attended) with { Type = AppointmentType.FollowUp };
        Assert.False((_course with { Sittings = [.. _course.Sittings, followUp] }).Finished);
    }

    private CourseMessages Messages() => new("demo", _course, new DateOnly(2026, 3, 2));
}
