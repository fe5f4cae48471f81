using Google.Protobuf;
using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>The form of what surrounds the events.</summary>
public sealed class RequestFormTests
{
    [Theory]
    [InlineData("Triage", """{"episode":"e","request_id":"r"}""", "service")]
    [InlineData("Triage", """{"service":"s","request_id":"r"}""", "episode")]
    [InlineData("Triage", """{"service":"s","episode":"e"}""", "request_id")]
    [InlineData("Triage", """{"service":"s/t","episode":"e","request_id":"r"}""", "service")]
    [InlineData("Triage", """{"service":"s","episode":"e\n","request_id":"r"}""", "episode")]
    [InlineData("Triage", """{"service":"s","episode":"e","request_id":"{r}"}""", "request_id")]
    [InlineData("Triage", """{"service":"s","episode":"e","request_id":"r","audit_attributes":{"gender":"a b"}}""", "audit_attributes.gender")]
    [InlineData("Review", """{"episode":"e","request_id":"r"}""", "service")]
    [InlineData("Review", """{"service":"s","request_id":"r"}""", "episode")]
    [InlineData("Review", """{"service":"s","episode":"e"}""", "request_id")]
    [InlineData("Review", """{"service":"s","episode":"e","request_id":"r","audit_attributes":{"perinatal":"123456789012345678901"}}""", "audit_attributes.perinatal")]
    [InlineData("RecordEvents", """{"service":"s","episode":"e","request_id":"r"}""", "events")]
    [InlineData("Evaluate", """{"service":"s"}""", "call")]
    [InlineData("Evaluate", """{"service":"s","call":3}""", "call")]
    [InlineData("Evaluate", """{"call":1}""", "service")]
    [InlineData("Evaluate", """{"service":"s","call":1,"episode":"a b"}""", "episode")]
    [InlineData("GetEpisode", """{"service":"s"}""", "episode")]
    [InlineData("GetEpisode", """{"episode":"e"}""", "service")]
    [InlineData("GetDecision", """{}""", "name")]
    [InlineData("GetDecision", """{"name":"services/s/episodes/e/decisions/0"}""", "name")]
    [InlineData("GetDecision", """{"name":"services/s/episodes/e/decisions/01"}""", "name")]
    [InlineData("GetDecision", """{"name":"services/s/episodes/e/decisions/-1"}""", "name")]
    [InlineData("GetDecision", """{"name":"services/s/episodes/e/decisions/ 1"}""", "name")]
    [InlineData("GetDecision", """{"name":"services/s/episodes/e/decisions/2147483648"}""", "name")]
    [InlineData("GetDecision", """{"name":"services/s/episodes/e/decisions/"}""", "name")]
    [InlineData("GetDecision", """{"name":"services/s/episodes/e/tasks/1"}""", "name")]
    [InlineData("GetDecision", """{"name":"services/s/episodes/e/decisions/1/x"}""", "name")]
    [InlineData("GetDecision", """{"name":"services//episodes/e/decisions/1"}""", "name")]
    [InlineData("GetDecision", """{"name":"services/s/episodes/e f/decisions/1"}""", "name")]
    [InlineData("ConfirmDecision", """{"name":"x","request_id":"r","clinician":"c","accept":{}}""", "name")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","clinician":"c","accept":{}}""", "request_id")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","accept":{}}""", "clinician")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c"}""", "act")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","accept":{},"note":"a\nb"}""", "note")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"reason":1}}""", "override.outcome")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"outcome":11,"reason":1}}""", "override.outcome")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"outcome":9,"reason":1}}""", "override.outcome")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"outcome":10,"reason":1}}""", "override.outcome")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"outcome":1,"reason":1}}""", "override.step")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"outcome":2,"reason":1}}""", "override.step")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"outcome":5,"step":2,"reason":1}}""", "override.step")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"outcome":3,"step":5,"reason":1}}""", "override.step")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"outcome":3,"step":3}}""", "override.reason")]
    [InlineData("ConfirmDecision", """{"name":"services/s/episodes/e/decisions/1","request_id":"r","clinician":"c","override":{"outcome":3,"step":3,"reason":7}}""", "override.reason")]
    [InlineData("AcknowledgeTask", """{"name":"services/s/episodes/e/tasks/SameDay","request_id":"r","person":"p"}""", "name")]
    [InlineData("AcknowledgeTask", """{"name":"services/s/episodes/e/tasks/none","request_id":"r","person":"p"}""", "name")]
    [InlineData("AcknowledgeTask", """{"name":"services/s/episodes/e/tasks/same-day","person":"p"}""", "request_id")]
    [InlineData("AcknowledgeTask", """{"name":"services/s/episodes/e/tasks/same-day","request_id":"r"}""", "person")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/same_day","request_id":"r","person":"p","reason":1}""", "name")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/same-day","person":"p","reason":1,"seen_version":1}""", "request_id")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/same-day","request_id":"r","reason":1,"seen_version":1}""", "person")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/same-day","request_id":"r","person":"p","seen_version":1}""", "reason")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/same-day","request_id":"r","person":"p","reason":8,"seen_version":1}""", "reason")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/same-day","request_id":"r","person":"p","reason":1,"seen_version":0}""", "seen_version")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/crisis-now","request_id":"r","person":"p","reason":1}""", "seen_version")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/same-day","request_id":"r","person":"p","reason":1}""", "seen_version")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/before-next-step","request_id":"r","person":"p","reason":1}""", "seen_version")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/ask-risk","request_id":"r","person":"p","reason":1}""", "seen_version")]
    [InlineData("CloseTask", """{"name":"services/s/episodes/e/tasks/safeguarding","request_id":"r","person":"p","reason":1}""", "seen_version")]
    [InlineData("AcknowledgeTask", """{"name":"services/s/episodes/e/tasks/same-day","request_id":"r","person":"p","seen_version":0}""", "seen_version")]
    public async Task A_request_of_the_wrong_form_is_refused_by_the_path_of_its_field(string call, string json, string path)
    {
        await using var host = await WireHost.StartAsync();

        var failure = await AskAsync(host, call, json);

        Assert.Equal(StatusCode.InvalidArgument, failure.Code);
        Assert.Equal([path], failure.Fields);
        Assert.Empty(host.Engine.Asked);
    }

    [Theory]
    [InlineData(-62_135_596_801, 0)]
    [InlineData(253_402_300_800, 0)]
    [InlineData(long.MinValue, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 1_000_000_000)]
    public async Task An_instant_out_of_range_is_refused(long seconds, int nanos)
    {
        await using var host = await WireHost.StartAsync();
        var request = Some.Review();
        request.AsOf = new() { Seconds = seconds, Nanos = nanos };

        Assert.Equal(["as_of"], (await WireHost.FailureOf(host.Decisions.ReviewAsync(request))).Fields);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public async Task A_call_takes_two_hundred_events(int count, bool taken)
    {
        await using var host = await WireHost.StartAsync();
        var request = Some.Record([.. Enumerable.Repeat(Some.Referral, count)]);

        if (taken)
        {
            await host.Decisions.RecordEventsAsync(request).ResponseAsync.WaitAsync(WireHost.Patience);
        }
        else
        {
            Assert.Equal(["events"], (await WireHost.FailureOf(host.Decisions.RecordEventsAsync(request))).Fields);
        }
    }

    [Theory]
    [InlineData(2_000, true)]
    [InlineData(2_001, false)]
    public async Task Evaluate_takes_two_thousand_events(int count, bool taken)
    {
        await using var host = await WireHost.StartAsync();
        var request = new Wire.EvaluateRequest { Service = "demo", Call = Wire.DecisionCall.Triage, Events = { Enumerable.Repeat(Some.Referral, count) } };

        if (taken)
        {
            await host.Decisions.EvaluateAsync(request).ResponseAsync.WaitAsync(WireHost.Patience);
        }
        else
        {
            Assert.Equal(["events"], (await WireHost.FailureOf(host.Decisions.EvaluateAsync(request))).Fields);
        }
    }

    [Theory]
    [InlineData("a", 200, true)]
    [InlineData("a", 201, false)]
    [InlineData("🌱", 200, true)]
    [InlineData("🌱", 201, false)]
    public async Task A_note_is_counted_in_characters_as_people_count_them(string letter, int count, bool taken)
    {
        await using var host = await WireHost.StartAsync();
        var request = new Wire.ConfirmDecisionRequest
        {
            Name = "services/leeds/episodes/ep-7/decisions/3",
            RequestId = "r",
            Clinician = "c",
            Accept = new(),
            Note = string.Concat(Enumerable.Repeat(letter, count)),
        };

        if (taken)
        {
            await host.Decisions.ConfirmDecisionAsync(request).ResponseAsync.WaitAsync(WireHost.Patience);
        }
        else
        {
            Assert.Equal(["note"], (await WireHost.FailureOf(host.Decisions.ConfirmDecisionAsync(request))).Fields);
        }
    }

    private static Task<Failure> AskAsync(WireHost host, string call, string json) => call switch
    {
        "Triage" => WireHost.FailureOf(host.Decisions.TriageAsync(JsonParser.Default.Parse<Wire.TriageRequest>(json))),
        "Review" => WireHost.FailureOf(host.Decisions.ReviewAsync(JsonParser.Default.Parse<Wire.ReviewRequest>(json))),
        "RecordEvents" => WireHost.FailureOf(host.Decisions.RecordEventsAsync(JsonParser.Default.Parse<Wire.RecordEventsRequest>(json))),
        "Evaluate" => WireHost.FailureOf(host.Decisions.EvaluateAsync(JsonParser.Default.Parse<Wire.EvaluateRequest>(json))),
        "GetEpisode" => WireHost.FailureOf(host.Decisions.GetEpisodeAsync(JsonParser.Default.Parse<Wire.GetEpisodeRequest>(json))),
        "GetDecision" => WireHost.FailureOf(host.Decisions.GetDecisionAsync(JsonParser.Default.Parse<Wire.GetDecisionRequest>(json))),
        "ConfirmDecision" => WireHost.FailureOf(host.Decisions.ConfirmDecisionAsync(JsonParser.Default.Parse<Wire.ConfirmDecisionRequest>(json))),
        "AcknowledgeTask" => WireHost.FailureOf(host.Decisions.AcknowledgeTaskAsync(JsonParser.Default.Parse<Wire.AcknowledgeTaskRequest>(json))),
        _ => WireHost.FailureOf(host.Decisions.CloseTaskAsync(JsonParser.Default.Parse<Wire.CloseTaskRequest>(json))),
    };
}
