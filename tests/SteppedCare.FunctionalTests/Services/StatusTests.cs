using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Services;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>What a caller learns of a call that was not carried out.</summary>
public sealed class StatusTests
{
    [Theory]
    [InlineData("Invalid", StatusCode.InvalidArgument)]
    [InlineData("NotFound", StatusCode.NotFound)]
    [InlineData("AlreadyExists", StatusCode.AlreadyExists)]
    [InlineData("FailedPrecondition", StatusCode.FailedPrecondition)]
    [InlineData("Aborted", StatusCode.Aborted)]
    public async Task A_refusal_has_its_status_its_reason_and_its_fields(string kind, StatusCode code)
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Refusal = new(System.Enum.Parse<RefusalKind>(kind), "SOME_REASON", "Said in one sentence.", [new("events[3].id", "is taken")]);

        var failure = await WireHost.FailureOf(host.Decisions.ReviewAsync(Some.Review(Some.Referral)));

        Assert.Equal(code, failure.Code);
        Assert.Equal((int)code, failure.Status.Code);
        Assert.Equal("Said in one sentence.", failure.Message);
        Assert.Equal("Said in one sentence.", failure.Status.Message);
        Assert.Equal("SOME_REASON", failure.Reason);
        Assert.Equal("steppedcare", failure.Info.Domain);
        Assert.Equal(["events[3].id"], failure.Fields);
        Assert.Empty(host.Log.Errors);
    }

    [Fact]
    public async Task Every_kind_of_refusal_has_a_status()
    {
        await using var host = await WireHost.StartAsync();
        foreach (var kind in System.Enum.GetValues<RefusalKind>())
        {
            host.Engine.Refusal = new(kind, "SOME_REASON", "Said in one sentence.");

            var failure = await WireHost.FailureOf(host.Decisions.GetEpisodeAsync(new() { Service = "leeds", Episode = "ep-7" }));

            Assert.NotEqual(StatusCode.Internal, failure.Code);
            Assert.Equal("SOME_REASON", failure.Reason);
            Assert.Null(failure.Detail<BadRequest>());
        }
    }

    [Theory]
    [InlineData("SERVICE_UNKNOWN", "steppedcare.v1.Service")]
    [InlineData("EPISODE_UNKNOWN", "steppedcare.v1.Episode")]
    [InlineData("DECISION_UNKNOWN", "steppedcare.v1.Decision")]
    [InlineData("TASK_UNKNOWN", "steppedcare.v1.Task")]
    [InlineData("EVENT_UNKNOWN", "steppedcare.v1.Event")]
    public async Task What_was_not_found_is_told_by_its_type_and_never_by_its_name(string reason, string type)
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Refusal = new(RefusalKind.NotFound, reason, "Not here.");

        var failure = await WireHost.FailureOf(host.Decisions.GetEpisodeAsync(new() { Service = "leeds", Episode = "ep-7" }));

        Assert.Equal(new ResourceInfo { ResourceType = type, Description = "Not here." }, failure.Detail<ResourceInfo>());
    }

    [Fact]
    public async Task A_wrong_state_is_told_as_a_precondition_and_a_lost_race_says_when_to_retry()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Refusal = new(RefusalKind.FailedPrecondition, "DECISION_SUPERSEDED", "A later decision stands.");
        var precondition = await WireHost.FailureOf(host.Decisions.ReviewAsync(Some.Review()));
        host.Engine.Refusal = new(RefusalKind.Aborted, "CONTENDED", "Others wrote.") { IsLostRace = true };
        var aborted = await WireHost.FailureOf(host.Decisions.ReviewAsync(Some.Review()));

        Assert.Equal("DECISION_SUPERSEDED", Assert.Single(precondition.Detail<PreconditionFailure>()!.Violations).Type);
        Assert.True(aborted.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }

    [Fact]
    public async Task Two_thousand_violations_fit_into_what_every_client_takes_and_are_counted()
    {
        await using var host = await WireHost.StartAsync();
        var request = Some.Record();
        for (var index = 0; index < 200; index++)
        {
            var answered = new SteppedCare.V1.RiskAnswered();
            for (var answer = 0; answer < 6; answer++)
            {
                answered.Answers.Add(new SteppedCare.V1.RiskAnswer());
            }

            request.Events.Add(new SteppedCare.V1.Event { HappenedOn = "2026-11-02", RiskAnswered = answered });
        }

        var failure = await WireHost.FailureOf(host.Decisions.RecordEventsAsync(request));

        Assert.Equal(StatusCode.InvalidArgument, failure.Code);
        Assert.Equal("2000", failure.Info.Metadata["violations"]);
        Assert.Equal(failure.Fields.Length, int.Parse(failure.Info.Metadata["violations_shown"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(failure.Fields.Length, 30, 200);
        Assert.Equal("events[0].risk_answered.answers[0].topic", failure.Fields[0]);
        Assert.InRange(failure.DetailBytes.Length, 3_500, 4 * 1024);
    }

    [Theory]
    [InlineData("store", StatusCode.Unavailable, "STORE_UNAVAILABLE", true)]
    [InlineData("fate", StatusCode.Unavailable, "FATE_UNKNOWN", true)]
    [InlineData("policy", StatusCode.Unavailable, "POLICY_NOT_LIVE", true)]
    [InlineData("bug", StatusCode.Internal, "INTERNAL", false)]
    [InlineData("stray", StatusCode.Internal, "INTERNAL", false)]
    public async Task An_exception_has_its_status_and_its_text_stays_inside(string which, StatusCode code, string reason, bool retry)
    {
        const string Secret = "sc:{leeds.07}:ep:canary-4711";
        await using var host = await WireHost.StartAsync();
        host.Engine.Before = _ => throw which switch
        {
            "store" => new StoreUnavailableException(Secret),
            "fate" => new CommitFateUnknownException(Secret),
            "policy" => new PolicyNotLiveException(Secret),
            "bug" => new InvalidOperationException(Secret, new FormatException(Secret)),
            _ => new OperationCanceledException(Secret),
        };

        var failure = await WireHost.FailureOf(host.Decisions.ReviewAsync(Some.Review()));

        Assert.Equal(code, failure.Code);
        Assert.Equal(reason, failure.Reason);
        Assert.Equal(retry, failure.Detail<RetryInfo>() is not null);
        Assert.Equal(failure.Detail<RetryInfo>()?.RetryDelay.ToTimeSpan().TotalMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture), failure.Pushback);
        Assert.DoesNotContain("canary", failure.Status.ToString() + failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", host.Log.Text, StringComparison.Ordinal);
        Assert.Equal(code == StatusCode.Internal ? 1 : 0, host.Log.Errors.Length);
        if (which == "bug")
        {
            Assert.Contains("System.InvalidOperationException < System.FormatException", host.Log.Errors.Single(), StringComparison.Ordinal);
            Assert.Contains(nameof(RecordingEngine), host.Log.Errors.Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_that_a_caller_sent_is_repeated_in_status_details_or_logs()
    {
        await using var host = await WireHost.StartAsync();
        var request = Some.Triage(
            ViolationTests.Parse("""{"id":"canary 1","happened_on":"canary-2","time_of_day":"canary-3","risk_reviewed":{"reviewer":"canary 4","valid_until":"canary-5"}}"""),
            ViolationTests.Parse("""{"score_recorded":{"instrument":871,"items":[{"value":872.5}],"total":873.00001}}"""),
            ViolationTests.Parse("""{"voided":{"event_id":"canary 6"}}"""));
        request.Service = "canary 7";
        request.Episode = "canary 8";
        request.RequestId = "canary 9";
        request.AuditAttributes = new() { Religion = "canary 10" };
        request.AsOf = new Timestamp { Seconds = 874_000_000_000_000 };
        var confirm = new SteppedCare.V1.ConfirmDecisionRequest
        {
            Name = "services/canary 11/episodes/canary/decisions/1",
            RequestId = "canary 12",
            Clinician = "canary 13",
            Note = "canary\n14",
        };

        var failures = new[]
        {
            await WireHost.FailureOf(host.Decisions.TriageAsync(request)),
            await WireHost.FailureOf(host.Decisions.ConfirmDecisionAsync(confirm)),
            await WireHost.FailureOf(host.Decisions.CloseTaskAsync(new() { Name = "canary 15", RequestId = "r", Person = "canary 16" })),
        };

        var said = string.Join('\n', failures.Select(failure => $"{failure.Message} {failure.Status} {failure.Detail<BadRequest>()} {failure.Info}"));
        Assert.Contains("events[1].score_recorded.items[0].value", said, StringComparison.Ordinal);
        foreach (var text in new[] { said, host.Log.Text })
        {
            Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("872.5", text, StringComparison.Ordinal);
            Assert.DoesNotContain("873.0", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_caller_who_goes_away_ends_the_work_and_is_no_error()
    {
        await using var host = await WireHost.StartAsync();
        var (begun, ended) = Waiting(host);
        using var caller = new CancellationTokenSource();

        var call = WireHost.FailureCodeOf(host.Decisions.ReviewAsync(Some.Review(), cancellationToken: caller.Token));
        await begun.WaitAsync(WireHost.Patience);
        await caller.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, await call);
        await ended.WaitAsync(WireHost.Patience);
        Assert.Empty(host.Log.Errors);
    }

    [Fact]
    public async Task A_deadline_ends_the_work_and_is_no_error()
    {
        await using var host = await WireHost.StartAsync();

        // Connected and compiled: the deadline is spent in the engine.
        await host.Decisions.ReviewAsync(Some.Review()).ResponseAsync.WaitAsync(WireHost.Patience);
        var (begun, ended) = Waiting(host);

        var call = WireHost.FailureCodeOf(host.Decisions.ReviewAsync(Some.Review(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2)));
        await begun.WaitAsync(WireHost.Patience);
        var code = await call;

        Assert.Equal(StatusCode.DeadlineExceeded, code);
        await ended.WaitAsync(WireHost.Patience);
        Assert.Empty(host.Log.Errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_without_a_deadline_or_with_a_far_one_ends_at_the_servers_own(bool far)
    {
        await using var host = await WireHost.StartAsync(new CallLimits { MaxDeadline = TimeSpan.FromMilliseconds(100) });
        var (_, ended) = Waiting(host);

        var failure = await WireHost.FailureOf(
            host.Decisions.ReviewAsync(Some.Review(), deadline: far ? TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1) : null));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.Code);
        Assert.Equal("DEADLINE_EXCEEDED", failure.Reason);
        await ended.WaitAsync(WireHost.Patience);
        Assert.Empty(host.Log.Errors);
    }

    // An engine that waits for ever, unless told to stop.
    private static (Task Begun, Task Ended) Waiting(WireHost host)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Engine.Before = async token =>
        {
            begun.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                ended.TrySetResult();
            }
        };
        return (begun.Task, ended.Task);
    }
}
