using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SteppedCare.FunctionalTests.Services;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Publishing;

/// <summary>What service leads get wrong: each is refused by name, and who answers stays who answered.</summary>
public sealed class BadPolicyTests(PolicyServer server) : IClassFixture<PolicyServer>
{
    private const string Service = "refused";

    private static readonly string s_digest = new('a', 64);

    [Theory]
    [InlineData("p.Item9 >= 1", "p.Item9 >= p.Phq9", "COMPILE", "policy.csx")]
    [InlineData("MoreSevere = 16;", "MoreSevere = ;", "COMPILE", "policy.csx")]
    public async Task A_broken_script_is_refused_with_its_gate_and_told_line_by_line(string from, string to, string gate, string file)
    {
        var files = PolicyServer.Moved(16);
        files.Script = files.Script.Replace(from, to, StringComparison.Ordinal);

        var failure = await RefusedAsync(Publication("broken", files));
        Assert.Equal((StatusCode.FailedPrecondition, "GATES_FAILED", gate), (failure.Code, failure.Reason, failure.Info.Metadata["gates"]));

        var report = (await ValidateAsync(files)).Report;
        var finding = report.Gates.Single(result => result.Verdict == Wire.GateVerdict.Failed).Findings[0];
        Assert.Equal(file, finding.File);
        Assert.True(finding is { Line: > 0, Column: > 0, Length: > 0, Code.Length: > 0, Message.Length: > 0 }, finding.ToString());
        Assert.Contains(to, Line(files.Script, finding.Line), StringComparison.Ordinal);
        await NothingIsPublishedAsync("broken");
    }

    [Fact]
    public async Task Cases_that_name_a_fact_that_there_is_not_are_refused_with_their_gate_and_place()
    {
        var files = PolicyServer.Moved(16);
        files.Cases = files.Cases.Replace("Item9: 1}", "Item99: 1}", StringComparison.Ordinal);

        var failure = await RefusedAsync(Publication("unknown-fact", files));
        Assert.Equal((StatusCode.FailedPrecondition, "GATES_FAILED"), (failure.Code, failure.Reason));
        Assert.Contains("CASES", failure.Info.Metadata["gates"].Split(','));

        var findings = (await ValidateAsync(files)).Report.Gates.Single(result => result.Gate == Wire.Gate.Cases).Findings;
        Assert.Contains(findings, finding => finding is { File: "cases.yaml", Line: > 0 });
        await NothingIsPublishedAsync("unknown-fact");
    }

