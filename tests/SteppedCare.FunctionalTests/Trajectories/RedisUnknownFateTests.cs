using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>The connection breaks between a commit and its reply: the caller is told so, and looking again settles it.</summary>
[Collection(nameof(SharedRedis))]
public sealed class RedisUnknownFateTests(SharedRedis redis) : IAsyncLifetime
{
    private const string Service = "unknown-fate";

    private readonly CancellationToken _bounded = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
    private CuttingProxy _proxy = null!;
    private RedisTrajectoryStore _store = null!;

    public async Task InitializeAsync()
    {
        _proxy = new CuttingProxy(redis.Server.Port);
        _store = Through(_proxy, TimeSpan.FromSeconds(20));

        // Loads the scripts, so that what is cut is the commit itself.
        await _store.CommitAsync(new EpisodeKey(Service, $"first-{_proxy.Endpoint[10..]}"), Upon(0), _bounded);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_whose_reply_was_cut_off_is_found_by_looking_again()
    {
        var key = new EpisodeKey(Service, "reply-cut-off");
        _proxy.CutAfter(key.Episode);

        await Assert.ThrowsAsync<CommitFateUnknownException>(() => _store.CommitAsync(key, Upon(0), _bounded));

        Assert.Equal(1, Version(await Recovering.LoadAsync(_store, key)));
        Assert.Equal(CommitResult.VersionMoved, await _store.CommitAsync(key, Upon(0), _bounded));
    }

    [Fact]
    public async Task A_commit_that_was_cut_off_on_its_way_can_be_made_again()
    {
        var key = new EpisodeKey(Service, "request-cut-off");
        _proxy.CutBefore(key.Episode);

        await Assert.ThrowsAsync<CommitFateUnknownException>(() => _store.CommitAsync(key, Upon(0), _bounded));

        Assert.Equal(0, Version(await Recovering.LoadAsync(_store, key)));
        Assert.Equal(CommitResult.Committed, await _store.CommitAsync(key, Upon(0), _bounded));
        Assert.Single(await _store.Index.ReadLogAsync(EpisodeTag.Of(key), null, 1000, _bounded), entry => entry.Episode == key.Episode);
    }

    [Fact]
    public async Task A_commit_that_gets_no_answer_in_time_has_an_unknown_fate()
    {
        var key = new EpisodeKey(Service, "no-answer");
        await using var impatient = Through(_proxy, TimeSpan.FromSeconds(1));
        await impatient.ProbeAsync(_bounded);
        _proxy.SilenceAfter(key.Episode);

        await Assert.ThrowsAsync<CommitFateUnknownException>(() => impatient.CommitAsync(key, Upon(0), _bounded));

        Assert.Equal(1, Version(await redis.Store.LoadAsync(key, null, _bounded)));
    }

    [Fact]
    public async Task A_commit_cancelled_after_it_was_sent_has_an_unknown_fate()
    {
        var key = new EpisodeKey(Service, "cancelled");
        using var cancel = new CancellationTokenSource();
        _proxy.SilenceAfter(key.Episode);

        var commit = _store.CommitAsync(key, Upon(0), cancel.Token);
        await Recovering.UntilAsync(async () => Version(await redis.Store.LoadAsync(key, null, _bounded)) == 1);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<CommitFateUnknownException>(() => commit);
    }

    [Fact]
    public async Task A_load_that_is_cut_off_is_only_unavailable()
    {
        var key = new EpisodeKey(Service, "load-cut-off");
        _proxy.CutAfter(key.Episode);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.LoadAsync(key, null, _bounded));

        Assert.IsNotType<CommitFateUnknownException>(fault);
    }

    [Fact]
    public async Task A_load_that_gets_no_answer_can_be_cancelled()
    {
        var key = new EpisodeKey(Service, "load-cancelled");
        using var cancel = new CancellationTokenSource();
        _proxy.SilenceAfter(key.Episode);

        var load = _store.LoadAsync(key, null, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
    }

    private static RedisTrajectoryStore Through(CuttingProxy proxy, TimeSpan patience)
        => new(new RedisOptions { Endpoints = proxy.Endpoint, CallTimeout = patience }, TimeProvider.System);
}
