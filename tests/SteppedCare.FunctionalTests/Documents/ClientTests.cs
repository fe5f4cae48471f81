using Google.Protobuf;
using Grpc.Net.Client;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>README's request through clients that are not ours. Each sends the same request, so each gets the same answer.</summary>
[Collection(ReadmeCollection.Name)]
public sealed class ClientTests(ReadmeServer server)
{
    [Theory]
    [InlineData("node docs/examples/triage.js")]
    [InlineData("/usr/bin/python3 docs/examples/triage.py")]
    public async Task The_example_prints_what_the_client_for_NET_gets(string command)
    {
        Assert.Contains($"`{command}`", Repository.Read("README.md"), StringComparison.Ordinal);
        using var channel = GrpcChannel.ForAddress($"http://{server.Running.Grpc}");
        var request = JsonParser.Default.Parse<TriageRequest>(Repository.Read("docs/examples/triage.json"));
        var reply = await new DecisionService.DecisionServiceClient(channel).TriageAsync(request);

        var run = await Shell.RunAsync($"{command} {server.Running.Grpc}");

        var advice = reply.Clinician.Advice;
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal($"{NameOf("outcome", advice)} {NameOf("step", advice)}: {advice.Summary}\n", run.Output);
    }

    private static string NameOf(string field, Advice advice)
    {
        var described = Advice.Descriptor.FindFieldByName(field);
        return described.EnumType.FindValueByNumber((int)described.Accessor.GetValue(advice)).Name;
    }
}
