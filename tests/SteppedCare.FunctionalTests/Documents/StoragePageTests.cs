using System.Text.RegularExpressions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>What is stored lies where the page says.</summary>
public sealed partial class StoragePageTests
{
    private static readonly string s_page = Repository.Read("docs/storage.md");

    [Fact]
    public void The_keys_are_those_of_the_store()
    {
        // The page's example: an episode of this service in that bucket.
        var tag = new EpisodeTag("leeds", 7);
        var keys = new RedisKeys(tag);
        var reply = keys.Reply("e", new ReplyKey(EpisodeMethod.Review, "r")).ToString().Replace(":e:2:r", ":<episode>:<method>:<request id>", StringComparison.Ordinal);
        string[] registered =
        [
            RedisRegistryKeys.Log!, RedisRegistryKeys.Blob("<sha256>")!, RedisRegistryKeys.Artefact("<key>")!, RedisRegistryKeys.Lease("<name>")!, RedisRegistryKeys.Replicas!,
            RedisRegistryKeys.Wanted!, Counts(), RedisRegistryKeys.Acknowledged!,
        ];
        string[] named =
        [
            .. registered, keys.Episode("<episode>")!, keys.Audit("<episode>")!, reply, keys.Due!, keys.Tasks!, keys.Log!, keys.Worklist!, keys.Open!, keys.Trimmed!, keys.Epoch!, keys.Recount!, keys.Acknowledged!, keys.Totals!, keys.Begun!,
        ];

        var written = Key().Matches(s_page).Select(match => match.Groups["key"].Value);

        Assert.Equal(named.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.Contains($"`{RedisKeys.Probe}`", s_page, StringComparison.Ordinal);
    }

    private static string Counts() =>
        RedisRegistryKeys.Counts("<service>", 7, CountKind.Arm).ToString().Replace(":7", ":<epoch>", StringComparison.Ordinal).Replace(":arm", ":<kind>", StringComparison.Ordinal);

    [Fact]
    public void The_bucket_is_computed_as_the_page_says()
    {
        Assert.Contains("`bucket` = the first 8 bytes of SHA-256(episode), big-endian, modulo 16.", s_page, StringComparison.Ordinal);
        Assert.All(["a", "c5b1f0e2", "Z-9._"], episode =>
        {
            var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(episode));
            var number = hash.Take(8).Aggregate(0UL, (sum, next) => (sum << 8) | next);
            Assert.Equal(new EpisodeTag("leeds", (int)(number % 16)), EpisodeTag.Of(new EpisodeKey("leeds", episode)));
        });
    }

    [Fact]
    public void The_methods_have_the_numbers_on_the_page()
    {
        var methods = Enum.GetValues<EpisodeMethod>().Where(method => method != EpisodeMethod.None).Select(method => $"{(int)method} {method}");

        Assert.Contains($"`kind` and `method` are {string.Join(", ", methods)}.", s_page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_entry_is_packed_as_the_page_says()
    {
        Assert.Contains("packed into the field `c`: kind (a byte), version (base-128), leaf (32 bytes), episode;", s_page, StringComparison.Ordinal);
        Assert.Contains("'XADD', KEYS[5], '*', 'c',", RedisScripts.Commit, StringComparison.Ordinal);
        byte[] leaf = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

        Assert.Equal(
            [(byte)EpisodeMethod.Review, 0xAC, 0x02, .. leaf, (byte)'e', (byte)'1'],
            RedisLogEntry.Write("e1", 300, new LogReference(EpisodeMethod.Review, leaf)));
    }

    [Fact]
    public void A_reply_is_kept_as_long_as_the_page_says()
    {
        Assert.Contains($"A reply is kept {KeptReply.Lifetime.TotalHours} hours.", s_page, StringComparison.Ordinal);
        Assert.Contains($"for {KeptReply.Lifetime.TotalHours} hours |", s_page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ends_by_itself_ends_when_the_page_says()
    {
        Assert.Contains($"kept {IRegistryStore.ArtefactLifetime.TotalDays} days after it was last asked for", s_page, StringComparison.Ordinal);
        Assert.Contains($"kept {IRegistryStore.CountsLifetime.TotalDays} days after the last was added", s_page, StringComparison.Ordinal);
        Assert.Contains($"format {SqliteSchema.Version}", s_page, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| `(?<key>sc:[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Key();
}
