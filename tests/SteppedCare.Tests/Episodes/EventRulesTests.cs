using System.Collections.Immutable;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Episodes;

public sealed class EventRulesTests
{
    private static readonly Trajectory s_nothing = new(Nonce, []);

    [Fact]
    public void A_new_episode_begins_with_its_referral()
    {
        var none = EpisodeHistory.Of(s_nothing, London);
        Assert.Empty(EventRules.Faults(none, [Event(Day(0), Referral())], AsOf(1)));
        Assert.Equal([(EventFaultReason.UnknownEpisode, "events")], Named(EventRules.Faults(none, [Event(Day(0), Phq9(3))], AsOf(1))));
        Assert.Equal([(EventFaultReason.UnknownEpisode, "events")], Named(EventRules.Faults(none, [], AsOf(1))));
        Assert.Equal(FaultKind.NotFound, EventRules.Faults(none, [], AsOf(1))[0].Kind);
    }

    [Fact]
    public void A_second_referral_is_refused() =>
        Assert.Equal([(EventFaultReason.SecondReferral, "events[0]")], Told(Begun(), Event(Day(1), Referral())));

    [Fact]
    public void Nothing_happens_before_the_referral_or_in_the_future()
    {
        Assert.Empty(Told(Begun(), Event(Day(0), Phq9(3)), Event(Day(30), Phq9(3))));
        Assert.Equal(
            [(EventFaultReason.BeforeReferral, "events[0].happened_on"), (EventFaultReason.FutureDate, "events[1].happened_on")],
            Told(Begun(), Event(Day(-1), Phq9(3)), Event(Day(31), Phq9(3))));
    }

    [Fact]
    public void A_time_of_today_may_be_five_minutes_ahead_and_no_more()
    {
        Assert.Empty(Told(Begun(), Event(Day(30), Phq9(3), at: new TimeOnly(12, 5))));
        Assert.Equal([(EventFaultReason.FutureDate, "events[0].time_of_day")], Told(Begun(), Event(Day(30), Phq9(3), at: new TimeOnly(12, 6))));
    }

    [Fact]
    public void A_date_beyond_a_hundred_years_is_refused() =>
        Assert.Equal(
            [(EventFaultReason.InvalidField, "events[0].happened_on")],
            Named(EventRules.Faults(EpisodeHistory.Of(s_nothing, London), [Event(new DateOnly(1900, 1, 1), Referral())], AsOf(0))));

    [Fact]
    public void After_the_end_only_what_happened_by_then_and_corrections_are_told()
    {
        var ended = Begun().Tell(Day(7), Phq9(3)).Tell(Day(10), new EpisodeEnded(EndReason.CompletedByAgreement));

        Assert.Empty(Told(ended, Event(Day(10), Gad7(3)), Event(Day(20), new Voided("2.0", VoidReason.Duplicate))));
        Assert.Equal([(EventFaultReason.AfterEnd, "events[0].happened_on")], Told(ended, Event(Day(11), Gad7(3))));
        Assert.Equal([(EventFaultReason.AfterEnd, "events[0]")], Told(ended, Event(Day(9), new EpisodeEnded(EndReason.CompletedByAgreement))));
    }

    [Fact]
    public void The_end_is_not_before_what_happened_in_the_episode() =>
        Assert.Equal([(EventFaultReason.AfterEnd, "events[1].happened_on")], Told(Begun(), Event(Day(9), Phq9(3)), Event(Day(8), new EpisodeEnded(EndReason.NotKnownTreated))));

    [Fact]
    public void An_id_is_used_once()
    {
        var story = Begun().Tell(Event(Day(1), Phq9(3), "a")).Tell(Event(Day(2), new Voided("a", VoidReason.Duplicate), "b"));

        Assert.Equal(
            [(EventFaultReason.DuplicateEventId, "events[0].id"), (EventFaultReason.DuplicateEventId, "events[1].id"), (EventFaultReason.DuplicateEventId, "events[3].id")],
            Told(story, Event(Day(3), Gad7(1), "a"), Event(Day(3), Gad7(1), "b"), Event(Day(3), Gad7(1), "c"), Event(Day(3), Gad7(1), "c")));
    }

