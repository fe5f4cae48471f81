using Google.Protobuf;
using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Bad input gets INVALID_ARGUMENT naming every offending field, and the engine is never asked.</summary>
public sealed class ViolationTests
{
    private const string Letters64 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("""{"id":"a b","plan_explained":{}}""", "id")]
    [InlineData("""{"id":"a/b","plan_explained":{}}""", "id")]
    [InlineData("""{"id":"é","plan_explained":{}}""", "id")]
    [InlineData("{\"id\":\"" + Letters64 + "x\",\"plan_explained\":{}}", "id")]
    [InlineData("""{"happened_on":"","plan_explained":{}}""", "happened_on")]
    [InlineData("""{"happened_on":"2026-2-3","plan_explained":{}}""", "happened_on")]
    [InlineData("""{"happened_on":"2026-02-30","plan_explained":{}}""", "happened_on")]
    [InlineData("""{"happened_on":"2026-13-01","plan_explained":{}}""", "happened_on")]
    [InlineData("""{"happened_on":"03/02/2026","plan_explained":{}}""", "happened_on")]
    [InlineData("""{"happened_on":"2026-02-03T10:00:00Z","plan_explained":{}}""", "happened_on")]
    [InlineData("""{"happened_on":" 2026-02-03","plan_explained":{}}""", "happened_on")]
    [InlineData("""{"happened_on":"٢٠٢٦-٠٢-٠٣","plan_explained":{}}""", "happened_on")]
    [InlineData("""{"happened_on":"0000-01-01","plan_explained":{}}""", "happened_on")]
    [InlineData("""{"time_of_day":"9:30","plan_explained":{}}""", "time_of_day")]
    [InlineData("""{"time_of_day":"24:00","plan_explained":{}}""", "time_of_day")]
    [InlineData("""{"time_of_day":"12:60","plan_explained":{}}""", "time_of_day")]
    [InlineData("""{"time_of_day":"12:30:15","plan_explained":{}}""", "time_of_day")]
    [InlineData("""{"time_of_day":"noon","plan_explained":{}}""", "time_of_day")]
    [InlineData("""{}""", "")]
    [InlineData("""{"referral_received":{"source":6}}""", "referral_received.source")]
    [InlineData("""{"referral_received":{"source":-1}}""", "referral_received.source")]
    [InlineData("""{"referral_received":{"prior_courses":[{"sessions":3}]}}""", "referral_received.prior_courses[0].step")]
    [InlineData("""{"referral_received":{"prior_courses":[{"step":9,"sessions":3}]}}""", "referral_received.prior_courses[0].step")]
    [InlineData("""{"referral_received":{"prior_courses":[{"step":2}]}}""", "referral_received.prior_courses[0].sessions")]
    [InlineData("""{"referral_received":{"prior_courses":[{"step":2,"sessions":0},{"step":2,"sessions":1,"ended_on":"2026"}]}}""", "referral_received.prior_courses[1].ended_on")]
    [InlineData("""{"referral_received":{"prior_courses":[{"step":2,"sessions":1,"reliably_improved":4}]}}""", "referral_received.prior_courses[0].reliably_improved")]
    [InlineData("""{"contact":{"attendance":5}}""", "contact.appointment_type")]
    [InlineData("""{"contact":{"appointment_type":7,"attendance":5}}""", "contact.appointment_type")]
    [InlineData("""{"contact":{"appointment_type":2}}""", "contact.attendance")]
    [InlineData("""{"contact":{"appointment_type":2,"attendance":1}}""", "contact.attendance")]
    [InlineData("""{"contact":{"appointment_type":2,"attendance":8}}""", "contact.attendance")]
    [InlineData("""{"contact":{"appointment_type":2,"attendance":5,"delivery_mode":7}}""", "contact.delivery_mode")]
    [InlineData("""{"contact":{"appointment_type":2,"attendance":5,"cancelled_by":3}}""", "contact.cancelled_by")]
    [InlineData("""{"score_recorded":{"total":3}}""", "score_recorded.instrument")]
    [InlineData("""{"score_recorded":{"instrument":16,"total":3}}""", "score_recorded.instrument")]
    [InlineData("""{"score_recorded":{"instrument":2147483647,"total":3}}""", "score_recorded.instrument")]
    [InlineData("""{"score_recorded":{"instrument":1,"items":[{"value":0.5}]}}""", "score_recorded.items[0].value")]
    [InlineData("""{"score_recorded":{"instrument":1,"items":[{"value":0},{"value":-1}]}}""", "score_recorded.items[1].value")]
    [InlineData("""{"score_recorded":{"instrument":1,"items":[{"value":201}]}}""", "score_recorded.items[0].value")]
    [InlineData("""{"score_recorded":{"instrument":1,"items":[{"value":1e300}]}}""", "score_recorded.items[0].value")]
    [InlineData("""{"score_recorded":{"instrument":1,"items":[{"value":"NaN"}]}}""", "score_recorded.items[0].value")]
    [InlineData("""{"score_recorded":{"instrument":1,"items":[{"value":"Infinity"}]}}""", "score_recorded.items[0].value")]
    [InlineData("""{"score_recorded":{"instrument":1,"items":[{"value":"-Infinity"}]}}""", "score_recorded.items[0].value")]
    [InlineData("""{"score_recorded":{"instrument":1,"items":[{"value":4294967297}]}}""", "score_recorded.items[0].value")]
    [InlineData("""{"score_recorded":{"instrument":3,"items":[{"value":1,"not_applicable":true}]}}""", "score_recorded.items[0].not_applicable")]
    [InlineData("""{"score_recorded":{"instrument":1,"total":"NaN"}}""", "score_recorded.total")]
    [InlineData("""{"score_recorded":{"instrument":1,"total":"Infinity"}}""", "score_recorded.total")]
    [InlineData("""{"score_recorded":{"instrument":1,"total":12.0001}}""", "score_recorded.total")]
    [InlineData("""{"score_recorded":{"instrument":1,"total":0.33333333333}}""", "score_recorded.total")]
    [InlineData("""{"score_recorded":{"instrument":1,"total":3000000}}""", "score_recorded.total")]
    [InlineData("""{"score_recorded":{"instrument":1,"total":-1e18}}""", "score_recorded.total")]
    [InlineData("""{"score_recorded":{"instrument":3,"total":3,"item_set":3}}""", "score_recorded.item_set")]
    [InlineData("""{"score_recorded":{"instrument":13,"total":3,"version":"lik ert"}}""", "score_recorded.version")]
    [InlineData("""{"step_started":{}}""", "step_started.step")]
    [InlineData("""{"step_started":{"step":5}}""", "step_started.step")]
    [InlineData("""{"risk_answered":{"answers":[{"answer":1}]}}""", "risk_answered.answers[0].topic")]
    [InlineData("""{"risk_answered":{"answers":[{"topic":19,"answer":1}]}}""", "risk_answered.answers[0].topic")]
    [InlineData("""{"risk_answered":{"answers":[{"topic":1}]}}""", "risk_answered.answers[0].answer")]
    [InlineData("""{"risk_answered":{"answers":[{"topic":1,"answer":4}]}}""", "risk_answered.answers[0].answer")]
    [InlineData("""{"risk_answered":{"answers":[{"topic":1,"answer":1},{"topic":2,"answer":2},{"topic":1,"answer":2}]}}""", "risk_answered.answers[2].topic")]
    [InlineData("""{"risk_reviewed":{"valid_until":"2026-12-20"}}""", "risk_reviewed.reviewer")]
    [InlineData("""{"risk_reviewed":{"reviewer":"Dr Anne","valid_until":"2026-12-20"}}""", "risk_reviewed.reviewer")]
    [InlineData("""{"risk_reviewed":{"reviewer":"dr-a"}}""", "risk_reviewed.valid_until")]
    [InlineData("""{"risk_reviewed":{"reviewer":"dr-a","valid_until":"soon"}}""", "risk_reviewed.valid_until")]
    [InlineData("""{"problem_described":{"problem":16,"status":2}}""", "problem_described.problem")]
    [InlineData("""{"problem_described":{"problem":1,"status":3}}""", "problem_described.status")]
    [InlineData("""{"problem_described":{"problem":1,"status":2,"assigned_by":"Dr Anne"}}""", "problem_described.assigned_by")]
    [InlineData("""{"circumstances_answered":{"trauma_on":"last spring"}}""", "circumstances_answered.trauma_on")]
    [InlineData("""{"circumstances_answered":{"trauma_on":"2026-11-31"}}""", "circumstances_answered.trauma_on")]
    [InlineData("""{"circumstances_answered":{"preference":6}}""", "circumstances_answered.preference")]
    [InlineData("""{"circumstances_answered":{"answers":[{"answer":1}]}}""", "circumstances_answered.answers[0].circumstance")]
    [InlineData("""{"circumstances_answered":{"answers":[{"circumstance":25,"answer":1}]}}""", "circumstances_answered.answers[0].circumstance")]
    [InlineData("""{"circumstances_answered":{"answers":[{"circumstance":3}]}}""", "circumstances_answered.answers[0].answer")]
    [InlineData("""{"circumstances_answered":{"answers":[{"circumstance":3,"answer":1},{"circumstance":3,"answer":1}]}}""", "circumstances_answered.answers[1].circumstance")]
    [InlineData("""{"plan_explained":{"understood":4}}""", "plan_explained.understood")]
    [InlineData("""{"plan_explained":{"accepted":-7}}""", "plan_explained.accepted")]
    [InlineData("""{"step_declined":{}}""", "step_declined.step")]
    [InlineData("""{"step_declined":{"step":77}}""", "step_declined.step")]
    [InlineData("""{"consent_changed":{"given":true}}""", "consent_changed.scope")]
    [InlineData("""{"consent_changed":{"scope":3,"given":true}}""", "consent_changed.scope")]
    [InlineData("""{"consent_changed":{"scope":1}}""", "consent_changed.given")]
    [InlineData("""{"corrected":{"replacement":{"happened_on":"2026-11-02","plan_explained":{}}}}""", "corrected.event_id")]
    [InlineData("""{"corrected":{"event_id":"a b","replacement":{"happened_on":"2026-11-02","plan_explained":{}}}}""", "corrected.event_id")]
    [InlineData("""{"corrected":{"event_id":"1.0"}}""", "corrected.replacement")]
    [InlineData("""{"corrected":{"event_id":"1.0","replacement":{"plan_explained":{}}}}""", "corrected.replacement.happened_on")]
    [InlineData("""{"corrected":{"event_id":"1.0","replacement":{"happened_on":"2026-11-02"}}}""", "corrected.replacement")]
    [InlineData("""{"corrected":{"event_id":"1.0","replacement":{"id":"x","happened_on":"2026-11-02","plan_explained":{}}}}""", "corrected.replacement.id")]
    [InlineData("""{"corrected":{"event_id":"1.0","replacement":{"happened_on":"2026-11-02","time_of_day":"25:00","plan_explained":{}}}}""", "corrected.replacement.time_of_day")]
    [InlineData("""{"corrected":{"event_id":"1.0","replacement":{"happened_on":"2026-11-02","step_started":{}}}}""", "corrected.replacement.step_started.step")]
    [InlineData("""{"corrected":{"event_id":"1.0","replacement":{"happened_on":"2026-11-02","voided":{"event_id":"1.1","reason":1}}}}""", "corrected.replacement.voided")]
    [InlineData("""{"corrected":{"event_id":"1.0","replacement":{"happened_on":"2026-11-02","corrected":{"event_id":"1.1"}}}}""", "corrected.replacement.corrected")]
    [InlineData("""{"voided":{"reason":1}}""", "voided.event_id")]
    [InlineData("""{"voided":{"event_id":"1.0"}}""", "voided.reason")]
    [InlineData("""{"voided":{"event_id":"1.0","reason":4}}""", "voided.reason")]
    [InlineData("""{"episode_ended":{}}""", "episode_ended.reason")]
    [InlineData("""{"episode_ended":{"reason":15}}""", "episode_ended.reason")]
    [InlineData("""{"episode_ended":{"reason":97}}""", "episode_ended.reason")]
    public async Task An_event_of_the_wrong_form_is_refused_by_the_path_of_its_field(string json, string path)
    {
        await using var host = await WireHost.StartAsync();

        var failure = await WireHost.FailureOf(host.Decisions.RecordEventsAsync(Some.Record(Some.Referral, Parse(json))));

        Assert.Equal(StatusCode.InvalidArgument, failure.Code);
        Assert.Equal("INVALID_FIELDS", failure.Reason);
        Assert.Equal([path.Length == 0 ? "events[1]" : $"events[1].{path}"], failure.Fields);
        Assert.Empty(host.Engine.Asked);
    }

    [Fact]
    public async Task Everything_wrong_is_named_at_once_in_the_order_of_the_request()
    {
        await using var host = await WireHost.StartAsync();
        var request = Some.Triage(
            Parse("""{"id":" ","happened_on":"x","time_of_day":"y","contact":{}}"""),
            Parse("""{"score_recorded":{"items":[{"value":0.5},{"value":1},{"value":"NaN"}],"total":0.0005}}"""),
            new Wire.Event());
        request.Service = "";
        request.Episode = "a b";
        request.RequestId = new string('r', 65);
        request.AsOf = new() { Seconds = 1, Nanos = -1 };
        request.AuditAttributes = new() { AgeBand = new string('2', 21), Language = "en gb", Ethnicity = "A" };

        var failure = await WireHost.FailureOf(host.Decisions.TriageAsync(request));

        Assert.Equal(
            [
                "service",
                "episode",
                "request_id",
                "events[0].id",
                "events[0].happened_on",
                "events[0].time_of_day",
                "events[0].contact.appointment_type",
                "events[0].contact.attendance",
                "events[1].score_recorded.items[0].value",
                "events[1].score_recorded.items[2].value",
                "events[1].score_recorded.instrument",
                "events[1].score_recorded.total",
                "events[2].happened_on",
                "events[2]",
                "as_of",
                "audit_attributes.age_band",
                "audit_attributes.language",
            ],
            failure.Fields);
        Assert.Equal("17", failure.Info.Metadata["violations"]);
        Assert.Equal("17 fields are invalid; the details name them.", failure.Message);
        Assert.Empty(host.Engine.Asked);
    }

    internal static Wire.Event Parse(string json)
    {
        var told = JsonParser.Default.Parse<Wire.Event>(json);
        if (!json.Contains("\"happened_on\"", StringComparison.Ordinal) || json.StartsWith("{\"corrected\"", StringComparison.Ordinal))
        {
            told.HappenedOn = "2026-11-03";
        }

        return told;
    }
}
