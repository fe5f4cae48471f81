using System.Globalization;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Experience;

public sealed class ExperienceRulesTests
{
    [Fact]
    public void A_day_to_come_and_a_day_before_the_referral_are_refused_by_their_place()
    {
        var faults = ExperienceRules.Faults(
            Begun().History, [], [Asked.OfTreatment("a", Day(-1)), Asked.OfTreatment("b", Day(9)), Asked.OfTreatment("c", Day(11))], AsOf(10));

        Assert.Equal(
            [(EventFaultReason.BeforeReferral, "patient_experience[0].completed_on"), (EventFaultReason.FutureDate, "patient_experience[2].completed_on")],
            faults.Select(fault => (fault.Reason, fault.Path)));
    }

    // A clock that runs five minutes ahead may tell an hour of today, but no day to come: of neither.
    [Theory]
    [InlineData("2026-01-15T23:54:00Z", "2026-01-15", true)]
    [InlineData("2026-01-15T23:59:59Z", "2026-01-15", true)]
    [InlineData("2026-01-15T23:56:00Z", "2026-01-16", false)]
    [InlineData("2026-01-15T23:59:59Z", "2026-01-16", false)]
    [InlineData("2026-01-16T00:00:00Z", "2026-01-16", true)]
    [InlineData("2026-07-01T23:30:00Z", "2026-07-02", true)]
    [InlineData("2026-07-01T22:30:00Z", "2026-07-02", false)]
    public void The_last_day_that_can_be_told_is_that_of_the_services_clock_for_events_and_questionnaires_alike(string now, string told, bool isAllowed)
    {
        var asOf = CivilTime.Of(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), London);
        var day = DateOnly.Parse(told, CultureInfo.InvariantCulture);

        var faults = ToldRules.Faults(Begun().History, [Event(day, Treated())], [Asked.OfTreatment("a", day)], asOf);

        (EventFaultReason, string)[] both = [(EventFaultReason.FutureDate, "events[0].happened_on"), (EventFaultReason.FutureDate, "patient_experience[0].completed_on")];
        Assert.Equal(isAllowed ? [] : both, faults.Select(fault => (fault.Reason, fault.Path)));
        Assert.True(faults.Select(fault => fault.Message).Distinct().Count() <= 1);
    }

    [Fact]
    public void What_is_wrong_with_events_and_questionnaires_is_told_together()
    {
        var faults = ToldRules.Faults(Begun().History, [Event(Day(-1), Treated())], [Asked.OfTreatment("a", Day(11)), Asked.OfTreatment("b", Day(-2))], AsOf(10));

        Assert.Equal(["events[0].happened_on", "patient_experience[0].completed_on", "patient_experience[1].completed_on"], faults.Select(fault => fault.Path));
    }

    [Fact]
    public void The_referral_is_the_one_told_along_and_as_corrected()
    {
        var nobody = EpisodeHistory.Of(new Trajectory(Nonce, []), London);
        Assert.NotEmpty(ExperienceRules.Faults(nobody, [Referral(Day(3))], [Asked.OfTreatment("a", Day(2))], AsOf(10)));
        Assert.Empty(ExperienceRules.Faults(nobody, [Referral(Day(2))], [Asked.OfTreatment("a", Day(2))], AsOf(10)));

        EpisodeEvent corrected = Event(Day(9), new Corrected("1.0", Day(-5), null, Referral(Day(-5)).Content));
        Assert.Empty(ExperienceRules.Faults(Begun().History, [corrected], [Asked.OfTreatment("a", Day(-4))], AsOf(10)));
    }

    [Fact]
    public void After_the_end_of_care_people_may_still_answer() =>
        Assert.Empty(ToldRules.Faults(Begun().End(5).History, [], [Asked.OfTreatment("a", Day(90))], AsOf(90)));

    private static EpisodeEvent Referral(DateOnly date) => Event(date, new ReferralReceived(ReferralSource.SelfReferral, []));
}
