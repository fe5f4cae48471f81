using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Two servers on one Redis, and a revision that one of them does not finish loading until it is told to.</summary>
public sealed class LaggingReplicaTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-lagging-");
    private RedisServer _redis = null!;
    private AssembledServer _prompt = null!;
    private AssembledServer _lagging = null!;
    private Lead _lead = null!;
    private int _courses;

    private HeldLoads Loads => (HeldLoads)_lagging.Services.GetRequiredService<IRevisionLoader>();

    private string Laggard => _lagging.Services.GetRequiredService<ReplicaName>().Value;

    public async Task InitializeAsync()
    {
        var version = Directory.CreateDirectory(Path.Combine(_folder.FullName, "policies", Lead.Policy, "low")).FullName;
        await File.WriteAllTextAsync(Path.Combine(version, "policy.csx"), Scripts.Low);
        _redis = await RedisServer.StartDurableAsync();
        _prompt = await StartAsync("prompt");
        _lagging = await StartAsync(
            "lagging", services => services.AddSingleton<IRevisionLoader>(provider => new HeldLoads(provider.GetRequiredService<RevisionLoader>(), "held")));
        _lead = new Lead(_prompt);
        await _lead.PublishAsync("high", Scripts.High);
        await _lead.RollOutAsync("high");
        await _lead.PublishAsync("held", Scripts.Another(Scripts.High, 1));
    }

    public async Task DisposeAsync()
    {
        Loads.Release();
        await _lagging.DisposeAsync();
        await _prompt.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_replica_that_does_not_load_a_revision_is_named_and_going_back_waits_for_no_load()
    {
        var before = _lead.Present.Epoch;

        var refused = (await _lead.TryAsync(_lead.Command("held"))).Refusal;

        Assert.Equal(("REPLICAS_NOT_READY", Laggard), (refused?.Reason, refused?.Metadata[RolloutRefusals.Replicas]));
        Assert.Equal((before, "high"), (_lead.Present.Epoch, await AnsweredAsync(_lagging)));
        Assert.Contains("steppedcare_rollouts_not_ready_total 1", await _prompt.MetricsAsync());

        // Its load is still under way.
        var back = await _lead.RollBackAsync();
        Assert.True(back.IsReached);
        Assert.Equal(("low", "low"), (await AnsweredAsync(_prompt), await AnsweredAsync(_lagging)));
        await Until.ItHoldsAsync(IsListedAsync, () => "A replica that loads fell off the list.");
    }

    [Fact]
    public async Task A_replica_that_is_left_out_is_not_waited_for_and_answers_once_it_has_loaded()
    {
        var changed = await _lead.RollOutAsync(_lead.Command("held") with { WithoutReplicas = [Laggard] });

        Assert.True(changed.IsReached);
        Assert.Equal("held", await AnsweredAsync(_prompt));
        await Until.ItHoldsAsync(async () => !await IsListedAsync(), () => "A replica that cannot answer everybody stays on the list.");

        var answer = AnsweredAsync(_lagging, wherever: true);
        Loads.Release();
        Assert.Equal("held", await answer.WaitAsync(AssembledServer.Patience));
    }

    private async Task<bool> IsListedAsync() =>
        (await _prompt.Services.GetRequiredService<IRegistryStore>().ReplicasAsync(CancellationToken.None)).Any(replica => replica.Replica == Laggard);

    private Task<AssembledServer> StartAsync(string name, Action<IServiceCollection>? also = null) => AssembledServer.StartAsync(
        Path.Combine(_folder.FullName, name), _redis.Endpoint, Path.Combine(_folder.FullName, "policies"), also: also);

    private async Task<string> AnsweredAsync(AssembledServer server, bool wherever = false)
    {
        // Two servers count their episodes alike, and these are one store's.
        var course = new Course(server, $"ep-{Interlocked.Increment(ref _courses)}");
        for (; ; )
        {
            try
            {
                return (await course.TriageAsync(A.Mild)).Clinician.Provenance.Version;
            }
            catch (Grpc.Core.RpcException fault) when (wherever && fault.StatusCode == Grpc.Core.StatusCode.Unavailable)
            {
                await Task.Delay(20);
            }
        }
    }
}
