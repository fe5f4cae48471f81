using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Who is in a canary's share.</summary>
public sealed class CanaryTests
{
    private const int Episodes = 20_000;

    [Fact]
    public void Whoever_is_in_a_share_is_in_every_larger_one()
    {
        var chance = new Random(5);
        var shares = Enumerable.Range(0, 40).Select(_ => chance.Next(Canary.Whole + 1)).Append(0).Append(Canary.Whole).Order().ToList();
        var canaries = shares.Select(share => Of("aa", share)).ToList();

        for (var episode = 0; episode < Episodes; episode++)
        {
            var taken = canaries.Select(canary => canary.Takes("leeds", $"ep-{episode}")).ToList();
            Assert.Equal(taken.Order(), taken);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(5_000)]
    [InlineData(9_900)]
    public void A_share_is_as_large_as_it_says(int share)
    {
        var canary = Of("bb", share);

        var taken = Enumerable.Range(0, Episodes).Count(episode => canary.Takes("leeds", $"ep-{episode}"));

        // Five times the spread that a draw of so many has.
        var part = share / (double)Canary.Whole;
        Assert.InRange(taken, (Episodes * part) - (5 * Math.Sqrt(Episodes * part * (1 - part))) - 1, (Episodes * part) + (5 * Math.Sqrt(Episodes * part * (1 - part))) + 1);
    }

    [Fact]
    public void None_of_nothing_and_all_of_the_whole_are_in_it()
    {
        Assert.DoesNotContain(true, Enumerable.Range(0, Episodes).Select(episode => Of("cc", 0).Takes("leeds", $"ep-{episode}")));
        Assert.DoesNotContain(false, Enumerable.Range(0, Episodes).Select(episode => Of("cc", Canary.Whole).Takes("leeds", $"ep-{episode}")));
    }

    [Fact]
    public void The_next_canary_draws_other_episodes()
    {
        var (first, second) = (Of("dd", 1_000), Of("ee", 1_000));

        var both = Enumerable.Range(0, Episodes).Count(episode => first.Takes("leeds", $"ep-{episode}") && second.Takes("leeds", $"ep-{episode}"));

        Assert.InRange(both, Episodes / 200, Episodes / 50);
    }

    [Fact]
    public void Asking_who_is_in_it_allocates_nothing()
    {
        var canary = Of("ff", 5_000);
        _ = canary.Takes("leeds", "ep-1");
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var time = 0; time < 1_000; time++)
        {
            _ = canary.Takes("leeds", "ep-1");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Canary Of(string digest, int share) => new(new Named(new RevisionName("talking-therapies", "1", digest)), share);

    private sealed class Named(RevisionName name) : IRevision
    {
        public string? RuleAt(RulePlace place) => throw new NotSupportedException();

        public RevisionName Name => name;

        public int LanguageVersion => 1;

        public ImmutableArray<ReviewTimer> ReviewTimers => [];

        public ImmutableArray<WatchTimer> WatchTimers => [];

        public Norms Norms => Norms.Published;

        public ImmutableArray<FactNumber> SafetyFacts => [];

        public RevisionMeters? Meters => null;

        public RuleGroup GroupOf(string rule) => RuleGroup.Triage;

        public Decision Decide(Facts facts, DecisionCall call, bool consent, bool isShadow) => throw new NotSupportedException();
    }
}
