using Google.Protobuf;
using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Each call: what the engine is asked, and how its answer is sent.</summary>
public sealed class CallTests
{
    private const string DecisionName = "services/leeds/episodes/ep-7/decisions/3";

    private const string SentDecision = """
        {
          "name": "services/leeds/episodes/ep-7/decisions/3", "call": "DECISION_CALL_REVIEW", "asOf": "2026-11-20T09:30:00Z",
          "advice": {
            "outcome": "OUTCOME_INSUFFICIENT_DATA", "provisionalOutcome": "OUTCOME_STEP_UP", "provisionalStep": "STEP_HIGH",
            "alternatives": ["OUTCOME_CONTINUE", "OUTCOME_HUMAN_REVIEW"], "flags": ["FLAG_RISK_FIRST", "FLAG_PRO_RATED"],
            "excludedFormats": ["FORMAT_DIGITAL"], "preferredFormats": ["FORMAT_GROUP", "FORMAT_ADAPTED"],
            "checklists": ["CHECKLIST_REASONS_FOR_NON_RESPONSE"], "withinDays": 0, "toward": "community-team", "rule": "no-response",
            "summary": "No response after four sessions",
            "reasons": [{
              "rule": "no-response", "text": "No response", "condition": "p.NoResponse",
              "facts": [{ "fact": "Phq9", "value": "16" }], "sources": ["NICE NG222 1.9"]
            }],
            "missingFacts": ["Gad7"], "notStatedFacts": ["Ideation"]
          },
          "tasks": [{
            "name": "services/leeds/episodes/ep-7/tasks/same-day", "kind": "TASK_KIND_SAME_DAY", "text": "Look again",
            "raisedAt": "2026-11-20T09:30:00Z", "dueAt": "2026-11-27T09:30:00Z"
          }],
          "nextReview": "2026-12-04T09:30:00Z",
          "provenance": {
            "policy": "talking-therapies", "version": "2026.1",
            "digest": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "languageVersion": 1, "epoch": "12"
          },
          "inputsChanged": true,
          "confirmation": {
            "clinician": "dr-c", "confirmedAt": "2026-11-20T12:30:00Z", "outcome": "OUTCOME_STEP_UP", "step": "STEP_HIGH",
            "overrideReason": "OVERRIDE_REASON_CAPACITY"
          }
        }
        """;

    [Fact]
    public async Task Triage_records_and_answers_in_two_parts()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Decision = Some.Decision(TaskKind.SameDay);
        var request = Some.Triage(Some.Referral);
        request.AsOf = new() { Seconds = Some.Instant.ToUnixTimeSeconds(), Nanos = 250_000_000 };
        request.AuditAttributes = new() { AgeBand = "26-64", DeprivationDecile = "10" };

        var reply = await host.Decisions.TriageAsync(request).ResponseAsync.WaitAsync(WireHost.Patience);

