using System.Collections.Immutable;
using System.Text;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>What every store promises of the registry: its log, blobs, epochs and compiled policies. A store that is shared is begun anew for each test.</summary>
public abstract partial class RegistryStoreContract : IAsyncLifetime
{
    private static int s_services;

    private protected readonly string _service = $"registered-{Environment.ProcessId}-{Interlocked.Increment(ref s_services)}";

    private protected abstract IRegistryStore Store { get; }

    private protected abstract ITrajectoryStore Trajectories { get; }

    private protected CancellationToken Bounded { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public abstract Task InitializeAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_new_store_knows_nothing_but_the_time()
    {
        var tail = await Store.ReadAsync(0, Bounded);

        Assert.Empty(tail.Entries);
        Assert.InRange(TimeProvider.System.GetUtcNow() - tail.Now, TimeSpan.FromMinutes(-5), TimeSpan.FromMinutes(5));
        Assert.Null(await Store.LoadBlobAsync(Blob("x").Digest, Bounded));
        Assert.Null(await Store.FindArtefactAsync("none", Bounded));
        Assert.Empty(await Store.ReplicasAsync(Bounded));
        Assert.Empty(await Store.WantedAsync(Bounded));
        Assert.Empty(await Store.CountsAsync(_service, 1, CountKind.Arm, Bounded));
    }

    [Fact]
    public async Task What_was_appended_is_read_byte_for_byte_from_any_place_on()
    {
        byte[] everyByte = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        Assert.True(await AppendAsync(0, "a"u8.ToArray(), everyByte));
        Assert.True(await AppendAsync(2, "c"u8.ToArray()));

        Assert.Equal(["61", Convert.ToHexString(everyByte), "63"], await EntriesAsync(0));
        Assert.Equal(["63"], await EntriesAsync(2));
        Assert.Empty(await EntriesAsync(3));
        Assert.Empty(await EntriesAsync(7));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_append_upon_another_length_keeps_neither_entries_nor_blobs(long length)
    {
        Assert.True(await AppendAsync(0, "a"u8.ToArray(), "b"u8.ToArray()));
        var blob = Blob("not kept");

        Assert.False(await Store.TryAppendAsync(length, [Bytes("c")], [blob], Bounded));

        Assert.Equal(["61", "62"], await EntriesAsync(0));
        Assert.Null(await Store.LoadBlobAsync(blob.Digest, Bounded));
    }

    [Fact]
    public async Task Of_two_who_append_at_once_one_wins_and_keeps_all_and_the_other_nothing()
    {
        for (var round = 0; round < 20; round++)
        {
            var blobs = Enumerable.Range(0, 2).Select(who => Blob($"round {round} by {who}")).ToArray();
            var appended = await Task.WhenAll(blobs.Select((blob, who) => Task.Run(() => Store.TryAppendAsync(round, [Bytes($"{round}/{who}")], [blob], Bounded))));

            var winner = Assert.Single(Enumerable.Range(0, 2), who => appended[who]);
            Assert.Equal([Convert.ToHexString(Encoding.UTF8.GetBytes($"{round}/{winner}"))], await EntriesAsync(round));
            Assert.NotNull(await Store.LoadBlobAsync(blobs[winner].Digest, Bounded));
            Assert.Null(await Store.LoadBlobAsync(blobs[1 - winner].Digest, Bounded));
        }
    }

    [Fact]
    public async Task Blobs_of_a_mebibyte_are_kept_and_two_entries_can_name_the_same()
    {
        var large = RegistryBlob.Of(Enumerable.Range(0, 1 << 20).Select(value => (byte)(value * 31)).ToArray());

        Assert.True(await Store.TryAppendAsync(0, [Bytes("a")], [large, Blob("small")], Bounded));
        Assert.True(await Store.TryAppendAsync(1, [Bytes("b")], [large], Bounded));

        Assert.Equal(large.Bytes.ToArray(), (await Store.LoadBlobAsync(large.Digest, Bounded))!.Value.ToArray());
        Assert.Equal("small"u8.ToArray(), (await Store.LoadBlobAsync(Blob("small").Digest, Bounded))!.Value.ToArray());
    }

    [Fact]
    public async Task A_blob_that_is_not_what_its_name_says_is_not_given_out()
    {
        var blob = Blob("as published");
        await Store.TryAppendAsync(0, [Bytes("a")], [blob], Bounded);

        await TamperAsync(blob.Digest);

        Assert.Null(await Store.LoadBlobAsync(blob.Digest, Bounded));
    }

    [Fact]
    public async Task The_last_of_ten_thousand_entries_is_read_as_easily_as_the_whole()
    {
        const int Entries = 10_000;
        ImmutableArray<ReadOnlyMemory<byte>> entries = [.. Enumerable.Range(0, Entries).Select(number => Bytes($"entry {number} {new string('x', 200)}"))];
        for (var from = 0; from < Entries; from += 1000)
        {
            Assert.True(await Store.TryAppendAsync(from, entries[from..(from + 1000)], [], Bounded));
        }

        Assert.Equal([Convert.ToHexString(entries[^1].Span)], await EntriesAsync(Entries - 1));
        Assert.Equal(entries.Select(entry => Convert.ToHexString(entry.Span)), await EntriesAsync(0));
        Assert.Equal(501, (await EntriesAsync(Entries - 501)).Length);
    }

    [Fact]
    public async Task A_compiled_policy_is_found_under_its_key_and_replaced_whole()
    {
        await Store.KeepArtefactAsync("key-1", Bytes("compiled"), Bounded);
        await Store.KeepArtefactAsync("key-2", Bytes("other"), Bounded);
        await Store.KeepArtefactAsync("key-1", Bytes("compiled again"), Bounded);

        Assert.Equal("compiled again"u8.ToArray(), (await Store.FindArtefactAsync("key-1", Bounded))!.Value.ToArray());
        Assert.Equal("other"u8.ToArray(), (await Store.FindArtefactAsync("key-2", Bounded))!.Value.ToArray());
        Assert.Null(await Store.FindArtefactAsync("key-3", Bounded));
    }

    [Fact]
    public async Task The_epoch_of_a_tag_goes_forward_and_never_back_and_commits_are_held_against_it()
    {
        var key = new EpisodeKey(_service, "e-1");
        var tag = EpisodeTag.Of(key);

        await Store.AdvanceEpochAsync(tag, 9, Bounded);
        Assert.Equal(9, await EpochAsync(key));
        await Store.AdvanceEpochAsync(tag, 10, Bounded);
        Assert.Equal(10, await EpochAsync(key));
        await Store.AdvanceEpochAsync(tag, 9, Bounded);
        await Store.AdvanceEpochAsync(tag, 10, Bounded);
        Assert.Equal(10, await EpochAsync(key));
        await Store.AdvanceEpochAsync(tag, long.MaxValue, Bounded);
        await Store.AdvanceEpochAsync(tag, long.MaxValue - 1, Bounded);

        Assert.Equal(long.MaxValue, await EpochAsync(key));
        Assert.Equal(CommitResult.EpochMoved, await Trajectories.CommitAsync(key, AnEpisode.Upon(0) with { Epoch = 10 }, Bounded));
        Assert.Equal(CommitResult.Committed, await Trajectories.CommitAsync(key, AnEpisode.Upon(0) with { Epoch = long.MaxValue }, Bounded));
    }

    [Fact]
    public async Task A_tag_under_one_rollout_is_not_put_under_another_of_the_same_number_and_says_so()
    {
        var tag = EpisodeTag.Of(new EpisodeKey(_service, "e-1"));
        TagEpoch one = new(9, 7), another = new(9, -7);

        Assert.Equal(one, await Store.AdvanceEpochAsync(tag, one, Bounded));
        Assert.Equal(one, await Store.AdvanceEpochAsync(tag, another, Bounded));
        Assert.Equal(one, await Store.AdvanceEpochAsync(tag, 9, Bounded));
        Assert.Equal(one, await Store.AdvanceEpochAsync(tag, new TagEpoch(8, 7), Bounded));
        Assert.Equal(one, await Store.EpochOfAsync(tag, Bounded));
        Assert.Equal(new TagEpoch(10, -7), await Store.AdvanceEpochAsync(tag, another with { Number = 10 }, Bounded));
        Assert.Equal(new TagEpoch(10, -7), await Store.EpochOfAsync(tag, Bounded));
    }

    [Fact]
    public async Task A_number_from_before_there_were_marks_is_given_its_mark_once()
    {
        var tag = EpisodeTag.Of(new EpisodeKey(_service, "e-1"));

        Assert.Equal(new TagEpoch(9, 0), await Store.AdvanceEpochAsync(tag, 9, Bounded));
        Assert.Equal(new TagEpoch(9, 3), await Store.AdvanceEpochAsync(tag, new TagEpoch(9, 3), Bounded));
        Assert.Equal(new TagEpoch(9, 3), await Store.AdvanceEpochAsync(tag, new TagEpoch(9, 4), Bounded));
        Assert.Equal(new TagEpoch(9, 3), await Store.EpochOfAsync(tag, Bounded));
    }

    [Fact]
    public async Task An_epoch_belongs_to_one_tag()
    {
        var tags = EpisodeTag.All(_service).ToArray();
        await Task.WhenAll(tags.Select(tag => Store.AdvanceEpochAsync(tag, 100 + tag.Bucket, Bounded)));

        foreach (var episode in Enumerable.Range(0, 200).Select(number => new EpisodeKey(_service, $"e-{number}")).DistinctBy(EpisodeTag.Of))
        {
            Assert.Equal(100 + EpisodeTag.Of(episode).Bucket, await EpochAsync(episode));
        }
    }

    [Fact]
    public async Task Epochs_raised_by_many_at_once_end_at_the_highest()
    {
        var key = new EpisodeKey(_service, "e-1");

        await Task.WhenAll(Enumerable.Range(1, 40).Select(epoch => Task.Run(() => Store.AdvanceEpochAsync(EpisodeTag.Of(key), epoch, Bounded))));

        Assert.Equal(40, await EpochAsync(key));
    }

    /// <summary>Changes what is kept under this digest, past the store.</summary>
    private protected abstract Task TamperAsync(string digest);

    private protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static RegistryBlob Blob(string text) => RegistryBlob.Of(text);

    private Task<bool> AppendAsync(long length, params byte[][] entries) =>
        Store.TryAppendAsync(length, [.. entries.Select(entry => (ReadOnlyMemory<byte>)entry)], [], Bounded);

    private async Task<string[]> EntriesAsync(long from) => [.. (await Store.ReadAsync(from, Bounded)).Entries.Select(entry => Convert.ToHexString(entry.Span))];

    private async Task<long> EpochAsync(EpisodeKey key) => (await Trajectories.LoadAsync(key, null, Bounded)).Epoch.Number;
}
