using System.Collections.Immutable;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>When the guard takes a change back, on counts alone.</summary>
public sealed class GuardJudgementTests
{
    private static readonly GuardBounds s_bounds = new(TimeSpan.FromMinutes(10), 20, 1, TimeSpan.FromMilliseconds(5), 10);

    [Theory]
    [InlineData(100, 2, true)]
    [InlineData(100, 1, false)]
    [InlineData(99, 9, false)]
    [InlineData(400, 3, false)]
    [InlineData(400, 4, true)]
    public void Latency_needs_a_hundred_decisions_and_more_than_one_slow_one(int decisions, int slow, bool goesBack)
    {
        var finding = GuardJudgement.Of(s_bounds, Arm.Active, Counts((Outcome.Enter, decisions), slow: slow), null);

        Assert.Equal(goesBack ? GuardBound.Latency : (GuardBound?)null, finding?.Bound);
    }

    [Theory]
    [InlineData(19, 1, false)]
    [InlineData(20, 1, true)]
    [InlineData(100, 1, false)]
    public void Faults_are_judged_from_the_least_number_of_decisions_on(int decisions, int faults, bool goesBack)
    {
        var finding = GuardJudgement.Of(s_bounds, Arm.Active, Counts((Outcome.Enter, decisions - faults), (Outcome.Indeterminate, faults)), null);

        Assert.Equal(goesBack ? GuardBound.Faults : (GuardBound?)null, finding?.Bound);
    }

    [Theory]
    [InlineData(50, 50, false)]
    [InlineData(60, 40, false)]
    [InlineData(61, 39, true)]
    public void A_mix_is_held_against_what_was_answered_before(int entered, int discharged, bool goesBack)
    {
        var finding = GuardJudgement.Of(
            s_bounds, Arm.Active, Counts((Outcome.Enter, entered), (Outcome.HumanReview, discharged)), Counts((Outcome.Enter, 500), (Outcome.HumanReview, 500)));

        Assert.Equal(goesBack ? GuardBound.Mix : (GuardBound?)null, finding?.Bound);
    }

    [Fact]
    public void Of_a_change_that_went_on_before_the_guard_began_only_what_came_since_is_judged()
    {
        var window = new GuardWindow(TimeSpan.FromMinutes(10), isNew: false, new SteppingClock());

        window.Add(Counts((Outcome.Enter, 100_000)));
        Assert.Equal(0, window.Answered.Decisions(Arm.Active));
        window.Add(Counts((Outcome.Enter, 100_000), (Outcome.Indeterminate, 30)));

        Assert.Equal((30, 30), (window.Answered.Decisions(Arm.Active), window.Answered.Faults(Arm.Active)));
    }

    [Fact]
    public void Of_a_change_younger_than_the_window_all_is_judged_and_what_is_older_no_more()
    {
        var clock = new SteppingClock();
        var window = new GuardWindow(TimeSpan.FromMinutes(10), isNew: true, clock);

        window.Add(Counts((Outcome.Enter, 40)));
        Assert.Equal(40, window.Answered.Decisions(Arm.Active));
        clock.Advance(TimeSpan.FromMinutes(11));
        window.Add(Counts((Outcome.Enter, 45)));

        Assert.Equal(5, window.Answered.Decisions(Arm.Active));
    }

    [Fact]
    public void Totals_that_shrink_begin_a_window_anew()
    {
        var window = new GuardWindow(TimeSpan.FromMinutes(10), isNew: true, new SteppingClock());
        window.Add(Counts((Outcome.Enter, 40)));

        window.Add(Counts((Outcome.Enter, 10)));
        Assert.Equal(0, window.Answered.Decisions(Arm.Active));
        window.Add(Counts((Outcome.Enter, 13)));

        Assert.Equal(3, window.Answered.Decisions(Arm.Active));
    }

    private static ArmCounts Counts((Outcome Outcome, int Decisions) first, (Outcome Outcome, int Decisions)? second = null, int slow = 0)
    {
        var counts = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        counts[new ArmCount(Arm.Active, DecisionCall.Triage, first.Outcome).Name] = first.Decisions;
        counts[ArmCount.SlowName(Arm.Active)] = slow;
        if (second is { } other)
        {
            counts[new ArmCount(Arm.Active, DecisionCall.Triage, other.Outcome).Name] = other.Decisions;
        }

        return new ArmCounts(counts.ToImmutable());
    }
}