        var command = Assert.IsType<DecideCommand>(host.Engine.OnlyAsked);
        Assert.Equal(DecisionCall.Triage, command.Call);
        Assert.Equal(Some.Key, command.Key);
        Assert.Equal((EpisodeMethod.Triage, "r1"), (command.Request.Method, command.Request.Id));
        Assert.Equal(Some.Instant.AddMilliseconds(250), command.AsOf);
        Assert.Equal(new ReferralReceived(ReferralSource.PrimaryCare, []).Source, ((ReferralReceived)Assert.Single(command.Events).Content).Source);
        Assert.Equal(request.AuditAttributes, Wire.AuditAttributes.Parser.ParseFrom(command.AuditAttributes!.Value.Span));
        Assert.Equal(JsonParser.Default.Parse<Wire.Decision>(SentDecision), reply.Clinician);
        Assert.Equal(6, reply.TrajectoryVersion);
        Assert.Equal(
            JsonParser.Default.Parse<Wire.Contingency>("""
                {
                  "showNow": true,
                  "contacts": [
                    { "name": "Emergency services", "number": "999", "when": "Life is in danger now", "reviewBy": "2027-01-31" },
                    { "name": "NHS 111, mental health option", "number": "111", "when": "You need help today", "reviewBy": "2027-02-28" }
                  ]
                }
                """),
            reply.Contingency);
    }

    [Theory]
    [InlineData(TaskKind.CrisisNow, true)]
    [InlineData(TaskKind.SameDay, true)]
    [InlineData(TaskKind.BeforeNextStep, false)]
    [InlineData(TaskKind.AskRisk, false)]
    [InlineData(TaskKind.Safeguarding, false)]
    [InlineData(TaskKind.ReviewDue, false)]
    [InlineData(TaskKind.ClinicianReview, false)]
    public async Task Contacts_are_always_sent_and_shown_now_when_somebody_must_act_today(TaskKind kind, bool now)
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Decision = Some.Decision(TaskKind.NoContact, kind);

        var reply = await host.Decisions.ReviewAsync(Some.Review()).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal(DecisionCall.Review, Assert.IsType<DecideCommand>(host.Engine.OnlyAsked).Call);
        Assert.Equal(now, reply.Contingency.ShowNow);
        Assert.Equal(["999", "111"], reply.Contingency.Contacts.Select(contact => contact.Number));
    }

    [Fact]
    public async Task What_is_absent_is_left_out_of_command_and_reply()
    {
        await using var host = await WireHost.StartAsync();
        var plain = Some.Decision();
        host.Engine.Decision = plain with
        {
            Confirmation = null,
            Record = plain.Record with { NextDue = null },
            Decision = plain.Decision with { WithinDays = null },
        };

        var reply = await host.Decisions.ReviewAsync(Some.Review()).ResponseAsync.WaitAsync(WireHost.Patience);

        var command = Assert.IsType<DecideCommand>(host.Engine.OnlyAsked);
        Assert.Null(command.AsOf);
        Assert.Null(command.AuditAttributes);
        Assert.Empty(command.Events);
        Assert.Null(reply.Clinician.NextReview);
        Assert.Null(reply.Clinician.Confirmation);
        Assert.False(reply.Clinician.Advice.HasWithinDays);
        Assert.False(reply.Contingency.ShowNow);
    }

    [Fact]
    public async Task RecordEvents_tells_the_version_and_what_falls_due()
    {
        await using var host = await WireHost.StartAsync();

        var reply = await host.Decisions.RecordEventsAsync(Some.Record(Some.Referral)).ResponseAsync.WaitAsync(WireHost.Patience);
        host.Engine.Record = new(5, null);
        var second = await host.Decisions.RecordEventsAsync(Some.Record(Some.Referral)).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal(EpisodeMethod.RecordEvents, Assert.IsType<RecordCommand>(host.Engine.Asked[0]).Request.Method);
        Assert.Equal((4, Some.Instant.AddDays(14)), (reply.TrajectoryVersion, reply.NextDue.ToDateTimeOffset()));
        Assert.Null(second.NextDue);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("ep-7", "ep-7")]
    public async Task Evaluate_answers_with_an_assessment(string episode, string? asked)
    {
        await using var host = await WireHost.StartAsync();

        var reply = await host.Decisions.EvaluateAsync(
            new() { Service = "leeds", Episode = episode, Call = Wire.DecisionCall.Triage, Events = { Some.Referral } }).ResponseAsync.WaitAsync(WireHost.Patience);

        var command = Assert.IsType<EvaluateCommand>(host.Engine.OnlyAsked);
        Assert.Equal(("leeds", asked, DecisionCall.Triage), (command.Service, command.Episode, command.Call));
        var decision = JsonParser.Default.Parse<Wire.Decision>(SentDecision);
        var assessment = reply.Assessment;
        Assert.Equal(decision.Advice, assessment.Advice);
        Assert.Equal(decision.Provenance, assessment.Provenance);
        Assert.Equal(Wire.DecisionCall.Triage, assessment.Call);
        Assert.Equal(Some.Instant, assessment.AsOf.ToDateTimeOffset());
        Assert.Equal(Some.Instant.AddDays(28), assessment.NextReview.ToDateTimeOffset());
        Assert.Equal([Wire.TaskKind.SameDay], assessment.WouldRaise);
        Assert.Equal(["Phq9=12", "Item9=unknown"], assessment.Facts.Select(fact => $"{fact.Fact}={fact.Value}"));
    }

    [Fact]
    public async Task GetEpisode_sends_everything_a_clinician_may_see()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Episode = Some.Episode(new RecordedEvent("1.0", Some.Instant, new("e1", new(2026, 11, 2), new(14, 30), new StepStarted(Step.Low)), true, "2.1"));

        var reply = await host.Decisions.GetEpisodeAsync(new() { Service = "leeds", Episode = "ep-7" }).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal(Some.Key, host.Engine.OnlyAsked);
        var expected = JsonParser.Default.Parse<Wire.Episode>("""
            {
              "name": "services/leeds/episodes/ep-7", "trajectoryVersion": 6,
              "events": [{
                "place": "1.0", "recordedAt": "2026-11-20T09:30:00Z", "voided": true, "correctedBy": "2.1",
                "event": { "id": "e1", "happenedOn": "2026-11-02", "timeOfDay": "14:30", "stepStarted": { "step": "STEP_LOW" } }
              }],
              "decisions": [{
                "name": "services/leeds/episodes/ep-7/decisions/3", "call": "DECISION_CALL_TRIAGE", "asOf": "2026-11-20T09:30:00Z",
                "outcome": "OUTCOME_ENTER", "step": "STEP_LOW", "inputsChanged": true,
                "confirmation": {
                  "clinician": "dr-c", "confirmedAt": "2026-11-20T12:30:00Z", "outcome": "OUTCOME_STEP_UP", "step": "STEP_HIGH",
                  "overrideReason": "OVERRIDE_REASON_CAPACITY"
                }
              }],
              "tasks": [
                {
                  "name": "services/leeds/episodes/ep-7/tasks/review-due", "kind": "TASK_KIND_REVIEW_DUE", "text": "Look again",
                  "raisedAt": "2026-11-20T09:30:00Z", "dueAt": "2026-11-27T09:30:00Z"
                },
                {
                  "name": "services/leeds/episodes/ep-7/tasks/second-appointment-wait", "kind": "TASK_KIND_SECOND_APPOINTMENT_WAIT",
                  "text": "A clinician contacts the person today", "raisedAt": "2026-11-20T09:30:00Z", "dueAt": "2026-11-20T17:30:00Z",
                  "acknowledgedBy": "dr-a", "acknowledgedAt": "2026-11-20T10:30:00Z", "closedBy": "dr-b", "closedAt": "2026-11-20T11:30:00Z",
                  "closeReason": "TASK_CLOSE_REASON_SAFETY_PLAN_AGREED",
                  "riskFirst": true, "watch": "no-contact", "fellDueAt": "2026-11-19T09:30:00Z"
                }
              ],
              "step": "STEP_LOW", "ended": true, "nextDue": "2026-11-23T09:30:00Z", "unconfirmedStart": true
            }
            """);
        Assert.Equal(expected, reply.Episode);
    }

    [Fact]
    public async Task GetDecision_finds_by_name()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Decision = Some.Decision(TaskKind.SameDay);

        var reply = await host.Decisions.GetDecisionAsync(new() { Name = DecisionName }).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal((Some.Key, 3), host.Engine.OnlyAsked);
        Assert.Equal(JsonParser.Default.Parse<Wire.Decision>(SentDecision), reply.Decision);
    }

    [Fact]
    public async Task ConfirmDecision_accepts_or_overrides()
    {
        await using var host = await WireHost.StartAsync();
        var accept = new Wire.ConfirmDecisionRequest { Name = DecisionName, RequestId = "r1", Clinician = "dr-c", Accept = new() { ChecklistsDone = true } };
        var instead = new Wire.ConfirmDecisionRequest
        {
            Name = DecisionName,
            RequestId = "r2",
            Clinician = "dr-c",
            Override = new() { Outcome = Wire.Outcome.StepUp, Step = Wire.Step.High, Reason = Wire.OverrideReason.LifeEvent },
            Note = "Éowyn lost her job 🌱",
        };

        var reply = await host.Decisions.ConfirmDecisionAsync(accept).ResponseAsync.WaitAsync(WireHost.Patience);
        await host.Decisions.ConfirmDecisionAsync(instead).ResponseAsync.WaitAsync(WireHost.Patience);

        var accepted = Assert.IsType<ConfirmCommand>(host.Engine.Asked[0]);
        Assert.Equal((Some.Key, 3, "dr-c", true, ""), (accepted.Key, accepted.DecisionVersion, accepted.Clinician, accepted.ChecklistsDone, accepted.Note));
        Assert.Null(accepted.Override);
        var overridden = Assert.IsType<ConfirmCommand>(host.Engine.Asked[1]);
        Assert.Equal(new OverrideAct(Outcome.StepUp, Step.High, OverrideReason.LifeEvent), overridden.Override);
        Assert.Equal((EpisodeMethod.ConfirmDecision, false, "Éowyn lost her job 🌱"), (overridden.Request.Method, overridden.ChecklistsDone, overridden.Note));
        Assert.Equal((DecisionName, 6), (reply.Decision.Name, reply.TrajectoryVersion));
        Assert.DoesNotContain("owyn", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_for_audit_keep_nothing_that_the_contract_does_not_know()
    {
        await using var host = await WireHost.StartAsync();
        var request = Some.Review();
        request.AuditAttributes = Wire.AuditAttributes.Parser.ParseFrom([0x12, 0x01, (byte)'1', 0xF8, 0x3F, 0x01]);

        await host.Decisions.ReviewAsync(request).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal([0x12, 0x01, (byte)'1'], Assert.IsType<DecideCommand>(host.Engine.OnlyAsked).AuditAttributes!.Value.ToArray());
    }
}
