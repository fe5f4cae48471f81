using System.Text.Json;
using SteppedCare.FunctionalTests.Documents;

namespace SteppedCare.FunctionalTests.Reflection;

/// <summary>Tools that are not ours and have no copy of the contract.</summary>
public sealed class ReflectionClientTests(ReflectingServer reflecting) : IClassFixture<ReflectingServer>
{
    private const string Buf = "eng/clients/node_modules/.bin/buf curl --http2-prior-knowledge --protocol grpc";

    private static readonly string[] s_services =
        ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "steppedcare.v1.DecisionService", "steppedcare.v1.OversightService", "steppedcare.v1.PolicyService"];

    [Theory]
    [InlineData("grpc-v1")]
    [InlineData("grpc-v1alpha")]
    public async Task Buf_lists_the_services(string protocol)
    {
        var run = await Shell.RunAsync($"{Buf} --reflect-protocol {protocol} --list-services {reflecting.Server.Addresses.Grpc}");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(s_services, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("grpc-v1", "Triage", "clinician")]
    [InlineData("grpc-v1alpha", "Triage", "clinician")]
    [InlineData("grpc-v1", "Evaluate", "assessment")]
    [InlineData("grpc-v1alpha", "Evaluate", "assessment")]
    public async Task Buf_makes_a_call(string protocol, string method, string part)
    {
        var asked = method == "Triage" ? Repository.Read("docs/examples/triage.json") : Evaluation();

        var run = await Shell.RunAsync(
            $"{Buf} --reflect-protocol {protocol} -d @- {reflecting.Server.Addresses.Grpc}steppedcare.v1.DecisionService/{method}", input: asked);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        using var reply = JsonDocument.Parse(run.Output);
        Assert.Equal("OUTCOME_ENTER", reply.RootElement.GetProperty(part).GetProperty("advice").GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v1alpha")]
    public async Task A_client_for_Node_learns_the_contract_and_makes_a_call(string version)
    {
        var modules = new Dictionary<string, string> { ["NODE_PATH"] = Repository.PathOf("eng/clients/node_modules") };

        var run = await Shell.RunAsync(
            $"node tests/SteppedCare.FunctionalTests/Reflection/reflected-call.js {version} {reflecting.Server.Addresses.Grpc.Authority} docs/examples/triage.json", modules);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal([.. s_services, "OUTCOME_ENTER"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    // The same question with nothing kept: no request_id, and the episode is new.
    private static string Evaluation()
    {
        using var triage = JsonDocument.Parse(Repository.Read("docs/examples/triage.json"));
        return JsonSerializer.Serialize(new
        {
            service = "demo",
            call = "DECISION_CALL_TRIAGE",
            asOf = triage.RootElement.GetProperty("asOf"),
            events = triage.RootElement.GetProperty("events"),
        });
    }
}
