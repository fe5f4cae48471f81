using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Every kind of event comes through to the clinic's words and back as it was told.</summary>
public sealed class EventMappingTests
{
    [Theory]
    [InlineData("""{"referral_received":{}}""")]
    [InlineData("""{"id":"A.z_9-0","time_of_day":"00:00","referral_received":{"source":"REFERRAL_SOURCE_OTHER","prior_courses":[{"step":"STEP_LOW","sessions":0},{"step":"STEP_HIGH","sessions":12,"ended_on":"2025-03-31","reliably_improved":"ANSWER_NO"}]}}""")]
    [InlineData("""{"time_of_day":"23:59","contact":{"appointment_type":"APPOINTMENT_TYPE_TREATMENT","attendance":"ATTENDANCE_PERSON_CANCELLED","therapy_code":"748041000000105","delivery_mode":"DELIVERY_MODE_INTERNET_LOG","cancelled_by":"CANCELLED_BY_PERSON"}}""")]
    [InlineData("""{"score_recorded":{"instrument":"INSTRUMENT_WSAS","items":[{"not_applicable":true},{"value":0},{},{"value":8},{"value":200}]}}""")]
    [InlineData("""{"score_recorded":{"instrument":"INSTRUMENT_PHQ_9","total":0}}""")]
    [InlineData("""{"score_recorded":{"instrument":"INSTRUMENT_GAD_7","total":12.375}}""")]
    [InlineData("""{"score_recorded":{"instrument":"INSTRUMENT_GAD_7","total":0.1}}""")]
    [InlineData("""{"score_recorded":{"instrument":"INSTRUMENT_MOBILITY_INVENTORY","total":2.333}}""")]
    [InlineData("""{"score_recorded":{"instrument":"INSTRUMENT_CFQ","total":20,"version":"likert"}}""")]
    [InlineData("""{"score_recorded":{"instrument":"INSTRUMENT_WSAS","total":20,"item_set":"ITEM_SET_WITHOUT_WORK"}}""")]
    [InlineData("""{"step_started":{"step":"STEP_MONITOR"}}""")]
    [InlineData("""{"risk_answered":{"answers":[{"topic":"RISK_TOPIC_IDEATION","answer":"ANSWER_YES"},{"topic":"RISK_TOPIC_PROTECTIVE_FACTORS","answer":"ANSWER_DECLINED"}]}}""")]
    [InlineData("""{"risk_reviewed":{"reviewer":"dr-a","valid_until":"2026-12-20"}}""")]
    [InlineData("""{"problem_described":{"problem":"PROBLEM_OTHER_PROBLEM","status":"DESCRIPTOR_STATUS_CLINICIAN_ASSIGNED","assigned_by":"dr-a"}}""")]
    [InlineData("""{"problem_described":{}}""")]
    [InlineData("""{"circumstances_answered":{"age_years":0,"preference":"PREFERENCE_GROUP_THERAPY","answers":[{"circumstance":"CIRCUMSTANCE_DEMENTIA","answer":"ANSWER_NO"}]}}""")]
    [InlineData("""{"circumstances_answered":{"preference":"PREFERENCE_NO_PREFERENCE"}}""")]
    [InlineData("""{"circumstances_answered":{"trauma_on":"2026-03-31"}}""")]
    [InlineData("""{"plan_explained":{"understood":"ANSWER_YES","accepted":"ANSWER_NO"}}""")]
    [InlineData("""{"step_declined":{"step":"STEP_SPECIALIST"}}""")]
    [InlineData("""{"consent_changed":{"scope":"CONSENT_SCOPE_AUTOMATED_SUPPORT","given":false}}""")]
    [InlineData("""{"consent_changed":{"scope":"CONSENT_SCOPE_DATA_USE","given":true}}""")]
    [InlineData("""{"corrected":{"event_id":"3.0","replacement":{"happened_on":"2026-11-05","time_of_day":"08:15","score_recorded":{"instrument":"INSTRUMENT_PHQ_9","total":7}}}}""")]
    [InlineData("""{"corrected":{"event_id":"1.0","replacement":{"happened_on":"2026-11-01","referral_received":{"source":"REFERRAL_SOURCE_SELF_REFERRAL"}}}}""")]
    [InlineData("""{"voided":{"event_id":"my-event","reason":"VOID_REASON_WRONG_PERSON"}}""")]
    [InlineData("""{"episode_ended":{"reason":"END_REASON_NOT_KNOWN_TREATED"}}""")]
    public async Task An_event_comes_back_as_it_was_told(string json)
    {
        await using var host = await WireHost.StartAsync();
        var told = ViolationTests.Parse(json);

        await host.Decisions.RecordEventsAsync(Some.Record(told)).ResponseAsync.WaitAsync(WireHost.Patience);
        var read = Assert.Single(Assert.IsType<RecordCommand>(host.Engine.OnlyAsked).Events);
        host.Engine.Episode = Some.Episode(new RecordedEvent("1.0", Some.Instant, read, false, ""));
        var episode = await host.Decisions.GetEpisodeAsync(new() { Service = "leeds", Episode = "ep-7" }).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal(told, Assert.Single(episode.Episode.Events).Event);
    }

