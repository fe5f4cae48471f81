using Google.Protobuf;
using Google.Protobuf.Collections;
using SteppedCare.LoadTests.Day;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Tests.Day;

public sealed class DayPlanTests
{
    private static readonly DateOnly s_today = new(2026, 11, 20);

    [Fact]
    public void A_day_has_a_triage_for_each_referral_and_a_review_for_each_appointment_in_order()
    {
        var plan = Plan(60, 140);

        Assert.Equal(60, plan.Calls.Count(call => call.Request is TriageRequest));
        Assert.Equal(140, plan.Calls.Count(call => call.Request is ReviewRequest));
        Assert.Equal(plan.Calls.Select(call => call.At).Order(), plan.Calls.Select(call => call.At));
    }

    [Fact]
    public void Everybody_is_somebody_else_and_bears_the_run_in_the_name()
    {
        var plan = Plan(60, 140);

        Assert.Equal(200, plan.Sent.Count);
        Assert.All(plan.Sent.Keys, episode => Assert.StartsWith("run1.", episode, StringComparison.Ordinal));
    }

    [Fact]
    public void A_referral_is_of_today_and_so_is_an_appointment()
    {
        var told = Plan(60, 140).Calls.SelectMany(call => Events(call.Request));

        Assert.All(told, one => Assert.Equal("2026-11-20", one.HappenedOn));
    }

    [Fact]
    public void A_history_begins_with_its_referral_and_ends_before_today()
    {
        var plan = Plan(0, 140);

        Assert.Equal(140, plan.Histories.Count());
        Assert.All(plan.Histories, history =>
        {
            Assert.NotNull(history[0].Events[0].ReferralReceived);
            Assert.All(history.SelectMany(part => part.Events), one => Assert.True(string.CompareOrdinal(one.HappenedOn, "2026-11-20") < 0));
        });
    }

    [Fact]
    public void What_must_be_stored_is_what_is_sent()
    {
        var plan = Plan(60, 140);
        var sent = plan.Histories.SelectMany(history => history).Cast<IMessage>().Concat(plan.Calls.Select(call => call.Request)).ToArray();

        Assert.Equal(sent.Length, plan.Sent.Values.Sum(episode => episode.Writes));
        Assert.Equal(sent.Sum(request => Events(request).Count), plan.Sent.Values.Sum(episode => episode.Events));
        Assert.Equal(200, plan.Sent.Values.Sum(episode => episode.Decisions));
    }

    [Fact]
    public void A_course_twice_as_long_is_met_twice_as_often()
    {
        // Of courses with 2, 4, 8 and 16 appointments, 16 of 30 appointments belong to the longest. Only theirs has a sixteenth.
        var histories = Plan(0, 6_000).Histories
            .CountBy(history => history.Sum(part => part.Events.Count(told => told.Contact is not null)))
            .ToDictionary();

        Assert.Equal(16, histories.Count);
        Assert.InRange(histories[15], 6_000 / 30 * 0.7, 6_000 / 30 * 1.3);
        Assert.InRange(histories[0], 6_000 * 4 / 30 * 0.85, 6_000 * 4 / 30 * 1.15);
    }

    [Fact]
    public void The_same_seed_is_the_same_day_to_the_last_byte()
    {
        Assert.Equal(Plan(20, 30).Calls, Plan(20, 30).Calls);
        Assert.NotEqual(Plan(20, 30).Calls.Select(call => call.At), Plan(20, 30, seed: 2).Calls.Select(call => call.At));
    }

    private static DayPlan Plan(int referrals, int sessions, int seed = 1) =>
        new(new DayOptions { Run = "run1", Referrals = referrals, Sessions = sessions, Seed = seed }, SomeCourses.Endless(), s_today);

    private static RepeatedField<Event> Events(IMessage request) => request switch
    {
        TriageRequest triage => triage.Events,
        ReviewRequest review => review.Events,
        RecordEventsRequest told => told.Events,
        _ => [],
    };
}
