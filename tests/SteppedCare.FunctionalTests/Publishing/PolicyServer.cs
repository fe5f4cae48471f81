using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using SteppedCare.FunctionalTests.Connect;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Services;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Publishing;

/// <summary>The whole server with a policy of few rules that passes every gate, and a service for each test that changes who answers.</summary>
public sealed class PolicyServer : IAsyncLifetime
{
    internal const string Policy = "small";
    internal const string First = "1";

    /// <summary>The gates do real work in a process of their own, beside all other tests.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const string Fixture = "tests/SteppedCare.Tests/Policies/Fixtures/small";

    private readonly DirectoryInfo _policies = Directory.CreateTempSubdirectory("steppedcare-policies-");
    private AServer? _server;
    private GrpcChannel? _channel;

    internal static string Script { get; } = Repository.Read($"{Fixture}/1/policy.csx");

    internal static string Cases { get; } = Repository.Read($"{Fixture}/1/cases.yaml");

    internal static string Invariants { get; } = Repository.Read($"{Fixture}/invariants.csx");

    internal AServer Server => _server!;

    internal GrpcChannel Channel => _channel!;

    internal Wire.PolicyService.PolicyServiceClient Client => new(Channel);

    internal Wire.DecisionService.DecisionServiceClient Decisions => new(Channel);

    public async Task InitializeAsync()
    {
        var first = _policies.CreateSubdirectory($"{Policy}/{First}").FullName;
        await File.WriteAllTextAsync(Path.Combine(first, "policy.csx"), Script);
        await File.WriteAllTextAsync(Path.Combine(first, "cases.yaml"), Cases);
        await File.WriteAllTextAsync(Path.Combine(_policies.FullName, Policy, "invariants.csx"), Invariants);
        string[] services = ["demo", "story-grpc", "story-json", "moved", "refused", "occupied", "tested", "measured", "proven"];
        _server = await AServer.StartAsync([
            $"--Policies={_policies.FullName}",
            .. services.SelectMany(service => new[]
            {
                $"--Services:{service}:Policy={Policy}",
                $"--Services:{service}:Contacts:0:Name=Emergency services",
                $"--Services:{service}:Contacts:0:Number=999",
                $"--Services:{service}:Contacts:0:When=Life is in danger now",
                $"--Services:{service}:Contacts:0:ReviewBy=2027-05-31",
            }),
        ]);
        await _server.UntilReadyIsAsync("ready\n");
        _channel = GrpcChannel.ForAddress(_server.Addresses.Grpc);
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _policies.Delete(recursive: true);
    }

    /// <summary>How a call failed.</summary>
    internal static async Task<Failure> FailureOf<T>(AsyncUnaryCall<T> call) => new(await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(Patience)));

    internal static Metadata As(string person, params string[] roles) => new() { { "steppedcare-person", person }, { "steppedcare-roles", string.Join(",", roles) } };

    internal static Metadata Author => As("author", "policy-author");

    internal static Metadata Officer => As("officer", "clinical-safety");

    /// <summary>A script in which the line to more care is another one, and the cases that go with it.</summary>
    internal static Wire.PolicyFiles Moved(int line) => new()
    {
        Script = Script.Replace("MoreSevere = 16", $"MoreSevere = {line}", StringComparison.Ordinal),
        Cases = Cases.Replace("PHQ-9 of 16,", $"PHQ-9 of {line},", StringComparison.Ordinal).Replace("Phq9: 16,", $"Phq9: {line},", StringComparison.Ordinal)
            .Replace("PHQ-9 of 15\n", $"PHQ-9 of {line - 1}\n", StringComparison.Ordinal).Replace("Phq9: 15,", $"Phq9: {line - 1},", StringComparison.Ordinal),
        Readme = "# The line moved\n",
    };

    /// <summary>By gRPC or by JSON, as the real clients of each do it.</summary>
    internal async Task<TReply> AskAsync<TReply>(string door, string method, IMessage request, Metadata caller)
        where TReply : class, IMessage<TReply>, new()
    {
        var descriptor = Wire.PolicyService.Descriptor.FindMethodByName(method);
        if (door == "gRPC")
        {
            var parser = new MessageParser<TReply>(() => new TReply());
            var asked = new Method<IMessage, TReply>(
                MethodType.Unary,
                descriptor.Service.FullName,
                method,
                Marshallers.Create<IMessage>(message => message.ToByteArray(), descriptor.InputType.Parser.ParseFrom),
                Marshallers.Create<TReply>(message => message.ToByteArray(), parser.ParseFrom));
            return await Channel.CreateCallInvoker().AsyncUnaryCall(asked, null, new CallOptions(caller), request).ResponseAsync.WaitAsync(Patience);
        }

        using var asking = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Addresses.Web, WebCaller.PathOf(descriptor)))
        {
            Content = new StringContent(JsonFormatter.Default.Format(request), System.Text.Encoding.UTF8, WebCaller.Json),
        };
        foreach (var entry in caller)
        {
            asking.Headers.Add(entry.Key, entry.Value);
        }

        using var reply = await Server.Client.SendAsync(asking).WaitAsync(Patience);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, text);
        return JsonParser.Default.Parse<TReply>(text);
    }

    /// <summary>Publishes files under a version and lets the officer approve them.</summary>
    internal async Task<Wire.PolicyRevision> ApprovedAsync(string version, Wire.PolicyFiles files)
    {
        var published = await Client.PublishRevisionAsync(
            new() { Policy = Policy, Version = version, RequestId = $"publish-{version}", Files = files, Notes = "A test" }, Author).ResponseAsync.WaitAsync(Patience);
        return await ApproveAsync(published.Revision);
    }

    internal async Task<Wire.PolicyRevision> ApproveAsync(Wire.PolicyRevision revision) =>
        (await Client.ApproveRevisionAsync(Approval(revision), Officer).ResponseAsync.WaitAsync(Patience)).Revision;

    internal static Wire.ApproveRevisionRequest Approval(Wire.PolicyRevision revision) => new()
    {
        Policy = revision.Policy,
        Version = revision.Version,
        RequestId = $"approve-{revision.Version}",
        Digest = revision.Digest,
        InvariantsDigest = revision.InvariantsDigest,
        ReportDigest = revision.ReportDigest,
    };

    internal async Task<Wire.Rollout> PresentAsync(string service) =>
        (await Client.ListRolloutsAsync(new() { Service = service }).ResponseAsync.WaitAsync(Patience)).Rollouts[0];

    internal static Wire.SetRolloutRequest Change(Wire.Rollout seen, string version) => new()
    {
        Policy = Policy,
        RequestId = $"rollout-{seen.Service}-{seen.Epoch}-{version}",
        Seen = { new Wire.SeenRollout { Service = seen.Service, Epoch = seen.Epoch } },
        ActiveVersion = version,
        Reason = "A test",
    };

    /// <summary>Who is answered by which version: a triage of somebody with this PHQ-9.</summary>
    internal async Task<Wire.Decision> TriageAsync(string service, string episode, int phq9) =>
        (await Decisions.TriageAsync(new()
        {
            Service = service,
            Episode = episode,
            RequestId = "r1",
            AsOf = Timestamp.FromDateTimeOffset(Some.Instant),
            Events =
            {
                Some.Referral,
                new Wire.Event { HappenedOn = "2026-11-02", ScoreRecorded = new() { Instrument = Wire.Instrument.Phq9, Total = phq9 } },
            },
        }).ResponseAsync.WaitAsync(Patience)).Clinician;
}
