using System.Collections.Frozen;
using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>What clinicians call a fact.</summary>
/// <param name="Yes">"PHQ-9" before a number, "the person prefers" before a choice, "at caseness now" of what is so.</param>
/// <param name="No">When it is not so; null puts "not" before what is so, and after what is chosen.</param>
/// <param name="Subject">What may be unknown, where it is not said by <paramref name="Yes"/>.</param>
internal sealed record FactPhrase(string Yes, string? No = null, string? Subject = null);

/// <summary>The words for every fact, for pages that clinicians read. Names in scripts are for authors.</summary>
internal static class FactWords
{
    private static readonly FrozenDictionary<FactNumber, FactPhrase> s_phrases = new Dictionary<FactNumber, FactPhrase>
    {
        [FactNumber.Age] = new("age"),
        [FactNumber.Phq9] = new("PHQ-9"),
        [FactNumber.Item9] = new("item 9 of the PHQ-9"),
        [FactNumber.Gad7] = new("GAD-7"),
        [FactNumber.Wsas] = new("WSAS"),
        [FactNumber.Problem] = new("the problem assigned by a clinician is", Subject: "the problem assigned by a clinician"),
        [FactNumber.Descriptor] = new("the problem descriptor is", Subject: "the problem descriptor"),
        [FactNumber.Preference] = new("the person prefers", "the person does not prefer", "the person's preference"),
        [FactNumber.ProRated] = new("a score averaged over unanswered items", "no score averaged over unanswered items"),
        [FactNumber.Spin] = new("SPIN"),
        [FactNumber.Oci] = new("OCI"),
        [FactNumber.OciR] = new("OCI-R"),
        [FactNumber.Pcl5] = new("PCL-5"),
        [FactNumber.IesR] = new("IES-R"),
        [FactNumber.Hai] = new("short Health Anxiety Inventory"),
        [FactNumber.Pdss] = new("PDSS"),
        [FactNumber.Mobility] = new("Mobility Inventory, alone"),
        [FactNumber.Biq] = new("Body Image Questionnaire"),
        [FactNumber.Cfq] = new("Chalder Fatigue Questionnaire, Likert scoring"),
        [FactNumber.CfqBimodal] = new("Chalder Fatigue Questionnaire, bimodal scoring"),
        [FactNumber.IbsSss] = new("IBS Symptom Severity Scale"),
        [FactNumber.Phq15] = new("PHQ-15"),
        [FactNumber.PairedMeasure] = new("the measure beside PHQ-9 is", Subject: "the measure beside PHQ-9"),
        [FactNumber.PairUnverified] = new("a number of the measure beside PHQ-9 is not verified", "the numbers of the measure beside PHQ-9 are verified"),
        [FactNumber.PairChanged] = new("the measure beside PHQ-9 changed since the latest decision", "the measure beside PHQ-9 did not change since the latest decision"),
        [FactNumber.RoundedScore] = new("a mean told with fewer than two decimals", "no mean told with fewer than two decimals"),

        [FactNumber.Ideation] = Stated("thoughts of ending life"),
        [FactNumber.Plan] = Stated("a plan to end life"),
        [FactNumber.Means] = Stated("means at hand"),
        [FactNumber.Intent] = Stated("intent to act"),
        [FactNumber.ImmediateDanger] = Stated("life in danger now"),
        [FactNumber.RecentAttempt] = Stated("an attempt within the last days"),
        [FactNumber.PastAttempt] = Stated("an earlier attempt"),
        [FactNumber.SelfHarm] = Stated("self-harm"),
        [FactNumber.CommandHallucinations] = Stated("voices that command harm"),
        [FactNumber.PsychoticSymptoms] = Stated("psychotic symptoms"),
        [FactNumber.HarmToOthers] = Stated("thoughts of harming others"),
        [FactNumber.SelfNeglect] = Stated("serious self-neglect"),
        [FactNumber.SubstanceUse] = Stated("substance use that adds to danger"),
        [FactNumber.Isolation] = Stated("nobody to turn to"),
        [FactNumber.PostnatalHarm] = Stated("thoughts of harm after a birth"),
        [FactNumber.Safeguarding] = Stated("a child or adult who may be at risk of harm"),
        [FactNumber.DomesticAbuse] = Stated("domestic abuse"),
        [FactNumber.RiskReviewed] = new("risk reviewed by a person since it was told", "risk not reviewed by a person since it was told"),
        [FactNumber.Item9Rise] = new("item 9 rose since the PHQ-9 before", "item 9 did not rise since the PHQ-9 before"),
        [FactNumber.LastAnsweredItem9] = new("the last answer to item 9"),
        [FactNumber.UnreviewedItem9] = new("the greatest answer to item 9 that nobody has looked at"),
        [FactNumber.RiskTakenBack] = new("a danger taken back before anybody looked at it", "no danger taken back before anybody looked at it"),

        [FactNumber.ReadsComfortably] = new("reads comfortably", "does not read comfortably"),
        [FactNumber.DigitalAccess] = new("has a device, data and confidence to use them", "has no device, data or confidence to use them"),
        [FactNumber.PrivateSpace] = new("has a private space to talk in", "has no private space to talk in"),
        [FactNumber.SpeaksServiceLanguage] = new("speaks a language the service works in", "does not speak a language the service works in"),
        [FactNumber.InterpreterBooked] = new("an interpreter is booked", "no interpreter is booked"),
        [FactNumber.NeedsAdaptedFormat] = new("needs an adapted format", "needs no adapted format"),

        [FactNumber.Psychosis] = Stated("psychosis as the main problem"),
        [FactNumber.Bipolar] = Stated("bipolar disorder"),
        [FactNumber.EatingDisorder] = Stated("an active eating disorder"),
        [FactNumber.SubstanceDependence] = Stated("substance dependence as the primary problem"),
        [FactNumber.Dementia] = Stated("dementia as the main problem"),
        [FactNumber.Dissociation] = Stated("severe dissociation after trauma"),
        [FactNumber.DaysSinceTrauma] = new("days since the traumatic event"),
        [FactNumber.PersistentSymptoms] = Stated("symptoms that persisted although they were watched"),
        [FactNumber.PoorPrognosis] = Stated("a poor outcome at low intensity, expected by the service's validated model,"),
        [FactNumber.Step4Criteria] = new("criteria for step 4 stated"),
        [FactNumber.PriorCoursesNotImproved] = new("earlier courses without reliable improvement"),
        [FactNumber.PriorLowSessions] = new("low-intensity sessions in earlier courses of the last twelve months"),
        [FactNumber.PriorLowImproved] = new("reliably improved by such an earlier low-intensity course"),
        [FactNumber.PriorHighSessions] = new("high-intensity sessions in earlier courses"),
        [FactNumber.PriorHighImproved] = new("reliably improved by an earlier high-intensity course"),

        [FactNumber.AtCaseness] = new("at caseness now"),
        [FactNumber.StartedAtCaseness] = new("at caseness at the start"),
        [FactNumber.ReliableImprovement] = new("reliably better than at the start"),
        [FactNumber.ReliableDeterioration] = new("reliably worse than at the start"),
        [FactNumber.Recovery] = new("recovered"),
        [FactNumber.ReliableRecovery] = new("reliably recovered"),
        [FactNumber.RecoverySustained] = new("reliably recovered at two measured sessions in a row"),
        [FactNumber.NoResponse] = new("no response (each score fell by less than half a reliable change)", "some response on a score, by half a reliable change or more"),
        [FactNumber.PartialResponse] = new("a partial response", "no partial response"),
        [FactNumber.SharpWorsening] = new("reliably worse than at the measurement before"),
        [FactNumber.RapidFunctionalDecline] = new("functioning fell sharply within two weeks", "functioning did not fall sharply within two weeks"),
        [FactNumber.ConflictingChange] = new("reliably better on one measure and worse on the other"),
        [FactNumber.Unpaired] = new("a first or second score is missing", "first and second scores are there"),
        [FactNumber.Phq9Start] = new("PHQ-9 at the start"),
        [FactNumber.Gad7Start] = new("GAD-7 at the start"),
        [FactNumber.WsasStart] = new("WSAS at the start"),
        [FactNumber.BaselineStale] = new("the first score was taken more than four weeks before treatment", "the first score was not taken more than four weeks before treatment"),
        [FactNumber.Phq9Fall] = new("points by which PHQ-9 fell since the start"),
        [FactNumber.Gad7Fall] = new("points by which GAD-7 fell since the start"),
        [FactNumber.WsasFall] = new("points by which WSAS fell since the start"),
        [FactNumber.Phq9FallSinceLast] = new("points by which PHQ-9 fell since the one before"),
        [FactNumber.Gad7FallSinceLast] = new("points by which GAD-7 fell since the one before"),
        [FactNumber.WsasFallSinceLast] = new("points by which WSAS fell since the one before"),
        [FactNumber.CurvePosition] = new("on the expected-response curve", Subject: "the place on the expected-response curve"),
        [FactNumber.NotOnTrack] = new("not on track by the expected-response curve", "on track by the expected-response curve"),
        [FactNumber.EarlyResponse] = new("an early response", "no early response"),

        [FactNumber.Step] = new("at", Subject: "the present step"),
        [FactNumber.AttendedAtStep] = new("sessions attended at this step"),
        [FactNumber.DaysAtStep] = new("days at this step"),
        [FactNumber.AttendedTreatments] = new("treatment sessions attended"),
        [FactNumber.MissedInARow] = new("sessions missed in a row"),
        [FactNumber.UnmeasuredInARow] = new("sessions in a row without a full pair of scores"),
        [FactNumber.UnscoredInARow] = new("sessions in a row without any score"),
        [FactNumber.ReviewsWithoutImprovement] = new("reviews at this step without reliable improvement"),
        [FactNumber.DaysSinceReferral] = new("days since the referral"),
        [FactNumber.DaysAwaitingFirstTreatment] = new("days from the referral without a first treatment"),
        [FactNumber.DaysAwaitingSecondTreatment] = new("days from the first treatment without a second"),
        [FactNumber.DaysAwaitingStepUp] = new("days since a step up was decided that has not begun"),
        [FactNumber.DaysSinceLastContact] = new("days since the last contact"),
        [FactNumber.DaysReviewOverdue] = new("days since a review was due"),
        [FactNumber.DaysUnconfirmed] = new("days since a decision that nobody confirmed"),
        [FactNumber.DaysInputsChanged] = new("days since a decision's facts were told otherwise"),
        [FactNumber.DaysRiskTaskLate] = new("days since the time box of an open risk task ended"),
        [FactNumber.DaysRiskUndecided] = new("days since danger was told that nobody decided about"),
        [FactNumber.WantsToStop] = new("the person wants to stop", "the person has not said they want to stop"),
        [FactNumber.GoalsMet] = new("the agreed goals are met", "the agreed goals are not said to be met"),
        [FactNumber.WantsMaintenance] = new("wants lighter care to keep what was gained", "has not asked for lighter care"),
        [FactNumber.DeclinedStep] = new("declined the step that was offered", "has not declined the step that was offered"),
    }.ToFrozenDictionary();

    internal static bool Knows(FactRow fact) => s_phrases.ContainsKey(fact.Number);

    internal static FactPhrase Of(FactRow fact) => s_phrases[fact.Number];

    /// <summary>Some numbers as a clinician says them: "at least 16", "under 16", "exactly 0".</summary>
    internal static string Of(Run run, FactRow fact) => run switch
    {
        { To: int.MaxValue } => $"at least {Number(run.From, fact)}",
        { From: <= FactCode.Unknown + 1 } => $"under {Number(run.To + 1, fact)}",
        _ when run.From == run.To => $"exactly {Number(run.From, fact)}",
        _ => $"from {Number(run.From, fact)} to {Number(run.To, fact)}",
    };

    private static FactPhrase Stated(string what) => new($"{what} stated", $"{what} not stated");

    private static string Number(int value, FactRow fact) => (value * (decimal)fact.Grain / FactCode.Thousand).ToString("0.###", CultureInfo.InvariantCulture);
}