    [Fact]
    public async Task A_version_is_not_published_again_with_other_content_and_not_twice_with_the_same()
    {
        var first = await server.ApprovedAsync("again", PolicyServer.Moved(17));
        var request = Publication("again", PolicyServer.Moved(18));
        request.RequestId = "again-other";

        var failure = await RefusedAsync(request);
        Assert.Equal((StatusCode.AlreadyExists, "REVISION_EXISTS"), (failure.Code, failure.Reason));

        request.Files = PolicyServer.Moved(17);
        request.RequestId = "again-same";
        Assert.Equal(first, (await server.Client.PublishRevisionAsync(request, PolicyServer.Author)).Revision);

        request.RequestId = "publish-again";
        request.Notes = "Other words under the id of the first";
        failure = await RefusedAsync(request);
        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (failure.Code, failure.Reason));
    }

    [Fact]
    public async Task An_author_cannot_approve_and_nobody_approves_what_they_did_not_see()
    {
        var published = (await server.Client.PublishRevisionAsync(Publication("own", PolicyServer.Moved(19)), PolicyServer.As("both", "policy-author", "clinical-safety"))).Revision;
        var approval = PolicyServer.Approval(published);

        var failure = await RefusedAsync(approval, PolicyServer.As("both", "policy-author", "clinical-safety"));
        Assert.Equal((StatusCode.FailedPrecondition, "APPROVER_IS_AUTHOR"), (failure.Code, failure.Reason));
        Assert.Equal("policy", failure.Detail<Google.Rpc.PreconditionFailure>()!.Violations[0].Subject);

        approval.Digest = s_digest;
        failure = await RefusedAsync(approval, PolicyServer.Officer);
        Assert.Equal((StatusCode.FailedPrecondition, "APPROVAL_OUTDATED"), (failure.Code, failure.Reason));
        Assert.Equal(Wire.RevisionState.Published, (await server.Client.GetRevisionAsync(new() { Policy = PolicyServer.Policy, Version = "own" })).Revision.State);
    }

    [Fact]
    public async Task What_is_unapproved_retired_or_unknown_is_not_rolled_out()
    {
        var present = await server.PresentAsync(Service);
        await server.Client.PublishRevisionAsync(Publication("unapproved", PolicyServer.Moved(20)), PolicyServer.Author);
        await server.ApprovedAsync("retired", PolicyServer.Moved(18));
        await server.Client.RetireRevisionAsync(new() { Policy = PolicyServer.Policy, Version = "retired", RequestId = "retire-it", Reason = "A test" }, PolicyServer.Author);

        foreach (var (version, code, reason) in new[]
        {
            ("unapproved", StatusCode.FailedPrecondition, "REVISION_NOT_APPROVED"),
            ("retired", StatusCode.FailedPrecondition, "REVISION_RETIRED"),
            ("nowhere", StatusCode.NotFound, "REVISION_UNKNOWN"),
        })
        {
            var failure = await RefusedAsync(PolicyServer.Change(present, version));
            Assert.Equal((code, reason), (failure.Code, failure.Reason));
        }

        var stray = PolicyServer.Change(present, PolicyServer.First);
        stray.Policy = "nothing";
        Assert.Equal("POLICY_UNKNOWN", (await RefusedAsync(stray)).Reason);
        stray.Policy = PolicyServer.Policy;
        stray.Seen[0].Service = "elsewhere";
        Assert.Equal("SERVICE_UNKNOWN", (await RefusedAsync(stray)).Reason);
        Assert.Equal(present, await server.PresentAsync(Service));
    }

    [Fact]
    public async Task A_rollout_that_moved_since_it_was_seen_is_not_changed()
    {
        var seen = await server.PresentAsync("moved");
        await server.ApprovedAsync("moved-1", PolicyServer.Moved(19));
        await server.Client.SetRolloutAsync(PolicyServer.Change(seen, "moved-1"), PolicyServer.Author);
        var present = await server.PresentAsync("moved");

        var stale = PolicyServer.Change(seen, PolicyServer.First);
        var failure = await RefusedAsync(stale);
        Assert.Equal((StatusCode.Aborted, "ROLLOUT_MOVED"), (failure.Code, failure.Reason));
        Assert.Null(failure.Detail<Google.Rpc.RetryInfo>());

        var back = new Wire.RollBackRequest { RequestId = "stale-back", Seen = { new Wire.SeenRollout { Service = "moved", Epoch = seen.Epoch } }, Reason = "A test" };
        Assert.Equal("ROLLOUT_MOVED", (await PolicyServer.FailureOf(server.Client.RollBackAsync(back, PolicyServer.Author))).Reason);
        Assert.Equal(present, await server.PresentAsync("moved"));
        var retirement = new Wire.RetireRevisionRequest { Policy = PolicyServer.Policy, Version = "moved-1", RequestId = "retire-live", Reason = "A test" };
        Assert.Equal("REVISION_IN_ROLLOUT", (await PolicyServer.FailureOf(server.Client.RetireRevisionAsync(retirement, PolicyServer.Author))).Reason);
    }

    [Fact]
    public async Task A_ladder_without_a_step_on_which_somebody_stands_is_not_rolled_out()
    {
        await server.TriageAsync("occupied", "stands-high", 20);
        await server.Decisions.RecordEventsAsync(new()
        {
            Service = "occupied", Episode = "stands-high", RequestId = "r2", Events = { new Wire.Event { HappenedOn = "2026-11-10", StepStarted = new() { Step = Wire.Step.High } } },
        });
        var files = PolicyServer.Moved(16);
        files.Script = files.Script.Replace("Ladder(Monitor, Low, High)", "Ladder(Monitor, Low)", StringComparison.Ordinal)
            .Replace(".Enter(High)", ".AskClinician(within: Days(7))", StringComparison.Ordinal);
        files.Cases = files.Cases.Replace("outcome: enter, step: high, next_review: none", "outcome: human_review, within: 7", StringComparison.Ordinal);
        await server.ApprovedAsync("no-high", files);
        var present = await server.PresentAsync("occupied");

        var failure = await RefusedAsync(PolicyServer.Change(present, "no-high"));

        Assert.Equal((StatusCode.FailedPrecondition, "STEP_OCCUPIED"), (failure.Code, failure.Reason));
        Assert.Equal(present, await server.PresentAsync("occupied"));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(100.01)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(5.255)]
    public async Task A_share_that_is_none_is_refused_by_its_field(double percent)
    {
        var present = await server.PresentAsync(Service);
        var request = PolicyServer.Change(present, PolicyServer.First);
        request.CanaryVersion = "2";
        request.CanaryPercent = percent;

        var failure = await RefusedAsync(request);

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (failure.Code, failure.Reason));
        Assert.Equal(["canary_percent"], failure.Fields);
        Assert.Equal(present, await server.PresentAsync(Service));
    }

    [Fact]
    public async Task A_time_too_far_ahead_is_refused_by_its_field()
    {
        var request = PolicyServer.Change(await server.PresentAsync(Service), PolicyServer.First);
        request.NotBefore = Timestamp.FromDateTimeOffset(new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(["not_before"], (await RefusedAsync(request)).Fields);
    }

    [Fact]
    public async Task Invariants_that_do_not_compile_or_replace_others_than_those_in_place_are_refused()
    {
        var broken = new Wire.PublishInvariantsRequest { Policy = PolicyServer.Policy, RequestId = "bad-invariants", Invariants = "AtTriage(", ReplacesDigest = s_digest };
        Assert.Equal((StatusCode.Aborted, "INVARIANTS_MOVED"), await ReasonAsync(broken));

        broken.ReplacesDigest = new Policies.PolicySource("invariants.csx", PolicyServer.Invariants).Digest;
        var failure = await PolicyServer.FailureOf(server.Client.PublishInvariantsAsync(broken, PolicyServer.Officer));
        Assert.Equal((StatusCode.InvalidArgument, "invariants"), (failure.Code, failure.Fields[0]));
        Assert.Equal(PolicyServer.Invariants.Trim(), (await server.Client.GetRevisionAsync(new() { Policy = PolicyServer.Policy, Version = PolicyServer.First })).Files.Invariants.Trim());

        async Task<(StatusCode, string)> ReasonAsync(Wire.PublishInvariantsRequest request) =>
            await PolicyServer.FailureOf(server.Client.PublishInvariantsAsync(request, PolicyServer.Officer)) is var refused ? (refused.Code, refused.Reason) : default;
    }

    private static Wire.PublishRevisionRequest Publication(string version, Wire.PolicyFiles files) =>
        new() { Policy = PolicyServer.Policy, Version = version, RequestId = $"publish-{version}", Files = files };

    private static string Line(string text, int number) => text.Split('\n')[number - 1];

    private Task<Failure> RefusedAsync(Wire.PublishRevisionRequest request) => FailureAsync(server.Client.PublishRevisionAsync(request, PolicyServer.Author));

    private Task<Failure> RefusedAsync(Wire.ApproveRevisionRequest request, Metadata caller) => FailureAsync(server.Client.ApproveRevisionAsync(request, caller));

    private Task<Failure> RefusedAsync(Wire.SetRolloutRequest request) => FailureAsync(server.Client.SetRolloutAsync(request, PolicyServer.Author));

    private static async Task<Failure> FailureAsync<T>(AsyncUnaryCall<T> call) => new(await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(PolicyServer.Patience)));

    private Task<Wire.ValidatePolicyResponse> ValidateAsync(Wire.PolicyFiles files) =>
        server.Client.ValidatePolicyAsync(new() { Policy = PolicyServer.Policy, Files = files }, PolicyServer.Author).ResponseAsync.WaitAsync(PolicyServer.Patience);

    private async Task NothingIsPublishedAsync(string version)
    {
        var failure = await FailureAsync(server.Client.GetRevisionAsync(new() { Policy = PolicyServer.Policy, Version = version }));
        Assert.Equal((StatusCode.NotFound, "REVISION_UNKNOWN"), (failure.Code, failure.Reason));
    }
}
