// A small policy to test the language with: every word of it is said at least once.

Ladder(Monitor, Low, High);
Label(Low, "Low intensity");

ReviewAt(Low, sessions: 4, within: Days(28));
ReviewAt(High, sessions: 8, within: Weeks(10));

var Ng222 = Source("NICE NG222");
var Pathway = Judgement("domain 4");
const int MoreSevere = 16;

Truth Marked(Case p) => p.Wsas > 20;
Truth ChoosesSelfHelp(Case p) => p.Preference.Is(GuidedSelfHelp, DigitalTherapy);
Truth Adequate(ReviewCase p) => p.AttendedAtStep >= 4 || p.DaysAtStep >= 42;

Safety("crisis-now")
    .When(p => p.Risk.ImmediateDanger || p.Risk.RecentAttempt || (p.Risk.Plan && p.Risk.Means && p.Risk.Intent))
    .Raise(CrisisNow, "The duty clinician acts now").RiskFirst()
    .Because("Immediate danger, a recent attempt, or a plan with means and intent", Source("NICE NG225"));

Safety("risk-same-day")
    .When(p => p.Item9 >= 1 && !p.RiskReviewed).IfUnknown(AskRisk)
    .Raise(SameDay, "A clinician contacts the person today").RiskFirst()
    .Because("Thoughts of self-harm, not yet reviewed by a person", Judgement("domain 6, hazard H-03"));

Safety("rapid-decline")
    .When(p => p.RapidFunctionalDecline)
    .Raise(SameDay, "A clinician contacts the person today")
    .Because("Functioning fell sharply within two weeks", Judgement("domain 6"));

Safety("safeguarding")
    .When(p => p.Risk.Safeguarding || p.Risk.DomesticAbuse)
    .Raise(Safeguarding, "The safeguarding lead looks at this today")
    .Because("A child or adult may be at risk of harm", Judgement("domain 6"));

Triage("too-young")
    .When(p => p.Age < 16)
    .OutOfScope(toward: "young people's service")
    .Because("Under sixteen", Source("NICE HTE30"));

Triage("eating-disorder")
    .When(p => p.EatingDisorder)
    .OutOfScope(toward: "eating-disorder service")
    .Because("An active eating disorder", Pathway);

Triage("trauma")
    .When(p => p.Problem == PostTraumaticStress && p.Descriptor == ClinicianAssigned)
    .Enter(High).Review(within: Weeks(4))
    .Because("PTSD begins with trauma-focused therapy", Source("NICE NG116"));

Triage("prior-low-without-response")
    .When(p => p.PriorLowSessions >= 4 && !p.PriorLowImproved)
    .Enter(High)
    .Because("An adequate low-intensity course did not help", Source("Delgadillo 2014"));

Triage("more-severe-depression")
    .When(p => p.Phq9 >= MoreSevere && !ChoosesSelfHelp(p))
    .Enter(High).Review(within: Days(28)).Flag(EarlyReview)
    .Because("PHQ-9 of 16 or more is more severe depression", Ng222);

Triage("marked-impairment")
    .When(p => Marked(p) && (p.Phq9 >= 10 || p.Gad7 >= 8))
    .Enter(High)
    .Because("Marked functional impairment with caseness", Source("NICE CG113", "NICE NG222"));

Triage("no-scores")
    .When(p => !p.Phq9.IsKnown && !p.Gad7.IsKnown)
    .AskClinician(within: Days(7))
    .Because("Nobody measured anything", Pathway);

Triage("below-caseness")
    .When(p => p.Phq9 < 10 && p.Gad7 < 8 && !Marked(p))
    .Enter(Monitor).Review(within: Weeks(2))
    .Because("Below caseness on both measures with little impairment", Ng222);

Triage("start-low")
    .Otherwise()
    .Enter(Low)
    .Because("The least intensive care that is likely to help", Ng222);

Review("wants-to-stop")
    .When(p => p.WantsToStop)
    .AskClinician(within: Days(7)).Flag(ByChoice)
    .Because("The person wants to stop; a clinician closes, never a rule", Pathway);

Review("missed-two")
    .When(p => p.MissedInARow >= 2)
    .AskClinician(within: Days(7))
    .Because("Two sessions missed in a row", Pathway);

Review("deterioration")
    .When(p => p.ReliableDeterioration || p.SharpWorsening)
    .UrgentReview(within: Days(3))
    .Because("Reliably worse", Source("Delgadillo 2018"));

Review("unmeasured")
    .When(p => p.UnmeasuredInARow >= 2)
    .Continue().Flag(ContinueUnmeasured).Review(within: Days(14))
    .Because("Two sessions without scores: nothing can be claimed", Pathway);

Review("recovered-twice")
    .When(p => p.RecoverySustained && p.Item9 == 0)
    .Discharge()
    .Because("Reliable recovery at two consecutive sessions", Source("Talking Therapies manual"));

Review("maintenance")
    .When(p => p.Step == High && p.Recovery && p.WantsMaintenance)
    .StepDown(within: Days(14))
    .Because("Recovered, and wants lighter care to keep it", Pathway);

Review("no-response")
    .When(p => p.Step == Low && Adequate(p) && p.AtCaseness && p.NoResponse)
    .StepUp(within: Days(14)).AskFirst(ReasonsForNonResponse).Alternatively(Continue)
    .Because("No response at all after an adequate low-intensity dose", Source("NICE NG222 1.9", "Delgadillo 2014"));

Review("over-stay")
    .When(p => p.Step == Low && p.AttendedAtStep > 8 && p.AtCaseness)
    .StepUp(within: Days(14)).Flag(OverStay)
    .Because("More than eight low-intensity sessions and still at caseness", Pathway);

Review("slow-but-moving")
    .When(p => p.PartialResponse && p.ReviewsWithoutImprovement == 0)
    .Continue().Alternatively(StepUp)
    .Because("A partial response at the first review: go on, then decide", Pathway);

Review("carry-on")
    .Otherwise()
    .Continue()
    .Because("On course", Pathway);

Adjust("no-device").When(p => !p.Access.Digital).Exclude(Digital).Prefer(Telephone)
    .Because("No device, data or confidence: keep the step, change the format", Source("NHS Talking Therapies manual"));

Adjust("reading").When(p => !p.Access.ReadsComfortably).Exclude(Book).Exclude(Digital).Prefer(InPerson)
    .Because("Reading is hard: talk instead", Pathway);

Adjust("interpreter").When(p => !p.Access.SpeaksServiceLanguage && !p.Access.InterpreterBooked).Prefer(Interpreted).Flag(EarlyReview)
    .Because("An interpreter is needed and not yet booked", Pathway);

Watch("first-treatment").After(p => p.DaysAwaitingFirstTreatment, 42, 126).Raise(FirstTreatmentWait);
Watch("second-appointment").After(p => p.DaysAwaitingSecondTreatment, 28, 60, 90).Raise(SecondAppointmentWait);
