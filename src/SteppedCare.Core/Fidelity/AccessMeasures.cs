using System.Collections.Immutable;
using static SteppedCare.Figure;
using static SteppedCare.MeasureCatalogue;

namespace SteppedCare;

/// <summary>Waits and losses.</summary>
internal static class AccessMeasures
{
    internal static ImmutableArray<Measure> All { get; } =
    [
        Measure.Share("first-treatment-6-weeks", "First treatment within 6 weeks", TreatedWithin6Weeks, Treated) with
        {
            Official = "M036",
            National = new(91.6, Annual),
        },
        Measure.Share("first-treatment-18-weeks", "First treatment within 18 weeks", TreatedWithin18Weeks, Treated) with
        {
            Official = "M037",
            National = new(98.7, Annual),
        },
        Measure.Share("first-treatment-28", "First treatment within 28 days", TreatedWithin28Days, Treated) with
        {
            Official = "M032",
            National = new(81.4, Annual),
        },
        Measure.Share("first-treatment-56", "First treatment after 29 to 56 days", TreatedIn29To56Days, Treated) with
        {
            Official = "M033",
            National = new(13.6, Annual),
        },
        Measure.Share("first-treatment-90", "First treatment after 57 to 90 days", TreatedIn57To90Days, Treated) with
        {
            Official = "M034",
            National = new(2.7, Annual),
        },
        Measure.Share("first-treatment-over-90", "First treatment after more than 90 days", TreatedAfter90Days, Treated) with
        {
            Official = "M035",
            National = new(2.2, Annual),
        },
        Measure.Share("second-treatment-28", "Second treatment within 28 days of the first", TreatedAgainWithin28Days, TreatedAgain) with
        {
            Official = "M123",
            National = new(40.1, Annual),
        },
        Measure.Share("second-treatment-56", "Second treatment after 29 to 56 days", TreatedAgainIn29To56Days, TreatedAgain) with
        {
            National = new(21.7, Annual),
        },
        Measure.Share("second-treatment-90", "Second treatment after 57 to 90 days", TreatedAgainIn57To90Days, TreatedAgain) with
        {
            National = new(14.5, Annual),
        },
        Measure.Share("second-treatment-over-90", "Second treatment after more than 90 days", TreatedAgainAfter90Days, TreatedAgain) with
        {
            Official = "CDP_B03, M126",
            National = new(23.7, Annual),
        },
        new("ended-before-treatment", "Ended before treatment", MeasureForm.Share, [EndedNotSeen, EndedNotTreated], [Ended])
        {
            Official = "M153, M077",
        },
        Measure.Share("ended-not-seen", "Ended before anybody was seen", EndedNotSeen, Ended),
        Measure.Share("ended-not-treated", "Ended after an assessment, without treatment", EndedNotTreated, Ended),
        Measure.Share("ended-after-one-session", "Ended after one session", EndedAfterOneSession, Ended) with { Official = "M075, M078" },
        Measure.Share("finished", "Finished a course", Finished, Ended) with { Official = "Count_FinishedCourseTreatment, M079" },
        Measure.Share("finished-by-choice", "Finished, but ended early by the person, of finished courses", FinishedByChoice, Finished),
        Measure.Share("missed", "Appointments missed", Missed, Booked) with { Official = "M084, M088" },
        Measure.Share("cancelled-by-person", "Appointments cancelled by the person", CancelledByPerson, Booked) with { Official = "M083" },
        Measure.Share("cancelled-by-service", "Appointments cancelled by the service", CancelledByService, Booked) with { Official = "M085" },
        Measure.Share("referred-again-6-months", "Referred again within six months of a course, as declared", ReferredAgainWithinSixMonths, Referred),
        Measure.Share("referred-again-12-months", "Referred again within twelve months of a course, as declared", ReferredAgainWithinTwelveMonths, Referred),
    ];
}
