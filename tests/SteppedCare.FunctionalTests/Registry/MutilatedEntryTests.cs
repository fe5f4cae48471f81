using System.Text;
using System.Text.Json.Nodes;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>Every log can be folded and read, whatever became of any one of its entries.</summary>
public sealed class MutilatedEntryTests
{
    private static readonly ARegistry s_registry = Story();

    public static TheoryData<string> Replacements { get; } = ["null", "{}", "[]", "\"x\"", "-1", "[null]", """{"demo":null}""", "true", "away"];

    [Theory]
    [MemberData(nameof(Replacements))]
    public void An_entry_with_anything_in_any_place_is_read_or_passed_over(string replacement)
    {
        for (var place = 0; place < s_registry.Log.Count; place++)
        {
            foreach (var path in Paths(JsonNode.Parse(s_registry.Log[place].Span)!, []))
            {
                var state = Folded(place, Mutilated(s_registry.Log[place].Span, path, replacement));

                Assert.Equal(s_registry.Log.Count, state.Length);
                Look(state);
            }
        }
    }

    [Fact]
    public void Whoever_does_not_know_what_was_changed_is_told_so()
    {
        var state = Folded(0, """{"kind":"revision-blessed","at":"2027-01-01T00:00:00+00:00","by":"someone"}"""u8.ToArray());

        Assert.True(state.HasUnread);
        Assert.False(s_registry.State.HasUnread);
    }

    private static ARegistry Story()
    {
        var registry = new ARegistry();
        registry.Do(Invariants("strict", null).Decide);
        registry.Approved("1");
        registry.Approved("2");
        registry.Approved("3");
        registry.Do(registry.Rollout("1", "demo").Decide);
        registry.Do(new ReachRollout("demo", 1).Decide);
        registry.Do((registry.Rollout("1", "demo", "leeds") with
        {
            CanaryVersion = "2", CanaryShare = 5, ShadowVersions = ["3"], Guard = new GuardBounds(TimeSpan.FromHours(1), 100, 1, TimeSpan.FromSeconds(1), 2), NotBefore = Now,
        }).Decide);
        registry.Do(registry.Back("demo").Decide);
        registry.Do(Invariants("stricter", registry.State.InvariantsOf(Policy)!.Digest).Decide);
        return registry;
    }

    private static RegistryState Folded(int place, byte[] entry) => s_registry.Log
        .Select((bytes, at) => RegistryJson.Read(at == place ? entry : bytes.Span))
        .Aggregate(RegistryState.Empty, (state, next) => state.After(next));

    private static void Look(RegistryState state)
    {
        foreach (var service in state.Services)
        {
            Assert.All(state.RolloutsOf(service), rollout => Assert.All(rollout.Plan.Revisions, revision => Assert.NotNull(revision.Digest)));
            Assert.NotNull(RolloutReading.Needed(state, service).ToList());
            Assert.NotNull(RolloutMover.Due(state, Now).ToList());
        }

        Assert.All(state.Order, label => Assert.All(state.Find(label.Policy, label.Version)!.Published.Files.Values, Assert.NotNull));
        Assert.Null(state.InvariantsOf(Policy)?.BrokenBy.FirstOrDefault());
    }

    private static IEnumerable<string[]> Paths(JsonNode node, string[] above) => node switch
    {
        JsonObject table => table.SelectMany(member => (string[][])[[.. above, member.Key], .. member.Value is { } value ? Paths(value, [.. above, member.Key]) : []]),
        _ => [],
    };

    private static byte[] Mutilated(ReadOnlySpan<byte> entry, string[] path, string replacement)
    {
        var whole = JsonNode.Parse(entry)!;
        var table = path[..^1].Aggregate(whole, (node, name) => node[name]!).AsObject();
        if (replacement == "away")
        {
            table.Remove(path[^1]);
        }
        else
        {
            table[path[^1]] = JsonNode.Parse(replacement);
        }

        return Encoding.UTF8.GetBytes(whole.ToJsonString());
    }
}
