using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SteppedCare.Server.Registry;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>The history is the state: whatever happened, who reads the bytes knows what those knew who wrote them.</summary>
public sealed class FoldTests
{
    private static readonly string[] s_services = ["demo", "leeds", "york"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_sequence_of_changes_read_again_in_any_pieces_is_the_same_registry(int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var registry = new ARegistry();
            var reasons = new HashSet<string?>();
            for (var step = 0; step < 120; step++)
            {
                reasons.Add(Change(registry, chance));
                Sound(registry.State);
            }

            var read = RegistryLog.Empty;
            while (read.State.Length < registry.State.Length)
            {
                var from = (int)read.From;
                var until = Math.Min(registry.Log.Count, from + chance.Next(1, 12));
                read = read.With([.. registry.Log[from..until]])!;
            }

            Assert.Equal(Describe(registry.State), Describe(read.State));
            Assert.Contains(null, reasons);
            Assert.True(reasons.Count > 3, "the changes are not random enough to be refused in several ways");
        }
    }

    [Fact]
    public void What_a_later_release_wrote_counts_keeps_its_request_and_changes_nothing_else()
    {
        var registry = new ARegistry();
        registry.Approved("1");
        var before = Describe(registry.State);
        string[] later =
        [
            """{"kind":"revision-blessed","at":"2027-01-01T00:00:00+00:00","by":"someone","request":{"id":"r-9","hash":"h"},"more":{"a":[1]}}""",
            """{"kind":"rollout-changed","at":"2027-01-01T00:00:00+00:00","by":"x","change":"Mirrored","epochs":{"demo":1},"plans":{},"notBefore":null,"reason":""}""",
            """{"kind":"revision-published","at":"2027-01-01T00:00:00+00:00","by":"x"}""",
            """{"by":7,"kind":{},"request":"r"}""",
            "[]",
            "null",
            "no json at all",
            "",
        ];

        var after = later.Aggregate(registry.State, (state, entry) => state.After(RegistryJson.Read(Encoding.UTF8.GetBytes(entry))));

        Assert.Equal(registry.State.Length + later.Length, after.Length);
        Assert.Equal(before, Describe(after));
        Assert.Equal(("h", 2), (after.FindRequest("r-9")!.Hash, after.FindRequest("r-9")!.Place));
        Assert.Equal("revision-blessed", Assert.IsType<UnreadEntry>(after.FindRequest("r-9")!.Entry).Kind);
    }

    [Fact]
    public void What_refers_to_an_entry_that_could_not_be_read_changes_nothing()
    {
        var registry = new ARegistry();
        registry.Approved("1");
        registry.Do(registry.Rollout("1", "demo").Decide);
        registry.Do(new ReachRollout("demo", 1).Decide);

        var state = registry.Log.Select((bytes, place) => place is 0 or 2 ? RegistryJson.Read("{}"u8) : RegistryJson.Read(bytes.Span))
            .Aggregate(RegistryState.Empty, (folded, entry) => folded.After(entry));

        Assert.Equal(4, state.Length);
        Assert.Empty(state.Order);
        Assert.Null(state.RolloutOf("demo"));
    }

    [Fact]
    public void Fields_that_a_later_release_added_are_passed_over()
    {
        var registry = new ARegistry();
        registry.Published("1");
        var text = Encoding.UTF8.GetString(registry.Log[0].Span);

        var read = RegistryJson.Read(Encoding.UTF8.GetBytes(text.Insert(text.Length - 1, ",\"later\":{\"x\":1}")));

        Assert.Equal("1", Assert.IsType<RevisionPublished>(read).Revision.Version);
    }

    private static string? Change(ARegistry registry, Random chance)
    {
        string Version() => chance.Next(1, 5).ToString(CultureInfo.InvariantCulture);
        string[] services = [.. s_services.Where(_ => chance.Next(2) == 0)];
        var seen = services.Select(service => chance.Next(10) == 0 ? new SeenEpoch(service, chance.Next(9)) : registry.Seen(service)).ToImmutableArray();
        var beginning = s_services[chance.Next(3)];
        return chance.Next(9) switch
        {
            0 => registry.Try(registry.Publish(Version(), chance.Next(4) == 0 ? "edited" : "", report: chance.Next(8) == 0 ? BadReport : null).Decide),
            1 => registry.Try(registry.Approve(Version(), by: chance.Next(5) == 0 ? Author : Officer).Decide),
            2 => registry.Try(new RetireRevision(Policy, Version(), Officer, "old").Decide),
            3 when chance.Next(6) == 0 => registry.Try(Invariants(Version(), registry.State.InvariantsOf(Policy)?.Digest).Decide),
            4 => registry.Try((registry.Back() with { Seen = seen }).Decide),
            5 or 6 => registry.Try((registry.Rollout(Version(), services) with
            {
                Seen = seen,
                CanaryVersion = chance.Next(3) == 0 ? Version() : null,
                CanaryShare = chance.Next(4) == 0 ? chance.Next(-100, 11_000) : 0,
                ShadowVersions = [.. Enumerable.Range(0, chance.Next(3)).Select(_ => Version())],
                Guard = chance.Next(3) == 0 ? new GuardBounds(TimeSpan.FromMinutes(chance.Next(1, 60)), 100, 1.5, null, 10) : null,
                NotBefore = chance.Next(3) == 0 ? Now.AddHours(chance.Next(800)) : null,
                Ladders = Enumerable.Range(1, 5).ToImmutableDictionary(version => $"{version}", _ => (IReadOnlySet<Step>)ImmutableHashSet.Create(Step.Low)),
            }).Decide),
            7 => registry.Try(new ReachRollout(s_services[chance.Next(3)], chance.Next(1, 8)).Decide),
            _ => registry.Try((state, now) => state.Find(Policy, "1") is { } revision
                ? new BeginRollout(beginning, revision.Name).Decide(state, now)
                : RegistryRefusals.UnknownRevision),
        };
    }

    /// <summary>What must hold after every change.</summary>
    private static void Sound(RegistryState state)
    {
        foreach (var service in state.Services)
        {
            Assert.Equal(state.RolloutsOf(service).Count(), state.RolloutOf(service)!.Epoch);
            Assert.Equal(state.RolloutsOf(service).Select(rollout => rollout.Epoch).OrderDescending(), state.RolloutsOf(service).Select(rollout => rollout.Epoch));
            Assert.All(state.AnsweringOf(service).SelectMany(rollout => rollout.Plan.Revisions), revision => Assert.Null(state.Find(revision)!.Retired));
        }
    }

    private static string Describe(RegistryState state)
    {
        var text = new StringBuilder();
        foreach (var (policy, version) in state.Order)
        {
            var revision = state.Find(policy, version)!;
            RegistryEntry?[] entries = [revision.Published, .. revision.Approvals, revision.Retired, state.InvariantsOf(policy)];
            text.AppendJoin('\n', entries.OfType<RegistryEntry>().Select(Describe)).Append('\n');
        }

        foreach (var rollout in state.Services.SelectMany(state.RolloutsOf))
        {
            text.Append(CultureInfo.InvariantCulture, $"{rollout.Service} {rollout.Epoch} {rollout.IsReached} {rollout.Plan.Active} {Describe(rollout.Changed)}\n");
        }

        return text.ToString();
    }

    private static string Describe(RegistryEntry entry) => Encoding.UTF8.GetString(RegistryJson.Write(entry));
}
