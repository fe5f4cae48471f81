using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>Vectors computed outside this code base. A change here is a change of every stored key.</summary>
public sealed class EpisodeTagTests
{
    [Theory]
    [InlineData("e-1", 8)]
    [InlineData("leeds-0001", 2)]
    [InlineData("a", 10)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 12)]
    [InlineData("ep_2026.11-xyz", 2)]
    [InlineData("p-7f3a9c41d2e84b06", 0)]
    public void The_bucket_is_the_hash_of_the_name_modulo_sixteen(string episode, int bucket)
        => Assert.Equal(bucket, EpisodeTag.Of(new EpisodeKey("leeds", episode)).Bucket);

    [Fact]
    public void Every_key_of_an_episode_carries_the_tag_of_its_bucket()
    {
        var keys = new RedisKeys(EpisodeTag.Of(new EpisodeKey("leeds", "e-1")));

        Assert.Equal("sc:{leeds.08}:ep:e-1", keys.Episode("e-1"));
        Assert.Equal("sc:{leeds.08}:due", keys.Due);
        Assert.Equal("sc:{leeds.08}:tasks", keys.Tasks);
        Assert.Equal("sc:{leeds.08}:log", keys.Log);
        Assert.Equal("sc:{leeds.08}:epoch", keys.Epoch);
        Assert.Equal("sc:{leeds.08}:reply:e-1:2:r.7", keys.Reply("e-1", new ReplyKey(EpisodeMethod.Review, "r.7")));
        Assert.Equal("sc:{leeds.08}:audit:e-1", keys.Audit("e-1"));
    }

    [Fact]
    public void An_entry_of_the_log_is_kind_version_leaf_and_name()
    {
        var leaf = AnEpisode.Leaf(3);

        var packed = RedisLogEntry.Write("e-1", 300, new LogReference(EpisodeMethod.CloseTask, leaf));

        Assert.Equal("06" + "AC02" + Convert.ToHexString(leaf) + "652D31", Convert.ToHexString(packed));
        var read = RedisLogEntry.Read("1-0", packed);
        Assert.Equal(("1-0", "e-1", 300, EpisodeMethod.CloseTask), (read.Position, read.Episode, read.Version, read.Reference.Kind));
        Assert.Equal(leaf, read.Reference.Leaf.ToArray());
        Assert.Throws<ArgumentException>(() => RedisLogEntry.Write("e-1", 1, new LogReference(EpisodeMethod.Triage, leaf.AsMemory(1))));
    }

    [Fact]
    public void Buckets_have_two_digits()
        => Assert.Equal(["{x.00}", "{x.01}", "{x.15}"], EpisodeTag.All("x").Where(tag => tag.Bucket is 0 or 1 or 15).Select(tag => tag.ToString()));

    [Fact]
    public void Names_longer_than_the_contract_allows_are_a_broken_promise()
    {
        Assert.Throws<ArgumentException>(() => EpisodeTag.Of(new EpisodeKey("leeds", new string('a', 65))));
        Assert.Throws<ArgumentException>(() => EpisodeTag.Of(new EpisodeKey(new string('a', 41), "e-1")));
    }
}
