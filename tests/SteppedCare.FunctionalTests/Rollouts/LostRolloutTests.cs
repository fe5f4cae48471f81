using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>The store loses the end of the registry and keeps what tags were put under, as a fail-over without acknowledgement can.</summary>
public sealed class LostRolloutTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-lost-");
    private RedisServer _redis = null!;
    private AssembledServer _server = null!;
    private Lead _lead = null!;
    private int _courses;

    private IPolicyRegistry Registry => _server.Services.GetRequiredService<IPolicyRegistry>();

    public async Task InitializeAsync()
    {
        var version = Directory.CreateDirectory(Path.Combine(_folder.FullName, "policies", Lead.Policy, "low")).FullName;
        await File.WriteAllTextAsync(Path.Combine(version, "policy.csx"), Scripts.Low);
        _redis = await RedisServer.StartDurableAsync();
        _server = await AssembledServer.StartAsync(Path.Combine(_folder.FullName, "data"), _redis.Endpoint, Path.Combine(_folder.FullName, "policies"));
        _lead = new Lead(_server);
        await _lead.PublishAsync("high", Scripts.High);
        await _lead.PublishAsync("human", Scripts.Human);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task No_number_ever_names_two_plans_though_the_one_that_was_lost_is_used_again()
    {
        var seen = _lead.Present.Epoch;
        var lost = await _lead.RollOutAsync("high");
        Assert.Equal(("high", lost.Epoch), await AnsweredAsync());
        await LoseAsync(2);

        // The store is under a rollout that nobody knows any more: nobody is answered by a guess.
        await RefusedAsync();
        await _server.UntilHealthIsAsync(HealthCheckResponse.Types.ServingStatus.NotServing);

        // Decided where the tags cannot be seen, so that the number is used again for another plan.
        var again = (RolloutChanged)(await _lead.ChangeAsync((_lead.Setting("human") with { Seen = [new SeenEpoch(Course.Service, seen)] }).Decide)).Entry;
        Assert.Equal(lost.Epoch, again.Epochs[Course.Service]);
        await Until.ItHoldsAsync(
            async () => (await Registry.RefreshAsync(CancellationToken.None)).LineOf(Course.Service).Live?.Plan.Active.Version == "human", () => "Nobody moved the rollout.");

        var live = Registry.State.LineOf(Course.Service).Live!;
        Assert.True(live.Epoch > lost.Epoch);
        Assert.False(Registry.State.RolloutOf(Course.Service, lost.Epoch)!.IsReached);
        await _server.UntilHealthIsAsync(HealthCheckResponse.Types.ServingStatus.Serving);
        Assert.Equal(("human", live.Epoch), await AnsweredAsync());

        // And it is taken back to what answered before it.
        Assert.Equal("low", (await _lead.RollBackAsync()).Plan.Active.Version);
        Assert.Equal("low", (await AnsweredAsync()).Version);
    }

    [Fact]
    public async Task One_part_of_a_service_under_a_lost_rollout_keeps_the_replica_unready_until_it_is_put_right()
    {
        var store = _server.Services.GetRequiredService<IRegistryStore>();
        var course = Unanswered();
        var tag = EpisodeTag.Of(course.Key);
        var key = new RedisKeys(tag).Epoch.ToString();
        var before = (await store.EpochOfAsync(tag, CancellationToken.None)).ToString();
        await _redis.CommandAsync("SET", key, "7 00000000000000ff");

        await course.RefusedAsync("STORE_UNAVAILABLE", () => course.TriageAsync(A.Mild));
        await _server.UntilHealthIsAsync(HealthCheckResponse.Types.ServingStatus.NotServing);

        // Nobody calls meanwhile, and it is looked at more than once.
        var live = _server.Services.GetRequiredService<ILiveRevisions>();
        var looks = 0;
        await Until.ItHoldsAsync(
            async () =>
            {
                await _server.Services.GetRequiredService<UnknownEpochs>().LookAgainAsync(Registry.State, CancellationToken.None);
                Assert.Null(live.Of(Course.Service));
                return ++looks == 10;
            },
            () => "It was not looked at.");

        await _redis.CommandAsync("SET", key, before);
        await _server.UntilHealthIsAsync(HealthCheckResponse.Types.ServingStatus.Serving);
        Assert.Equal("low", (await course.TriageAsync(A.Mild)).Clinician.Provenance.Version);
    }

    private Course Unanswered() => new(_server, $"ep-{Interlocked.Increment(ref _courses)}");

    /// <summary>The last entries of the log, as a replica that was promoted without them has it.</summary>
    private async Task LoseAsync(int entries)
    {
        await _redis.CommandAsync("LTRIM", RedisRegistryKeys.Log.ToString(), 0, -1 - entries);
        await Registry.RefreshAsync(CancellationToken.None);
    }

    private async Task RefusedAsync()
    {
        var course = Unanswered();
        await course.RefusedAsync("STORE_UNAVAILABLE", () => course.TriageAsync(A.Mild));
    }

    private async Task<(string Version, long Epoch)> AnsweredAsync()
    {
        var provenance = (await Unanswered().TriageAsync(A.Mild)).Clinician.Provenance;
        return (provenance.Version, provenance.Epoch);
    }
}
