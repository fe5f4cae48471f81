using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Publishing;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Publishing;

/// <summary>Requests about policies are read in one place: what is wrong is named, every field of it, and never its value.</summary>
public sealed class PolicyRequestTests
{
    private const string Wrong = "Wrong value!";

    public static TheoryData<string, string[]> WrongFields => new()
    {
        { "ListRevisions", ["page_size", "page_token", "policy"] },
        { "GetRevision", ["policy", "version"] },
        { "ValidatePolicy", ["files.script", "policy", "version"] },
        { "PublishRevision", ["files.cases", "files.invariants", "files.script", "notes", "policy", "request_id", "version"] },
        { "PublishInvariants", ["invariants", "policy", "replaces_digest", "request_id"] },
        { "ApproveRevision", ["digest", "invariants_digest", "policy", "report_digest", "request_id", "version"] },
        { "RetireRevision", ["policy", "reason", "request_id", "version"] },
        { "ListRollouts", ["page_size", "page_token", "service"] },
        {
            "SetRollout",
            [
                "active_version", "canary_percent", "canary_version", "guard", "guard.least_decisions", "guard.window", "not_before", "policy", "reason", "request_id",
                "seen[0].epoch", "seen[0].service", "shadow_versions", "shadow_versions[0]", "shadow_versions[1]", "shadow_versions[1]", "shadow_versions[2]",
                "shadow_versions[2]", "shadow_versions[3]", "shadow_versions[3]",
            ]
        },
        { "RollBack", ["reason", "request_id", "seen"] },
        { "CompareRevisions", ["policy", "version_after", "version_before"] },
        { "BackTest", ["before", "policy", "services[0]", "version"] },
        { "GetDisagreements", ["epoch", "service"] },
    };

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task Every_field_that_is_wrong_is_named_and_nothing_is_asked(string method, string[] fields)
    {
        await using var host = await WireHost.StartAsync();

        var failure = new Failure(await Assert.ThrowsAsync<RpcException>(() => AskAsync(host, method, WrongRequest(method))));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (failure.Code, failure.Reason));
        Assert.Equal(fields.Order(StringComparer.Ordinal), failure.Fields.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Wrong, failure.Status.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Desk.Asked);
    }

    [Fact]
    public void Every_method_is_tried() =>
        Assert.Equal(Wire.PolicyService.Descriptor.Methods.Select(method => method.Name).Order(), WrongFields.Select(row => (string)row[0]).Order());

    [Theory]
    [InlineData("files.script", 64 * 1024)]
    [InlineData("files.cases", 1024 * 1024)]
    [InlineData("files.readme", 256 * 1024)]
    public async Task A_file_is_taken_up_to_its_limit_and_no_further(string field, int most)
    {
        await using var host = await WireHost.StartAsync();
        var request = ((Wire.PublishRevisionRequest)SomePolicy.Requests["PublishRevision"]).Clone();
        var file = Wire.PolicyFiles.Descriptor.FindFieldByName(field.Split('.')[1]);
        file.Accessor.SetValue(request.Files, new string('x', most));
        await host.Policies.PublishRevisionAsync(request, SomePolicy.Lead).ResponseAsync.WaitAsync(WireHost.Patience);

        file.Accessor.SetValue(request.Files, new string('x', most - 1) + "é");
        var failure = await WireHost.FailureOf(host.Policies.PublishRevisionAsync(request, SomePolicy.Lead));

        Assert.Equal([field], failure.Fields);
        Assert.Single(host.Desk.Asked);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/proto")]
    public async Task A_request_with_every_file_at_its_limit_comes_through_the_web_door(string form)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new Connect.WebCaller(host.Addresses.Web, System.Net.HttpVersion.Version20);
        var request = new Wire.ValidatePolicyRequest
        {
            Policy = "talking-therapies",
            Files = new() { Script = Lines(64 * 1024), Cases = Lines(1024 * 1024), Invariants = Lines(64 * 1024), Readme = Lines(256 * 1024) },
        };

        await web.AskAsync(Wire.PolicyService.Descriptor.FindMethodByName("ValidatePolicy"), request, form);

        Assert.Equal(request.Files.Cases, ((ValidateCommand)host.Desk.OnlyAsked).Bundle.Cases);
    }

    [Fact]
    public async Task A_request_beyond_all_limits_is_too_large()
    {
        await using var host = await WireHost.StartAsync();
        var request = new Wire.ValidatePolicyRequest { Policy = "talking-therapies", Files = new() { Script = new string('x', 5 * 1024 * 1024) } };

        Assert.Equal("REQUEST_TOO_LARGE", (await WireHost.FailureOf(host.Policies.ValidatePolicyAsync(request, SomePolicy.Lead))).Reason);
    }

    [Fact]
    public async Task The_same_id_under_another_method_is_another_request()
    {
        await using var host = await WireHost.StartAsync();
        var roles = SomePolicy.Lead;
        await host.Policies.RetireRevisionAsync(new() { Policy = "p", Version = "1", RequestId = "r1", Reason = "x" }, roles);
        await host.Policies.RetireRevisionAsync(new() { Policy = "p", Version = "1", RequestId = "r1", Reason = "x" }, roles);
        await host.Policies.RetireRevisionAsync(new() { Policy = "p", Version = "1", RequestId = "r1", Reason = "y" }, roles);

        var hashes = host.Desk.Asked.Cast<RetireCommand>().Select(command => command.Mark.Request.Hash).ToList();
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
    }

    private static string Lines(int length) => string.Concat(Enumerable.Repeat("- \"a\"\n", length / 6));

    private static async Task AskAsync(WireHost host, string method, IMessage request)
    {
        if (method == "BackTest")
        {
            using var call = host.Policies.BackTest((Wire.BackTestRequest)request, SomePolicy.Lead);
            await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience);
            return;
        }

        var descriptor = Wire.PolicyService.Descriptor.FindMethodByName(method);
        var asked = new Method<IMessage, IMessage>(
            MethodType.Unary, descriptor.Service.FullName, method, Plain(descriptor.InputType.Parser), Plain(descriptor.OutputType.Parser));
        await host.Channel.CreateCallInvoker().AsyncUnaryCall(asked, null, new CallOptions(SomePolicy.Lead), request).ResponseAsync.WaitAsync(WireHost.Patience);
    }

    private static Marshaller<IMessage> Plain(MessageParser parser) => Marshallers.Create<IMessage>(message => message.ToByteArray(), parser.ParseFrom);

    private static IMessage WrongRequest(string method) => method switch
    {
        "ListRevisions" => new Wire.ListRevisionsRequest { Policy = Wrong, PageSize = -1, PageToken = Wrong },
        "GetRevision" => new Wire.GetRevisionRequest { Policy = Wrong },
        "ValidatePolicy" => new Wire.ValidatePolicyRequest { Version = Wrong, Files = new() },
        "PublishRevision" => new Wire.PublishRevisionRequest
        {
            Policy = Wrong, Version = Wrong, RequestId = Wrong, Files = new() { Invariants = Wrong }, Notes = new string('x', 2_001),
        },
        "PublishInvariants" => new Wire.PublishInvariantsRequest { Policy = Wrong, RequestId = Wrong, ReplacesDigest = Wrong },
        "ApproveRevision" => new Wire.ApproveRevisionRequest { InvariantsDigest = Wrong, Digest = Wrong },
        "RetireRevision" => new Wire.RetireRevisionRequest(),
        "ListRollouts" => new Wire.ListRolloutsRequest { Service = "No such service", PageSize = -1, PageToken = "YmVsb3cgWA" },
        "SetRollout" => new Wire.SetRolloutRequest
        {
            Seen = { new Wire.SeenRollout { Service = Wrong, Epoch = -1 } },
            CanaryVersion = Wrong,
            CanaryPercent = double.NaN,
            ShadowVersions = { Wrong, Wrong, Wrong, Wrong },
            Guard = new(),
            NotBefore = new Timestamp { Nanos = -1 },
        },
        "RollBack" => new Wire.RollBackRequest(),
        "CompareRevisions" => new Wire.CompareRevisionsRequest { Policy = Wrong },
        "BackTest" => new Wire.BackTestRequest
        {
            Policy = Wrong, Services = { Wrong }, From = Timestamp.FromDateTimeOffset(Some.Instant), Before = Timestamp.FromDateTimeOffset(Some.Instant),
        },
        _ => new Wire.GetDisagreementsRequest { Epoch = -1 },
    };
}