    [Fact]
    public async Task An_unanswered_item_is_not_a_zero_and_a_total_of_zero_is_a_score()
    {
        await using var host = await WireHost.StartAsync();

        await host.Decisions.RecordEventsAsync(Some.Record(
            ViolationTests.Parse("""{"score_recorded":{"instrument":3,"items":[{},{"value":0},{"value":3},{"not_applicable":true}]}}"""),
            ViolationTests.Parse("""{"score_recorded":{"instrument":1,"total":0}}"""))).ResponseAsync.WaitAsync(WireHost.Patience);

        var events = Assert.IsType<RecordCommand>(host.Engine.OnlyAsked).Events;
        var items = Assert.IsType<ScoreRecorded>(events[0].Content);
        Assert.Equal([ItemAnswer.Unanswered, ItemAnswer.Of(0), ItemAnswer.Of(3), ItemAnswer.NotApplicable], items.Items.AsEnumerable());
        Assert.Null(items.TotalThousandths);
        Assert.Equal(0, Assert.IsType<ScoreRecorded>(events[1].Content).TotalThousandths);
    }

    [Fact]
    public async Task Every_member_of_every_list_is_read()
    {
        await using var host = await WireHost.StartAsync();
        Wire.Event[] events =
        [
            .. Members<Wire.ReferralSource>(source => new() { ReferralReceived = new() { Source = source } }),
            .. Members<Wire.AppointmentType>(type => Contact(contact => contact.AppointmentType = type)),
            .. Members<Wire.Attendance>(attendance => Contact(contact => contact.Attendance = attendance)),
            .. Members<Wire.DeliveryMode>(mode => Contact(contact => contact.DeliveryMode = mode)),
            .. Members<Wire.CancelledBy>(by => Contact(contact => contact.CancelledBy = by)),
            .. Members<Wire.Instrument>(instrument => new() { ScoreRecorded = new() { Instrument = instrument, Total = 1 } }),
            .. Members<Wire.ItemSet>(set => new() { ScoreRecorded = new() { Instrument = Wire.Instrument.Wsas, Total = 1, ItemSet = set } }),
            .. Members<Wire.Step>(step => new() { StepStarted = new() { Step = step } }),
            .. Members<Wire.RiskTopic>(topic => new() { RiskAnswered = new() { Answers = { new Wire.RiskAnswer { Topic = topic, Answer = Wire.Answer.Yes } } } }),
            .. Members<Wire.Answer>(answer => new() { PlanExplained = new() { Understood = answer } }),
            .. Members<Wire.Problem>(problem => new() { ProblemDescribed = new() { Problem = problem } }),
            .. Members<Wire.DescriptorStatus>(status => new() { ProblemDescribed = new() { Status = status } }),
            .. Members<Wire.Circumstance>(asked => new() { CircumstancesAnswered = new() { Answers = { new Wire.CircumstanceAnswer { Circumstance = asked, Answer = Wire.Answer.No } } } }),
            .. Members<Wire.Preference>(preference => new() { CircumstancesAnswered = new() { Preference = preference } }),
            .. Members<Wire.ConsentScope>(scope => new() { ConsentChanged = new() { Scope = scope, Given = true } }),
            .. Members<Wire.VoidReason>(reason => new() { Voided = new() { EventId = "1.0", Reason = reason } }),
            .. Members<Wire.EndReason>(reason => new() { EpisodeEnded = new() { Reason = reason } }),
        ];

        await host.Decisions.RecordEventsAsync(Some.Record(events)).ResponseAsync.WaitAsync(WireHost.Patience);
        var read = Assert.IsType<RecordCommand>(host.Engine.OnlyAsked).Events;
        host.Engine.Episode = Some.Episode([.. read.Select(told => new RecordedEvent("1.0", Some.Instant, told, false, ""))]);
        var episode = await host.Decisions.GetEpisodeAsync(new() { Service = "leeds", Episode = "ep-7" }).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal(events, episode.Episode.Events.Select(recorded => recorded.Event));
    }

    private static IEnumerable<Wire.Event> Members<T>(Func<T, Wire.Event> of)
        where T : struct, Enum => Enum.GetValues<T>().Where(member => !member.Equals(default(T))).Select(of).Select(told =>
    {
        told.HappenedOn = "2026-11-03";
        return told;
    });

    private static Wire.Event Contact(Action<Wire.Contact> set)
    {
        var contact = new Wire.Contact { AppointmentType = Wire.AppointmentType.Treatment, Attendance = Wire.Attendance.Attended };
        set(contact);
        return new Wire.Event { Contact = contact };
    }
}
