using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.FunctionalTests.Services.Streams;
using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>Whoever does not read their answers cannot be told that the server stops. It waits for them as for everybody: as long as its setting says.</summary>
public sealed class StalledDrainTests
{
    [Fact]
    public async Task Callers_who_do_not_read_hold_up_a_stop_no_longer_than_its_timeout()
    {
        var decision = Some.Decision();
        var gate = new Gate();
        var engine = new RecordingEngine
        {
            // More than lies between the server and a caller who reads nothing.
            Decision = decision with { Decision = decision.Decision with { Summary = new string('x', 1024 * 1024) } },
            BeforeEach = gate.HoldAsync,
        };
        await using var server = await AServer.StartAsync(
            ["--Limits:ShutdownTimeout", "1s"], services => services.AddSingleton<IDecisionEngine>(engine));
        using var channel = GrpcChannel.ForAddress(server.Addresses.Grpc);
        using var reviews = new ReviewStream(new Wire.DecisionService.DecisionServiceClient(channel));
        await reviews.SendAsync(ReviewStream.Item(0, "ep-7"), ReviewStream.Item(1, "ep-7"));
        using var reflection = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        for (var question = 0; question < 50; question++)
        {
            await reflection.RequestStream.WriteAsync(new() { FileContainingSymbol = "steppedcare.v1.DecisionService" }).WaitAsync(AServer.Patience);
        }

        await gate.ArrivedAsync(1);
        gate.Open();
        await gate.ArrivedAsync(1);

        await server.StopAsync();

        Assert.Equal(2, engine.Asked.Length);

        // What was under way when the connection was cut may still come whole; the end of it is told as a failure, never as silence.
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (var answer = 0; answer <= engine.Asked.Length; answer++)
            {
                await reviews.NextAsync();
            }
        });
    }
}