    [Theory]
    [InlineData("3.0")]
    [InlineData("with space")]
    [InlineData("caf\u00e9")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public void An_id_is_short_plain_and_no_place(string id) =>
        Assert.Equal([(EventFaultReason.InvalidField, "events[0].id")], Told(Begun(), Event(Day(3), Gad7(1), id)));

    [Fact]
    public void A_correction_names_an_original_event_that_stands()
    {
        var story = Begun().Tell(Event(Day(1), Phq9(3), "a"), Event(Day(1), Gad7(3), "b")).Tell(Event(Day(2), new Voided("b", VoidReason.Duplicate), "v"));

        Assert.Empty(Told(story, Correct("a", Phq9(5))));
        Assert.Empty(Told(story, Correct("2.0", Phq9(5))));
        Assert.Equal([(EventFaultReason.UnknownEvent, "events[0].corrected.event_id")], Told(story, Correct("x", Phq9(5))));
        Assert.Equal([(EventFaultReason.VoidedEvent, "events[0].corrected.event_id")], Told(story, Correct("b", Gad7(5))));
        Assert.Equal([(EventFaultReason.NotCorrectable, "events[0].corrected.event_id")], Told(story, Correct("v", Gad7(5))));
        Assert.Equal([(EventFaultReason.NotCorrectable, "events[0].corrected.event_id")], Told(story, Correct("3.0", Gad7(5))));
        Assert.Equal([(EventFaultReason.NotCorrectable, "events[0].corrected.replacement")], Told(story, Correct("a", Treated())));
        Assert.Equal([(EventFaultReason.NotCorrectable, "events[0].corrected.replacement")], Told(story, Correct("a", new Voided("a", VoidReason.Duplicate))));
    }

    [Fact]
    public void An_event_told_in_the_same_call_can_be_withdrawn_once()
    {
        Assert.Equal(
            [(EventFaultReason.VoidedEvent, "events[2].voided.event_id")],
            Told(Begun(), Event(Day(1), Phq9(3), "a"), Event(Day(1), new Voided("a", VoidReason.Duplicate)), Event(Day(1), new Voided("a", VoidReason.Duplicate))));
    }

    [Fact]
    public void The_replacement_is_held_to_the_same_rules_as_the_original()
    {
        var story = Begun().Tell(Event(Day(1), Phq9(3), "a"));

        Assert.Equal(
            [(EventFaultReason.InvalidField, "events[0].corrected.replacement.score_recorded.items[0]")],
            Told(story, Correct("a", Items(InstrumentCode.Phq9, 4, 0, 0, 0, 0, 0, 0, 0, 0))));
        Assert.Equal([(EventFaultReason.BeforeReferral, "events[0].corrected.replacement.happened_on")], Told(story, Correct("a", Phq9(3), Day(-1))));
        Assert.Equal([(EventFaultReason.FutureDate, "events[0].corrected.replacement.happened_on")], Told(story, Correct("a", Phq9(3), Day(31))));
    }

    [Fact]
    public void The_referral_can_be_moved_but_not_behind_other_events_nor_withdrawn()
    {
        var story = Begun().Tell(Day(5), Phq9(3));

        Assert.Empty(Told(story, Correct("1.0", Referral(), Day(5))));
        Assert.Equal([(EventFaultReason.BeforeReferral, "events[0].corrected.replacement.happened_on")], Told(story, Correct("1.0", Referral(), Day(6))));
        Assert.Equal([(EventFaultReason.NotCorrectable, "events[0].voided.event_id")], Told(story, Event(Day(6), new Voided("1.0", VoidReason.WrongPerson))));
        Assert.Equal([(EventFaultReason.BeforeReferral, "events[1].happened_on")], Told(story, Correct("1.0", Referral(), Day(4)), Event(Day(3), Gad7(3))));
    }

    [Fact]
    public void Absurd_histories_are_refused()
    {
        var one = Event(Day(1), Treated());
        var story = Begun();
        for (var told = 1; told < EventRules.MostEvents - 1; told += 199)
        {
            story.Tell([.. Enumerable.Repeat(Event(Day(1), Treated()), Math.Min(199, EventRules.MostEvents - 1 - told))]);
        }

        Assert.Empty(Told(story, one));
        Assert.Equal([(EventFaultReason.TooManyEvents, "events")], Told(story, one, one));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_an_event_may_not_say_is_named_by_field(EpisodeEventCase wrong)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        Assert.Equal(wrong.Paths.Select(path => (EventFaultReason.InvalidField, "events[0]." + path)), Told(Begun(), Event(Day(5), wrong.Content)));
    }

    public static TheoryData<EpisodeEventCase> Wrong()
    {
        var contact = Treated();
        return
        [
            new(contact with { Appointment = AppointmentType.Unspecified, Attendance = Attendance.Unspecified }, "contact.appointment_type", "contact.attendance"),
            new(contact with { Attendance = (Attendance)1 }, "contact.attendance"),
            new(contact with { TherapyCode = 99_999 }, "contact.therapy_code"),
            new(contact with { TherapyCode = -1 }, "contact.therapy_code"),
            new(contact with { CancelledBy = CancelledBy.Person }, "contact.cancelled_by"),
            new(contact with { Attendance = Attendance.PersonCancelled, CancelledBy = CancelledBy.Service }, "contact.cancelled_by"),
            new(contact with { Attendance = Attendance.ServiceCancelled, CancelledBy = CancelledBy.Person }, "contact.cancelled_by"),
            new(new StepStarted(Step.None), "step_started.step"),
            new(new StepDeclined(Step.None), "step_declined.step"),
            new(new RiskAnswered([]), "risk_answered.answers"),
            new(new RiskAnswered([new(RiskTopic.Plan, Answer.Yes), new(RiskTopic.Plan, Answer.No)]), "risk_answered.answers[1].topic"),
            new(new RiskAnswered([new(RiskTopic.Unspecified, Answer.NotStated)]), "risk_answered.answers[0].topic", "risk_answered.answers[0].answer"),
            new(new RiskReviewRecorded("", Day(4)), "risk_reviewed.reviewer", "risk_reviewed.valid_until"),
            new(new RiskReviewRecorded("c", Day(5 + 367)), "risk_reviewed.valid_until"),
            new(new ProblemDescribed(Problem.Panic, DescriptorStatus.None), "problem_described.status"),
            new(new CircumstancesAnswered(null, Preference.NotStated, []), "circumstances_answered.answers"),
            new(new CircumstancesAnswered(121, Preference.NotStated, []), "circumstances_answered.age_years"),
            new(new CircumstancesAnswered(-1, (Preference)88, []), "circumstances_answered.age_years", "circumstances_answered.preference"),
            new(new CircumstancesAnswered(30, Preference.NotStated, [new(Circumstance.Bipolar, Answer.No), new(Circumstance.Bipolar, Answer.No)]), "circumstances_answered.answers[1].circumstance"),
            new(new PlanExplained(Answer.NotStated, Answer.NotStated), "plan_explained.understood"),
            new(new ConsentChanged(ConsentScope.Unspecified, true), "consent_changed.scope"),
            new(new EpisodeEnded(EndReason.Unspecified), "episode_ended.reason"),
            new(new ScoreRecorded(InstrumentCode.Phq9, [], 28_000), "score_recorded.total"),
        ];
    }

    [Fact]
    public void Prior_courses_are_held_to_their_ranges()
    {
        var none = EpisodeHistory.Of(s_nothing, London);
        ImmutableArray<PriorCourse> courses = [new(Step.Low, 200, Day(0), Answer.No), new(Step.None, 201, Day(1), Answer.No), new(Step.High, -1, null, (Answer)9)];

        Assert.Equal(
            ["[1].step", "[1].sessions", "[1].ended_on", "[2].reliably_improved", "[2].sessions"],
            EventRules.Faults(none, [Event(Day(0), Referral() with { PriorCourses = courses })], AsOf(3)).Select(fault => fault.Path["events[0].referral_received.prior_courses".Length..]));
    }

    [Fact]
    public void What_is_allowed_to_be_said_is_not_refused()
    {
        Assert.Empty(Told(
            Begun(),
            Event(Day(5), Treated() with { TherapyCode = 748051000000105, Mode = DeliveryMode.Unspecified }),
            Event(Day(5), Treated() with { Attendance = Attendance.PersonCancelled, CancelledBy = CancelledBy.Person }),
            Event(Day(5), Treated() with { Attendance = Attendance.ServiceCancelled, CancelledBy = CancelledBy.Unspecified }),
            Event(Day(5), new RiskReviewRecorded("c", Day(5))),
            Event(Day(5), new RiskReviewRecorded("c", Day(5 + 366))),
            Event(Day(5), new CircumstancesAnswered(0, Preference.NotStated, [])),
            Event(Day(5), new CircumstancesAnswered(120, Preference.NotStated, [])),
            Event(Day(5), new ProblemDescribed(Problem.NoDescriptor, DescriptorStatus.None))));
    }

    [Theory]
    [InlineData((int)EventFaultReason.InvalidField, (int)FaultKind.Invalid)]
    [InlineData((int)EventFaultReason.UnknownEvent, (int)FaultKind.NotFound)]
    [InlineData((int)EventFaultReason.AfterEnd, (int)FaultKind.Precondition)]
    [InlineData((int)EventFaultReason.DuplicateEventId, (int)FaultKind.AlreadyExists)]
    public void Each_reason_has_its_kind_of_answer(int reason, int kind) => Assert.Equal((FaultKind)kind, new EventFault((EventFaultReason)reason, "", "").Kind);

    private static ReferralReceived Referral() => new(ReferralSource.PrimaryCare, []);

    private static EpisodeEvent Correct(string id, EventContent replacement, DateOnly? date = null) => Event(Day(20), new Corrected(id, date ?? Day(1), null, replacement));

    private static (EventFaultReason Reason, string Path)[] Told(Story story, params EpisodeEvent[] events) => Named(EventRules.Faults(story.History, [.. events], AsOf(30)));

    private static (EventFaultReason Reason, string Path)[] Named(ImmutableArray<EventFault> faults) => [.. faults.Select(fault => (fault.Reason, fault.Path))];
}

/// <summary>Something that may not be said, and the fields that are named for it.</summary>
public sealed class EpisodeEventCase(EventContent content, params string[] paths)
{
    internal EventContent Content { get; } = content;

    internal IReadOnlyList<string> Paths { get; } = paths;

    public override string ToString() => string.Join(", ", Paths);
}
