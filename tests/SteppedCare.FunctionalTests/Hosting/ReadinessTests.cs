using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Hosting;

public sealed class ReadinessTests
{
    [Fact]
    public async Task An_outage_of_the_store_is_told_and_its_return_is_served_without_a_restart()
    {
        await using var redis = await RedisServer.StartDurableAsync();
        var callers = new Callers();
        await using var server = await AServer.StartAsync(["--Store:Redis", redis.Endpoint], services => services.AddSingleton<IServingSwitch>(callers));
        await server.UntilReadyIsAsync("ready\n");

        await redis.KillAsync();
        await server.UntilReadyIsAsync("not ready: the store is unavailable\n");
        Assert.False(callers.Answering);
        await redis.StartAgainAsync();
        await server.UntilReadyIsAsync("ready\n");

        Assert.True(callers.Answering);
    }

    [Fact]
    public async Task A_store_that_appears_gets_every_service_s_first_epoch()
    {
        await using var server = await AServer.StartAsync();
        await server.UntilReadyIsAsync("ready\n");

        var stored = await server.Services.GetRequiredService<ITrajectoryStore>().LoadAsync(new EpisodeKey("demo", "e1"), null, CancellationToken.None);

        Assert.Equal(1, stored.Epoch.Number);
    }

    [Fact]
    public async Task Without_a_live_policy_the_server_is_not_ready()
    {
        await using var server = await AServer.StartAsync(services: services => services.AddSingleton<ILiveRevisions>(new NoRevision()));

        await server.UntilReadyIsAsync("not ready: no policy is live for demo\n");
    }

    [Fact]
    public async Task A_stopping_server_says_so_before_its_door_closes()
    {
        var callers = new Callers();
        await using var server = await AServer.StartAsync(services: services => services.AddSingleton<IServingSwitch>(callers));
        await server.UntilReadyIsAsync("ready\n");

        await server.StopAsync();

        Assert.Equal(["policy True", "store True", "stop"], callers.Said.Distinct());
        Assert.Equal(Readiness.Stopping, server.Services.GetRequiredService<Readiness>().Obstacle);
    }

    [Fact]
    public void Once_stopping_nothing_makes_it_ready_again()
    {
        var readiness = new Readiness([]);

        readiness.Stop();

        Assert.False(readiness.Found(storeAnswers: true, serviceWithoutPolicy: null));
        Assert.Equal(Readiness.Stopping, readiness.Obstacle);
    }

    private sealed class NoRevision : ILiveRevisions
    {
        public RevisionName? Of(string service) => null;

        public TagEpoch? EpochOf(string service) => null;
    }

    private sealed class Callers : IServingSwitch
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public volatile bool Answering;

        public void PolicyIsLive(bool live) => Said.Enqueue($"policy {live}");

        public void StoreAnswers(bool answering)
        {
            Answering = answering;
            Said.Enqueue($"store {answering}");
        }

        public void Stop() => Said.Enqueue("stop");
    }
}
