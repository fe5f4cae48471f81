using System.Collections.Immutable;
using System.Text;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>What docs/storage-vectors.txt says of the registry is what is written, and what is read.</summary>
public sealed class RegistryVectorTests
{
    private static readonly DateTimeOffset s_at = new(2026, 11, 22, 14, 45, 30, 250, TimeSpan.Zero);
    private static readonly RevisionName s_name = new("talking-therapies", "2026.1", "aa11");

    private static readonly RolloutPlan s_plan = new(
        s_name, s_name with { Version = "2026.2" }, 550, [s_name with { Version = "2026.3" }],
        new GuardBounds(TimeSpan.FromMinutes(5), 200, 0.5, TimeSpan.FromMilliseconds(2), 12.5));

    private static readonly ImmutableSortedDictionary<string, string> s_texts = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> s_vectors = Repository.Read("docs/storage-vectors.txt").Split('\n')
        .Where(line => line.StartsWith("registry-", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToDictionary(words => words[0], words => words[1].Trim());

    private static readonly Dictionary<string, RegistryEntry> s_entries = new()
    {
        ["registry-revision-published"] = new RevisionPublished
        {
            At = s_at, By = "a.author", Request = new RegistryRequest("r-1", "ff00"), Revision = s_name, LanguageVersion = 1,
            Files = s_texts.Add("cases.yaml", "c0").Add("policy.csx", "b1"), InvariantsDigest = "d2", ReportDigest = "e3", Notes = "Why \"it\" exists",
        },
        ["registry-invariants-published"] = new InvariantsPublished
        {
            At = s_at, By = "s.officer", Policy = "talking-therapies", Digest = "d2", File = "d4", BrokenBy = [s_name], Notes = "",
        },
        ["registry-revision-approved"] = new RevisionApproved { At = s_at, By = "s.officer", Revision = s_name, InvariantsDigest = null, ReportDigest = "e3", Notes = "Seen" },
        ["registry-revision-retired"] = new RevisionRetired { At = s_at, By = "s.officer", Revision = s_name, Reason = "Replaced" },
        ["registry-rollout-changed"] = new RolloutChanged
        {
            At = s_at, By = "a.author", Change = RolloutChange.Set, NotBefore = s_at.AddHours(1), Reason = "Better",
            Epochs = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal).Add("demo", 2),
            Plans = ImmutableSortedDictionary.Create<string, RolloutPlan>(StringComparer.Ordinal).Add("demo", s_plan),
        },
        ["registry-rollout-reached"] = new RolloutReached { At = s_at, By = "service", Service = "demo", Epoch = 2 },
    };

    public static TheoryData<string> Names => [.. s_entries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_entry_is_written_and_read_as_its_vector_says(string name)
    {
        var written = RegistryJson.Write(s_entries[name]);

        var vector = s_vectors.GetValueOrDefault(name) ?? throw new InvalidDataException($"docs/storage-vectors.txt lacks {name} {Convert.ToHexStringLower(written)}");
        Assert.Equal(Encoding.UTF8.GetString(Convert.FromHexString(vector)), Encoding.UTF8.GetString(written));
        var read = RegistryJson.Read(written);
        Assert.Equal(s_entries[name].GetType(), read.GetType());
        Assert.Equal(written, RegistryJson.Write(read));
    }

    [Fact]
    public void What_a_tag_is_under_is_the_rollout_s_number_and_the_mark_of_its_entry()
    {
        var changed = (RolloutChanged)RegistryJson.Read(Convert.FromHexString(s_vectors["registry-rollout-changed"]));
        var written = Repository.Read("docs/storage-vectors.txt").Split('\n').Single(line => line.StartsWith("epoch ", StringComparison.Ordinal)).Split(' ')[1].Trim();

        var epoch = new TagEpoch(changed.Epochs["demo"], changed.Mark);

        Assert.Equal(Encoding.UTF8.GetString(Convert.FromHexString(written)), epoch.ToString());
        Assert.Equal(epoch, TagEpoch.Parse(epoch.ToString()));
        Assert.Equal((new TagEpoch(7, 0), default), (TagEpoch.Parse("7"), TagEpoch.Parse("")));
    }

    [Fact]
    public void Every_kind_of_entry_has_a_vector()
    {
        var kinds = typeof(RegistryEntry).Assembly.GetTypes().Where(type => type.BaseType == typeof(RegistryEntry) && type != typeof(UnreadEntry));

        Assert.Equal(kinds.Select(type => type.Name).Order(), s_entries.Values.Select(entry => entry.GetType().Name).Order());
        Assert.Equal(s_entries.Keys.Order(), s_vectors.Keys.Order());
    }
}
