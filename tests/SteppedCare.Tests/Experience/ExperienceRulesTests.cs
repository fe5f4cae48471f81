using System.Collections.Immutable;
using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Experience;

public sealed class ExperienceRulesTests
{
    [Fact]
    public void A_day_to_come_and_a_day_before_the_referral_are_refused_by_their_place()
    {
        var faults = ExperienceRules.Faults(
            Begun().History, [], [Asked.OfTreatment("a", Day(-1)), Asked.OfTreatment("b", Day(9)), Asked.OfTreatment("c", Day(11))], Noon(10));

        Assert.Equal(
            [(EventFaultReason.BeforeReferral, "patient_experience[0].completed_on"), (EventFaultReason.FutureDate, "patient_experience[2].completed_on")],
            faults.Select(fault => (fault.Reason, fault.Path)));
    }

    [Fact]
    public void Today_is_the_services_and_a_clock_that_runs_ahead_a_little_is_no_fault()
    {
        var beforeMidnight = new DateTimeOffset(Day(10), new TimeOnly(23, 56), TimeSpan.Zero);

        Assert.Empty(Faults(Begun(), Day(11), beforeMidnight));
        Assert.NotEmpty(Faults(Begun(), Day(11), beforeMidnight.AddMinutes(-2)));

        // Half past eleven in the evening by Greenwich is tomorrow in a London summer.
        Assert.Empty(Faults(Begun(), new DateOnly(2026, 7, 2), new DateTimeOffset(2026, 7, 1, 23, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void The_referral_is_the_one_told_along_and_as_corrected()
    {
        var nobody = EpisodeHistory.Of(new Trajectory(Nonce, []), London);
        Assert.NotEmpty(ExperienceRules.Faults(nobody, [Referral(Day(3))], [Asked.OfTreatment("a", Day(2))], Noon(10)));
        Assert.Empty(ExperienceRules.Faults(nobody, [Referral(Day(2))], [Asked.OfTreatment("a", Day(2))], Noon(10)));

        EpisodeEvent corrected = Event(Day(9), new Corrected("1.0", Day(-5), null, Referral(Day(-5)).Content));
        Assert.Empty(ExperienceRules.Faults(Begun().History, [corrected], [Asked.OfTreatment("a", Day(-4))], Noon(10)));
    }

    [Fact]
    public void After_the_end_of_care_people_may_still_answer() => Assert.Empty(Faults(Begun().End(5), Day(90), Noon(90)));

    private static EpisodeEvent Referral(DateOnly date) => Event(date, new ReferralReceived(ReferralSource.SelfReferral, []));

    private static ImmutableArray<EventFault> Faults(Story story, DateOnly completedOn, DateTimeOffset now) =>
        ExperienceRules.Faults(story.History, [], [Asked.OfTreatment("a", completedOn)], now);
}
