// Talking therapies for adults, in steps of care, for depression and the anxiety disorders, and for people whom nobody has described yet.
// Read it from the top: when to look again, what raises work for a person, where care begins, what happens at a review, in which format.
// Safety and format rules all run. Of the triage and of the review rules the first that holds decides.
// README.md beside this file says the same to clinicians, with the guidance behind each rule.

Ladder(Monitor, Low, High, Specialist);

Label(Monitor, "step 1, active monitoring");
Label(Low, "step 2, low intensity");
Label(High, "step 3, high intensity");
Label(Specialist, "step 4, specialist");

// ---- When to look again

ReviewAt(Monitor, sessions: 1, within: Days(14));
ReviewAt(Low, sessions: 4, within: Days(28));
ReviewAt(High, sessions: 8, within: Days(56));
ReviewAt(Specialist, sessions: 8, within: Days(56));

// ---- What must not pass unseen. Nobody acted, and that is an event: the clock raises a task for a person. It never decides. 0 is at once.

Watch("danger-undecided").After(p => p.DaysRiskUndecided, 0).Raise(SameDay)
    .Because("Danger was told of and nothing has been decided since", Judgement("domain 6; guards hazard H-01"));
Watch("risk-task-late").After(p => p.DaysRiskTaskLate, 0).Raise(RiskTaskLate)
    .Because("A risk task is open past its time box", Judgement("domain 6; guards hazard H-01"));
Watch("review-overdue").After(p => p.DaysReviewOverdue, 1, 14, 28).Raise(ReviewDue)
    .Because("A review fell due and nobody has decided since", Judgement("domain R2; guards hazard H-06"));
Watch("scores-missing").After(p => p.UnscoredInARow, 2).Raise(ScoresMissing)
    .Because("Two sessions in a row without any score: nobody knows how the person is", Judgement("domain R17; guards hazard H-07"));
Watch("two-missed").After(p => p.MissedInARow, 2).Raise(ReachOut)
    .Because("Two sessions in a row were missed", Judgement("domain R15; guards hazard H-08"));
Watch("low-outgrown").At(Low).After(p => p.AttendedAtStep, 9).Raise(StepOutgrown)
    .Because("More than eight sessions at low intensity", Judgement("domain R4; guards hazard H-06"));
Watch("step-up-wait").After(p => p.DaysAwaitingStepUp, 14, 28, 90).Raise(StepUpWait)
    .Because("A higher step was decided and has not started", Judgement("domain R13: two weeks; official counts at 28 and 90 days"));
Watch("inputs-changed").After(p => p.DaysInputsChanged, 1).Raise(DecideAgain)
    .Because("What the latest decision rested on was told otherwise, and nobody has asked again", Judgement("our own rule; guards hazard H-06"));
Watch("unconfirmed").After(p => p.DaysUnconfirmed, 7, 21).Raise(ConfirmationWait)
    .Because("A decision is neither confirmed nor overridden, so that nobody answers for it", Judgement("domain 9: a named clinician decides"));
Watch("first-treatment-wait").After(p => p.DaysAwaitingFirstTreatment, 42, 126).Raise(FirstTreatmentWait)
    .Because("Six and eighteen weeks from the referral without a first treatment", Source("NHS Talking Therapies waiting-time standards"));
Watch("second-appointment-wait").After(p => p.DaysAwaitingSecondTreatment, 28, 60, 90).Raise(SecondAppointmentWait)
    .Because("One treatment session and no second", Judgement("domain R14, the official bands"));
Watch("no-contact").After(p => p.DaysSinceLastContact, 60, 90, 120).Raise(NoContact)
    .Because("Nothing was heard of an open referral", Judgement("domain R16, the official bands; guards hazard H-08"));

// ---- Where it comes from. A number that no guideline gives is a judgement, also where a guideline gives the principle.

var Ng222 = Source("NICE NG222");
var Cg31 = Source("NICE CG31");
var Cg113 = Source("NICE CG113");
var Cg159 = Source("NICE CG159");
var Hte30 = Source("NICE HTE30");
var Robinson = Judgement("domain R10; Robinson, Delgadillo & Kellett 2020 as quoted there");

var ThisScope = Judgement("domain 3: who this service is for");
var SaidAboutRisk = Judgement("domain 6: a time-box for what was said, never a level of risk");
var KeepStep = Judgement("domain 7: keep the step, change the format");

// PHQ-9 by session: half of the people at the median or below, four of five at the upper bound or below. Not from people but from the generator of domain 8.4.
var Synthetic = Judgement("SYNTHETIC, domain 5.1: sessions 2, 4 and 6 or 8 from a generator, those between interpolated");

// ---- What is expected by when

ExpectedResponse(Low, from: 5, to: 9, Synthetic)
    .Session(2, median: 6, upper: 9)
    .Session(3, median: 6, upper: 9)
    .Session(4, median: 5, upper: 9)
    .Session(5, median: 5, upper: 9)
    .Session(6, median: 5, upper: 9);

ExpectedResponse(Low, from: 10, to: 14, Synthetic)
    .Session(2, median: 10, upper: 13)
    .Session(3, median: 10, upper: 13)
    .Session(4, median: 9, upper: 13)
    .Session(5, median: 9, upper: 13)
    .Session(6, median: 8, upper: 13);

ExpectedResponse(Low, from: 15, to: 19, Synthetic)
    .Session(2, median: 14, upper: 18)
    .Session(3, median: 13, upper: 18)
    .Session(4, median: 12, upper: 18)
    .Session(5, median: 12, upper: 18)
    .Session(6, median: 11, upper: 18);

ExpectedResponse(Low, from: 20, to: 27, Synthetic)
    .Session(2, median: 18, upper: 23)
    .Session(3, median: 17, upper: 23)
    .Session(4, median: 16, upper: 23)
    .Session(5, median: 15, upper: 23)
    .Session(6, median: 14, upper: 23);

ExpectedResponse(High, from: 5, to: 9, Synthetic)
    .Session(2, median: 6, upper: 9)
    .Session(3, median: 6, upper: 9)
    .Session(4, median: 5, upper: 8)
    .Session(5, median: 5, upper: 8)
    .Session(6, median: 5, upper: 8)
    .Session(7, median: 5, upper: 8)
    .Session(8, median: 5, upper: 8);

ExpectedResponse(High, from: 10, to: 14, Synthetic)
    .Session(2, median: 10, upper: 13)
    .Session(3, median: 10, upper: 13)
    .Session(4, median: 9, upper: 13)
    .Session(5, median: 9, upper: 13)
    .Session(6, median: 9, upper: 13)
    .Session(7, median: 8, upper: 12)
    .Session(8, median: 8, upper: 12);

ExpectedResponse(High, from: 15, to: 19, Synthetic)
    .Session(2, median: 14, upper: 18)
    .Session(3, median: 13, upper: 18)
    .Session(4, median: 12, upper: 17)
    .Session(5, median: 12, upper: 17)
    .Session(6, median: 12, upper: 17)
    .Session(7, median: 11, upper: 17)
    .Session(8, median: 11, upper: 17);

ExpectedResponse(High, from: 20, to: 27, Synthetic)
    .Session(2, median: 19, upper: 23)
    .Session(3, median: 18, upper: 23)
    .Session(4, median: 16, upper: 23)
    .Session(5, median: 16, upper: 23)
    .Session(6, median: 16, upper: 23)
    .Session(7, median: 15, upper: 23)
    .Session(8, median: 15, upper: 23);

// ---- The numbers

const int DepressionCase = 10;
const int AnxietyCase = 8;
const int MoreSevereDepression = 16;
const int SevereDepression = 20;
const int SevereAnxiety = 15;
const int SomeImpairment = 10;
const int MarkedAbove = 20;
const int SevereTrauma = 45;

const int AMonth = 30;
const int ThreeMonths = 92;
const int TwoCourses = 2;
const int SeveralCriteria = 3;

const int FairTrialLow = 4;
const int ReviewLow = 6;
const int CeilingLow = 8;
const int FourWeeks = 28;
const int LeastToEnd = 2;
const int FairTrialHigh = 8;
const int HalfwayHigh = 12;
const int EightWeeks = 56;
const int CeilingHigh = 24;

// ---- Named conditions

Truth TwoOfPlanMeansIntent(Case p) =>
    (p.Risk.Plan && p.Risk.Means)
    || (p.Risk.Plan && p.Risk.Intent)
    || (p.Risk.Means && p.Risk.Intent);

Truth DangerNow(Case p) =>
    p.Risk.ImmediateDanger
    || p.Risk.RecentAttempt
    || p.Risk.CommandHallucinations
    || TwoOfPlanMeansIntent(p);

Truth ThoughtsOfHarm(Case p) =>
    p.Risk.Ideation
    || p.Risk.SelfHarm
    || p.Risk.Plan
    || p.Risk.Means
    || p.Risk.Intent;

Truth CannotWait(Case p) =>
    p.Risk.SelfNeglect
    || p.Risk.PostnatalHarm
    || p.Risk.PsychoticSymptoms;

Truth OthersAtRisk(Case p) =>
    p.Risk.Safeguarding
    || p.Risk.DomesticAbuse
    || p.Risk.HarmToOthers;

// Only a review that is known counts.
Truth Reviewed(Case p) => p.RiskReviewed.IsKnown && p.RiskReviewed;

Truth Item9Rose(Case p) => p.Item9Rise.IsKnown && p.Item9Rise;

// With a single score there is no fall to ask about; an unknown one must not hold an answer back.
Truth FellSharply(Case p) => p.RapidFunctionalDecline.IsKnown && p.RapidFunctionalDecline;

Truth Missed(Case p) => p.MissedInARow.IsKnown && p.MissedInARow >= 1;

// What was answered before stands while the question is open again.
// So does, whatever is answered since, what nobody has looked at.
Truth Item9AboveZero(Case p) =>
    p.Item9 >= 1
    || p.UnreviewedItem9 >= 1
    || (!p.Item9.IsKnown && p.LastAnsweredItem9 >= 1);

Truth SpokeOfRisk(Case p) =>
    Item9AboveZero(p)
    || DangerNow(p)
    || ThoughtsOfHarm(p)
    || CannotWait(p)
    || OthersAtRisk(p)
    || p.RiskTakenBack;

// What a person has still to look at. Nobody's care is ended by rule meanwhile.
Truth RiskIsOpen(Case p) =>
    !p.Item9.IsKnown
    || p.RiskTakenBack
    || (SpokeOfRisk(p) && (!Reviewed(p) || Missed(p)));

// The problem's own measure stands beside PHQ-9, such as PCL-5 or SPIN. Where it does not, GAD-7 does.
Truth OwnMeasure(Case p) => p.PairedMeasure.IsKnown && p.PairedMeasure != Gad7;

Truth AnxietyAtCase(Case p) =>
    (OwnMeasure(p) && (p.AtCaseness || (p.Gad7.IsKnown && p.Gad7 >= AnxietyCase)))
    || (!OwnMeasure(p) && p.Gad7 >= AnxietyCase);

Truth AtCase(Case p) => p.Phq9 >= DepressionCase || AnxietyAtCase(p);

Truth Marked(Case p) => p.Wsas > MarkedAbove;

Truth Impaired(Case p) => p.Wsas >= SomeImpairment;

// GAD-7 says little about a phobia, an obsession or a trauma: without its own measure such a problem is never called "little to treat".
Truth MeasuredByTheRightQuestionnaire(Case p) =>
    OwnMeasure(p) || p.Problem.Is(NoDescriptor, Depression, GeneralisedAnxiety, MixedAnxietyDepression);

Truth LittleToTreat(Case p) => !AtCase(p) && !Impaired(p) && MeasuredByTheRightQuestionnaire(p);

Truth ChoosesSelfHelp(Case p) => p.Preference == GuidedSelfHelp;

Truth PanicOrAgoraphobia(Case p) => p.Problem.Is(Panic, Agoraphobia);

Truth HealthAnxietyOrPhobia(Case p) => p.Problem.Is(HealthAnxiety, SpecificPhobia);

Truth PoorOutlook(TriageCase p) => p.PoorPrognosis && !LittleToTreat(p);

// Subthreshold, and within a month of the event: by PCL-5 or IES-R where a clinician calls it post-traumatic stress.
Truth RecentTraumaBelow(Case p) =>
    (p.Problem == NoDescriptor || (p.Problem == PostTraumaticStress && OwnMeasure(p)))
    && p.DaysSinceTrauma.IsKnown && p.DaysSinceTrauma < AMonth
    && !AtCase(p) && !Marked(p);

// No clause about risk: a question about risk has its task, and moves no step.
Truth SupportedDigitalForTrauma(Case p) =>
    p.Problem == PostTraumaticStress
    && p.Preference == DigitalTherapy
    && p.DaysSinceTrauma.IsKnown && p.DaysSinceTrauma > ThreeMonths
    && p.Access.Digital.IsKnown && p.Access.Digital
    && !p.Dissociation && p.Phq9 < MoreSevereDepression && !Marked(p)
    && !(p.Pcl5.IsKnown && p.Pcl5 >= SevereTrauma);

// One measure of the pair better, the other worse: a clinician looks, since neither word fits.
Truth Conflicting(ReviewCase p) => p.ConflictingChange.IsKnown && p.ConflictingChange;

// PHQ-9 or GAD-7 alone can say "worse": while the other of the pair is missing, and while GAD-7 stands outside the pair.
Truth RoseReliably(ReviewCase p) =>
    (p.Phq9Fall.IsKnown && p.Phq9Fall <= -6)
    || (p.Gad7Fall.IsKnown && p.Gad7Fall <= -4);

Truth KnownWorse(ReviewCase p) =>
    (p.ReliableDeterioration.IsKnown && p.ReliableDeterioration)
    || (RoseReliably(p) && !Conflicting(p));

Truth KnownSharplyWorse(ReviewCase p) => p.SharpWorsening.IsKnown && p.SharpWorsening;

// At caseness by GAD-7, also where another measure stands in the pair.
Truth AnxietyRemains(ReviewCase p) => p.Gad7.IsKnown && p.Gad7 >= AnxietyCase;

// Below the cut-offs throughout, so that "recovery" has no meaning.
Truth NeverACase(ReviewCase p) => !p.StartedAtCaseness && !p.AtCaseness && !AnxietyRemains(p);

// That a recovered person is below caseness follows; said all the same, so that nobody at caseness is ever discharged.
Truth Recovered(ReviewCase p) => p.ReliableRecovery && !p.AtCaseness && !AnxietyRemains(p);

// Scores alone end nobody's care: whoever was hardly seen at this step goes on.
Truth Sustained(ReviewCase p) => Recovered(p) && p.RecoverySustained && p.AttendedAtStep >= LeastToEnd;

Truth AtPlannedEnd(ReviewCase p) => p.Step == Low && p.AttendedAtStep >= ReviewLow;

Truth MayStepDown(ReviewCase p) => p.Step == High && p.Recovery && !AnxietyRemains(p) && p.WantsMaintenance;

Truth MayBeDone(ReviewCase p) =>
    Sustained(p)
    || MayStepDown(p)
    || (Recovered(p) && AtPlannedEnd(p))
    || (NeverACase(p) && p.GoalsMet);

// What triage would not begin at low intensity. A WSAS that nobody asked is no mild one.
Truth WouldBeginHigh(ReviewCase p) =>
    p.Phq9 >= MoreSevereDepression
    || (p.Wsas.IsKnown && Marked(p))
    || p.Problem.Is(PostTraumaticStress, SocialAnxiety)
    || (p.Problem.Is(ObsessiveCompulsive, BodyDysmorphia) && !(p.Wsas.IsKnown && !Impaired(p)));

Truth AboveTheCurve(Case p) => p.NotOnTrack.IsKnown && p.NotOnTrack;

// Who is known to be reliably better needs no alarm from the curve.
Truth OffTrack(ReviewCase p) => AboveTheCurve(p) && p.AtCaseness && !(p.ReliableImprovement.IsKnown && p.ReliableImprovement);

Truth StillACase(ReviewCase p) => p.AtCaseness && !p.ReliableImprovement;

// ---- Safety: all of them run, always. They raise work for people beside the recommendation; none of them changes the step.

Safety("danger-now")
    .When(p => DangerNow(p) && !Reviewed(p))
    .Raise(CrisisNow, "The duty clinician acts now; urgent referral comes first; show the crisis contacts").RiskFirst()
    .Because("Danger now, a recent attempt, commanding voices, or two of plan, means and intent", Judgement("domain 6; NICE NG222 1.2.9 asks for urgent referral at immediate risk"));

Safety("stated-thoughts-of-harm")
    .When(p => ThoughtsOfHarm(p) && !Reviewed(p))
    .Raise(SameDay, "A clinician contacts the person today and asks about plan, means, intent and what keeps them safe").RiskFirst()
    .Because("Thoughts of ending life, self-harm, a plan, means or intent were stated", SaidAboutRisk);

Safety("item-9-above-zero")
    .When(p => Item9AboveZero(p) && !Reviewed(p)).IfUnknown(AskRisk)
    .Raise(SameDay, "A clinician contacts the person today and asks about plan, means, intent and what keeps them safe").RiskFirst()
    .Because("Item 9 of the PHQ-9 is above zero and no person has reviewed it since", SaidAboutRisk);

Safety("item-9-rose")
    .When(p => p.Item9 >= 1 && Item9Rose(p) && !Reviewed(p)).IfUnknown(AskRisk)
    .Raise(SameDay, "A clinician contacts the person today and asks what has changed").RiskFirst()
    .Because("Item 9 of the PHQ-9 rose since the last one; an earlier review does not cover that", SaidAboutRisk);

Safety("taken-back-unseen")
    .When(p => p.RiskTakenBack)
    .Raise(SameDay, "A clinician contacts the person today and asks about what was stated and taken back").RiskFirst()
    .Because("Danger was stated and taken back before any person had looked at it", Judgement("domain 6: a flag never disappears by rule"));

Safety("item-9-unanswered")
    .When(p => !p.Item9.IsKnown).IfUnknown(AskRisk)
    .Raise(AskRisk, "Ask the person about thoughts of death or self-harm; nobody has an answer")
    .Because("Item 9 of the PHQ-9 was not answered, or only a total was given", SaidAboutRisk);

Safety("missed-after-risk")
    .When(p => Missed(p) && SpokeOfRisk(p)).IfUnknown(AskRisk)
    .Raise(SameDay, "A clinician reaches out today: a session was missed and risk was stated before")
    .Because("A session was missed by somebody whose last answers spoke of risk", Judgement("domain R15: contact the same day"));

Safety("cannot-wait")
    .When(p => CannotWait(p) && !Reviewed(p))
    .Raise(SameDay, "A clinician contacts the person today").RiskFirst()
    .Because("Serious self-neglect, thoughts of harm after a birth, or psychotic symptoms", SaidAboutRisk);

Safety("fell-sharply")
    .When(p => FellSharply(p))
    .Raise(SameDay, "A clinician contacts the person today and asks what happened")
    .Because("WSAS rose by 8 or more, or PHQ-9 by 6 or more, within two weeks", SaidAboutRisk);

Safety("others-at-risk")
    .When(p => OthersAtRisk(p) && !Reviewed(p))
    .Raise(Safeguarding, "The safeguarding lead looks at this today")
    .Because("Safeguarding, domestic abuse or harm to others was stated; apart from the decision about care", SaidAboutRisk);

// ---- Triage, first: is this the right service? An age that nobody asked for stops no one.

Triage("under-16")
    .When(p => p.Age.IsKnown && p.Age < 16)
    .OutOfScope(toward: "young people's mental-health service")
    .Because("Under 16: adult scores and steps do not apply", Hte30);

Triage("psychosis")
    .When(p => p.Psychosis)
    .OutOfScope(toward: "community mental-health or early-intervention team")
    .Because("Psychosis is the main problem", ThisScope);

Triage("bipolar")
    .When(p => p.Bipolar)
    .OutOfScope(toward: "community mental-health team")
    .Because("Bipolar disorder", ThisScope);

Triage("eating-disorder")
    .When(p => p.EatingDisorder)
    .OutOfScope(toward: "eating-disorder service")
    .Because("An active eating disorder", ThisScope);

Triage("substance-dependence")
    .When(p => p.SubstanceDependence)
    .OutOfScope(toward: "drug and alcohol service")
    .Because("Dependence on a substance is the primary problem", ThisScope);

Triage("dementia")
    .When(p => p.Dementia)
    .OutOfScope(toward: "memory service")
    .Because("Dementia is the main problem", ThisScope);

// ---- Triage, then: what a clinician decides

Triage("other-problem")
    .When(p => p.Problem.Is(IrritableBowel, ChronicFatigue, UnexplainedSymptoms, OtherProblem))
    .AskClinician(within: Days(7))
    .Because("No guideline for this problem was read for these rules: a clinician decides where care begins", ThisScope);

Triage("prior-high-without-response")
    .When(p => p.PriorHighSessions >= FairTrialHigh && !p.PriorHighImproved)
    .AskClinician(within: Days(7)).Flag(EarlyReview)
    .Because("Eight or more high-intensity sessions, not stated to have helped: discuss step 4", Judgement("domain T9, eight sessions as in R11"));

Triage("several-criteria-for-step-4")
    .When(p => p.Step4Criteria >= SeveralCriteria)
    .AskClinician(within: Days(7)).Flag(EarlyReview)
    .Because("Three or more of the criteria that suggest step 4: discuss it", Judgement("domain T9: Buckinghamshire's list, without its line on risk; the count is ours"));

Triage("panic-after-two-courses")
    .When(p => PanicOrAgoraphobia(p) && p.PriorCoursesNotImproved >= TwoCourses)
    .AskClinician(within: Days(7)).Flag(EarlyReview)
    .Because("Panic or agoraphobia after two courses that did not help: discuss specialist care", Cg113);

// ---- Triage, last: how much care, from the most to the least

Triage("severe-depression")
    .When(p => p.Phq9 >= SevereDepression)
    .Enter(High).Review(within: Days(7)).Flag(EarlyReview)
    .Because("PHQ-9 of 20 or more: high intensity at least, and a clinician looks this week", Judgement("domain T4, on the severe band of the PHQ-9"));

Triage("prior-low-without-response")
    .When(p => p.PriorLowSessions >= FairTrialLow && !p.PriorLowImproved && !LittleToTreat(p))
    .Enter(High)
    .Because("Four or more low-intensity sessions in the last year, not stated to have helped", Judgement("domain T8, four sessions after Delgadillo 2014"));

Triage("post-traumatic-stress")
    .When(p => p.Problem == PostTraumaticStress && !LittleToTreat(p) && !RecentTraumaBelow(p) && !SupportedDigitalForTrauma(p))
    .Enter(High)
    .Because("Post-traumatic stress begins with trauma-focused CBT, or EMDR from a month on", Judgement("domain T7 and 3.1; of NICE NG116 the part on EMDR and monitoring was read"));

Triage("social-anxiety")
    .When(p => p.Problem == SocialAnxiety && !LittleToTreat(p) && !ChoosesSelfHelp(p))
    .Enter(High)
    .Because("Social anxiety begins with individual CBT", Cg159);

Triage("ocd-impaired")
    .When(p => p.Problem == ObsessiveCompulsive && Impaired(p) && !ChoosesSelfHelp(p))
    .Enter(High)
    .Because("OCD with more than mild impairment begins at step 3", Judgement("domain T7: WSAS of 10 or more as more than the mild impairment of NICE CG31"));

Triage("body-dysmorphia-impaired")
    .When(p => p.Problem == BodyDysmorphia && Impaired(p))
    .Enter(High)
    .Because("Body dysmorphia with more than mild impairment begins at step 3", Judgement("domain 3.1: WSAS of 10 or more; CG31's part on body dysmorphia was not read"));

Triage("panic-with-marked-impairment")
    .When(p => PanicOrAgoraphobia(p) && Marked(p))
    .Enter(High)
    .Because("Panic or agoraphobia with marked impairment begins at step 3", Judgement("domain 3.1: WSAS above 20 as the moderate to severe panic of NICE CG113"));

Triage("gad-with-marked-impairment")
    .When(p => p.Problem == GeneralisedAnxiety && Marked(p))
    .Enter(High)
    .Because("GAD with marked functional impairment begins at step 3", Judgement("domain T6: WSAS above 20 as the marked impairment of NICE CG113"));

Triage("more-severe-depression")
    .When(p => p.Phq9 >= MoreSevereDepression && !ChoosesSelfHelp(p))
    .Enter(High)
    .Because("PHQ-9 of 16 or more is more severe depression", Ng222);

Triage("poor-prognosis")
    .When(p => PoorOutlook(p) && !ChoosesSelfHelp(p))
    .Enter(High)
    .Because("The service's own validated model expects a poor outcome at low intensity", Judgement("domain T10, after Delgadillo 2022; no model is shipped"));

Triage("phobia-or-health-anxiety-impaired")
    .When(p => HealthAnxietyOrPhobia(p) && Marked(p) && !ChoosesSelfHelp(p))
    .Enter(High)
    .Because("Health anxiety or a phobia with marked impairment begins at step 3", Judgement("domain 3.1: only mild ones begin low; WSAS above 20 is ours"));

Triage("marked-impairment")
    .When(p => AtCase(p) && Marked(p) && !ChoosesSelfHelp(p))
    .Enter(High)
    .Because("At caseness with WSAS above 20: one step more than the scores alone", Judgement("domain T6, CG113's rule for GAD extended to all"));

Triage("self-help-by-choice")
    .When(p => p.Phq9 >= MoreSevereDepression || PoorOutlook(p) || (Marked(p) && (AtCase(p) || HealthAnxietyOrPhobia(p))))
    .Enter(Low).Review(within: Days(14)).Flag(ByChoice).Flag(EarlyReview)
    .Because("Severe enough for step 3; the person chooses guided self-help: begin there, look early", Judgement("domain 3.2 and T3, a shared decision"));

Triage("social-anxiety-by-choice")
    .When(p => p.Problem == SocialAnxiety && !LittleToTreat(p))
    .Enter(Low).Review(within: Days(14)).Flag(ByChoice).Flag(EarlyReview)
    .Because("Individual CBT for social anxiety is not wanted: supported self-help, looked at early", Cg159);

Triage("ocd-by-choice")
    .When(p => p.Problem == ObsessiveCompulsive && Impaired(p))
    .Enter(Low).Review(within: Days(14)).Flag(ByChoice).Flag(EarlyReview)
    .Because("OCD and low intensity preferred: CBT with ERP of up to ten hours, looked at early", Cg31);

Triage("digital-for-trauma-by-choice")
    .When(p => SupportedDigitalForTrauma(p) && !LittleToTreat(p))
    .Enter(Low).Review(within: Days(14)).Flag(ByChoice).Flag(EarlyReview)
    .Because("Over three months after a trauma, prefers supported digital CBT, no dissociation stated: ask about it", Judgement("domain 3.1; NICE NG116's conditions for computerised CBT were not read; PCL-5 of 45 as severe is ours"));

Triage("severe-anxiety")
    .When(p => p.Gad7 >= SevereAnxiety)
    .Enter(Low).Review(within: Days(14)).Flag(EarlyReview)
    .Because("GAD-7 of 15 or more without marked impairment: low intensity, looked at early", Judgement("domain T5, on CG113's rule about function"));

Triage("trauma-within-a-month")
    .When(p => RecentTraumaBelow(p))
    .Enter(Monitor).Review(within: Days(28))
    .Because("Below the cut-offs within a month of a trauma: active monitoring and contact within a month, no debriefing", Judgement("domain 3.1, on the active monitoring of NICE NG116 1.6.5; its month was not read"));

Triage("persistent-symptoms")
    .When(p => LittleToTreat(p) && p.PersistentSymptoms)
    .Enter(Low)
    .Because("Below the cut-offs, but watched already and still there: low intensity", Judgement("domain T1, persistent subthreshold symptoms"));

Triage("active-monitoring")
    .When(p => LittleToTreat(p))
    .Enter(Monitor).Review(within: Days(14))
    .Because("Below both cut-offs with little impairment: active monitoring, seen again in two weeks", Judgement("domain T1; two weeks of the two to four of NICE NG222 1.5.1"));

Triage("impaired-below-caseness")
    .When(p => !AtCase(p) && Impaired(p))
    .Enter(Low)
    .Because("Below both cut-offs, yet daily life is impaired", Judgement("domain T1 and T6, WSAS of 10 or more alone"));

Triage("ocd-mild")
    .When(p => p.Problem == ObsessiveCompulsive)
    .Enter(Low)
    .Because("OCD with mild impairment: low-intensity CBT with ERP of up to ten hours", Judgement("domain 3.1: WSAS under 10 as the mild impairment of NICE CG31"));

Triage("body-dysmorphia-mild")
    .When(p => p.Problem == BodyDysmorphia)
    .Enter(Low)
    .Because("Body dysmorphia with mild impairment: CBT with ERP", Judgement("domain 3.1: WSAS under 10; CG31's part on body dysmorphia was not read"));

Triage("panic-without-marked-impairment")
    .When(p => PanicOrAgoraphobia(p))
    .Enter(Low)
    .Because("Panic or agoraphobia without marked impairment begins with guided self-help", Judgement("domain 3.1: WSAS of 20 or less as the mild to moderate panic of NICE CG113"));

Triage("phobia-or-health-anxiety-mild")
    .When(p => HealthAnxietyOrPhobia(p))
    .Enter(Low)
    .Because("Health anxiety or a phobia without marked impairment begins with guided self-help", Judgement("domain 3.1: Buckinghamshire's local pathway"));

Triage("start-low")
    .Otherwise()
    .Enter(Low)
    .Because("The least intensive care that is likely to help", Ng222);

// ---- Review, first: what is known to be worse, and who wants to stop or stays away

Review("reliably-worse")
    .When(p => KnownWorse(p))
    .UrgentReview(within: Days(3))
    .Because("Reliably worse than at the start: a supervisor looks within days", Judgement("domain R5"));

Review("sharply-worse")
    .When(p => KnownSharplyWorse(p) || FellSharply(p))
    .UrgentReview(within: Days(3))
    .Because("Worse by a reliable amount since the last score, or functioning fell sharply", Judgement("domain R6"));

Review("wants-to-stop")
    .When(p => p.WantsToStop)
    .AskClinician(within: Days(7)).Flag(ByChoice)
    .Because("The person wants to stop; a clinician hears why and closes, never a rule", Judgement("domain R19"));

Review("missed-twice")
    .When(p => p.MissedInARow >= 2)
    .AskClinician(within: Days(7))
    .Because("Two sessions missed in a row: reach out; only a person closes", Judgement("domain R15"));

// ---- Review, then: can anything be said at all?

Review("no-step-yet")
    .When(p => !p.Step.IsKnown)
    .AskClinician(within: Days(7))
    .Because("No step of care has begun, so that there is nothing to review", Judgement("domain 3"));

Review("specialist-care")
    .When(p => p.Step == Specialist)
    .AskClinician(within: Days(7))
    .Because("Step 4 is reviewed by the team that gives it", Judgement("domain 3"));

Review("conflicting-change")
    .When(p => Conflicting(p))
    .AskClinician(within: Days(7)).Alternatively(Continue)
    .Because("Reliably better on one measure and reliably worse on the other", Judgement("domain 2: neither improved nor deteriorated"));

Review("change-in-doubt")
    .When(p => !p.Unpaired && !(p.ReliableDeterioration.IsKnown && p.ConflictingChange.IsKnown && p.SharpWorsening.IsKnown))
    .AskClinician(within: Days(7)).Alternatively(Continue)
    .Because("A score with unanswered items lies within a point of a line: nobody can say whether it is worse", Judgement("domain 1.3"));

Review("one-session-unmeasured")
    .When(p => p.Step.Is(Low, High) && p.UnmeasuredInARow == 1 && p.AttendedAtStep < ReviewLow)
    .Continue().Alternatively(HumanReview).Flag(ContinueUnmeasured).Review(within: Days(14))
    .Because("The last session has no full pair of scores: carry on, and measure at the next", Judgement("domain R17"));

Review("one-measure-missing")
    .When(p => p.Step.Is(Low, High) && p.UnmeasuredInARow >= 2 && p.UnscoredInARow == 0 && p.AttendedAtStep < ReviewLow)
    .Continue().Alternatively(HumanReview).Alternatively(StepUp).Flag(ContinueUnmeasured).Review(within: Days(14))
    .Because("One of the two measures was taken: carry on, claim no outcome, and take both at the next session", Judgement("domain R17 and its worked case 46"));

Review("unmeasured")
    .When(p => p.UnmeasuredInARow >= 1)
    .AskClinician(within: Days(7)).Flag(ContinueUnmeasured).Alternatively(Continue)
    .Because("Two sessions in a row, or one when a review is due, without a full pair of scores", Judgement("domain R17"));

Review("first-scores-only")
    .When(p => p.Unpaired && p.AttendedAtStep < FairTrialLow && (p.Step == High || (p.Step == Low && p.DaysAtStep < FourWeeks)))
    .Continue().Alternatively(HumanReview)
    .Because("Only first scores so far: nothing to compare yet", Judgement("domain 2: both scores must exist"));

Review("unpaired")
    .When(p => p.Unpaired)
    .AskClinician(within: Days(7)).Alternatively(Continue)
    .Because("A first or a second score is missing when a review is due, so that no change can be claimed", Judgement("domain R17"));

// ---- Review, then: is it time to end well?

Review("done-but-risk-open")
    .When(p => MayBeDone(p) && RiskIsOpen(p))
    .AskClinician(within: Days(7)).Alternatively(Continue)
    .Because("Ready to end by the scores, but a question about risk is open: a person answers it first", Judgement("domain 6 and R8"));

Review("maintenance")
    .When(p => MayStepDown(p))
    .StepDown(within: Days(14)).Alternatively(Discharge)
    .Because("Recovered, and wants lighter care to keep what was gained", Judgement("domain R12"));

Review("recovery-sustained")
    .When(p => Sustained(p))
    .Discharge()
    .Because("Reliable recovery at two measured sessions in a row: end with a plan against relapse", Judgement("domain R8"));

Review("recovered-at-planned-end")
    .When(p => Recovered(p) && AtPlannedEnd(p))
    .Discharge()
    .Because("Reliable recovery at the sixth low-intensity session or later: the planned end", Judgement("domain R9 and R4"));

Review("goals-met-below-caseness")
    .When(p => NeverACase(p) && p.GoalsMet)
    .Discharge()
    .Because("Began below the cut-offs, is below them, and the agreed goals are met", Judgement("domain R18"));

// ---- Review, low intensity: enough, or more?

Review("low-caseness-in-doubt")
    .When(p => p.Step == Low && !p.AtCaseness.IsKnown)
    .AskClinician(within: Days(7)).Alternatively(Continue)
    .Because("A score with unanswered items lies within a point of a cut-off: nobody can say whether still a case", Judgement("domain 1.3"));

Review("declined-step")
    .When(p => p.DeclinedStep && p.AtCaseness)
    .AskClinician(within: Days(7)).Flag(ByChoice).Alternatively(Continue)
    .Because("The person declined the step that was offered: decide together what comes instead", Judgement("domain R19"));

Review("low-over-stay")
    .When(p => p.Step == Low && p.AttendedAtStep >= CeilingLow && p.AtCaseness)
    .StepUp(within: Days(14)).AskFirst(ReasonsForNonResponse).Flag(OverStay)
    .Because("Eight low-intensity sessions and still at caseness", Judgement("domain R4, the ceiling"));

Review("low-over-stay-below-caseness")
    .When(p => p.Step == Low && p.AttendedAtStep >= CeilingLow)
    .AskClinician(within: Days(7)).Flag(OverStay).Alternatively(Discharge)
    .Because("Eight low-intensity sessions, below the cut-offs but not reliably recovered", Judgement("domain R4, the ceiling"));

Review("low-no-response")
    .When(p => p.Step == Low && p.AttendedAtStep >= FairTrialLow && p.AtCaseness && p.NoResponse)
    .StepUp(within: Days(14)).AskFirst(ReasonsForNonResponse).Alternatively(Continue)
    .Because("No response after four low-intensity sessions: each score fell by under half a reliable change", Judgement("domain R1, R3a: the numbers for NG222 1.9.1"));

Review("low-no-reliable-improvement")
    .When(p => p.Step == Low && p.AttendedAtStep >= ReviewLow && StillACase(p))
    .StepUp(within: Days(14)).AskFirst(ReasonsForNonResponse).Alternatively(Continue)
    .Because("Six low-intensity sessions without reliable improvement, still at caseness", Judgement("domain R3b and R4, after Delgadillo 2014"));

Review("low-not-on-track")
    .When(p => p.Step == Low && OffTrack(p))
    .AskClinician(within: Days(7)).Alternatively(Continue).Alternatively(StepUp)
    .Because("Above the expected-response curve: take it to supervision; the curve alone changes no step", Judgement("domain R7, after the feedback trial of Delgadillo 2018"));

Review("low-partial-response")
    .When(p => p.Step == Low && p.AttendedAtStep >= FairTrialLow && StillACase(p))
    .Continue().Alternatively(StepUp).Review(within: Days(14))
    .Because("A partial response is not no response: go on to session six, then decide", Judgement("domain R3b"));

Review("low-improved-still-a-case")
    .When(p => p.Step == Low && p.AttendedAtStep >= FairTrialLow && p.AtCaseness)
    .Continue().Alternatively(StepUp).Review(within: Days(14))
    .Because("Reliably better but still at caseness: go on, to eight sessions at most", Judgement("domain R4"));

Review("low-slow-attendance")
    .When(p => p.Step == Low && p.DaysAtStep >= FourWeeks && p.AtCaseness)
    .Continue().AskFirst(ReasonsForNonResponse).Alternatively(StepUp).Review(within: Days(14))
    .Because("Four weeks, but fewer than four sessions, and still at caseness: ask what stands in the way", Judgement("domain R1, R2 and R3"));

Review("low-early-response")
    .When(p => p.Step == Low && p.AtCaseness && p.EarlyResponse.IsKnown && p.EarlyResponse)
    .Continue().Alternatively(StepUp)
    .Because("Half a reliable change within three sessions: most who recover show it by then", Judgement("domain R2, after Delgadillo 2014; half a reliable change is ours"));

Review("low-too-early-to-tell")
    .When(p => p.Step == Low && p.AtCaseness)
    .Continue().Alternatively(StepUp)
    .Because("Fewer than four sessions are too few to call low intensity a failure", Judgement("domain R1, after Delgadillo 2014"));

// ---- Review, high intensity

Review("high-ceiling")
    .When(p => p.Step == High && p.AttendedAtStep >= CeilingHigh)
    .AskClinician(within: Days(7)).AskFirst(ReasonsForNonResponse).Alternatively(StepUp).Alternatively(Discharge)
    .Because("Twenty-four high-intensity sessions: as far as extending is supported", Robinson);

Review("high-no-reliable-improvement-halfway")
    .When(p => p.Step == High && p.AttendedAtStep >= HalfwayHigh && StillACase(p))
    .StepUp(within: Days(14)).AskFirst(ReasonsForNonResponse).Alternatively(Continue)
    .Because("Twelve high-intensity sessions without reliable improvement: another treatment, or step 4", Judgement("domain R11, half of twenty-four"));

Review("high-no-reliable-improvement")
    .When(p => p.Step == High && p.AttendedAtStep >= FairTrialHigh && StillACase(p))
    .AskClinician(within: Days(7)).AskFirst(ReasonsForNonResponse).Alternatively(Continue).Alternatively(StepUp)
    .Because("Eight high-intensity sessions without reliable improvement: take it to supervision", Judgement("domain R11"));

Review("high-slow-attendance")
    .When(p => p.Step == High && p.DaysAtStep >= EightWeeks && StillACase(p))
    .AskClinician(within: Days(7)).AskFirst(ReasonsForNonResponse).Alternatively(Continue).Alternatively(StepUp)
    .Because("Eight weeks, fewer than eight sessions, and no reliable improvement: ask what stands in the way", Judgement("domain R11, six to eight weeks"));

Review("high-not-on-track")
    .When(p => p.Step == High && OffTrack(p))
    .AskClinician(within: Days(7)).Alternatively(Continue)
    .Because("Above the expected-response curve: take it to supervision; the curve alone changes no step", Judgement("domain R7, after the feedback trial of Delgadillo 2018"));

Review("high-improved-still-a-case")
    .When(p => p.Step == High && p.AttendedAtStep >= FairTrialHigh && p.AtCaseness)
    .Continue().Review(within: Days(28))
    .Because("Reliably better but still at caseness: go on, to twenty-four sessions at most", Robinson);

// ---- Review, monitoring, and everybody who is on the way

Review("monitored-now-severe")
    .When(p => p.Step == Monitor && p.AtCaseness && WouldBeginHigh(p))
    .AskClinician(within: Days(7)).Alternatively(StepUp)
    .Because("At caseness while being monitored, and care would begin at step 3: triage again", Judgement("domain 3.1, T3, T6 and T7"));

Review("monitored-now-a-case")
    .When(p => p.Step == Monitor && p.AtCaseness)
    .StepUp(within: Days(14))
    .Because("At caseness while being monitored: begin treatment", Judgement("domain 3, after the further assessment of NG222 1.5.1"));

Review("recovered-once")
    .When(p => Recovered(p))
    .Continue().Alternatively(Discharge).Review(within: Days(14))
    .Because("Reliable recovery, too early to end by rule: go on to the planned end, or finish early if wished", Judgement("domain R9"));

Review("below-caseness")
    .When(p => !p.AtCaseness)
    .Continue().Alternatively(Discharge).Review(within: Days(28))
    .Because("Below the cut-offs of the pair, without a reliable recovery by every measure: ask whether the goals are met", Judgement("domain R18 and R9"));

Review("carry-on")
    .Otherwise()
    .Continue()
    .Because("On the way: the review point of this step has not come", Judgement("domain R1 and R2"));

// ---- Format: all of them run. A no, and for the first three also a question nobody asked, changes the format and never the step.

Adjust("no-device")
    .When(p => !p.Access.Digital)
    .Exclude(Digital).Prefer(Telephone)
    .Because("No device, data or confidence, or nobody asked: not by a digital programme", KeepStep);

Adjust("reading")
    .When(p => !p.Access.ReadsComfortably)
    .Exclude(Book).Exclude(Digital)
    .Because("Reading is hard, or nobody asked: talk it through instead", KeepStep);

Adjust("no-private-space")
    .When(p => !p.Access.PrivateSpace)
    .Exclude(Telephone).Prefer(InPerson)
    .Because("No private space to talk in, or nobody asked: in the same room", KeepStep);

Adjust("other-language")
    .When(p => p.Access.SpeaksServiceLanguage.IsKnown && !p.Access.SpeaksServiceLanguage)
    .Exclude(Digital).Exclude(Book).Prefer(Interpreted)
    .Because("Does not speak a language the service works in: sessions with an interpreter", KeepStep);

Adjust("adapted-format")
    .When(p => p.Access.NeedsAdaptedFormat.IsKnown && p.Access.NeedsAdaptedFormat)
    .Prefer(Adapted)
    .Because("Hearing, sight, movement, learning or neurodivergent needs ask for an adapted format", KeepStep);

Adjust("prefers-digital")
    .When(p => p.Preference == DigitalTherapy)
    .Prefer(Digital)
    .Because("The person prefers a supported digital programme", KeepStep);

Adjust("prefers-a-group")
    .When(p => p.Preference == GroupTherapy)
    .Prefer(Group)
    .Because("The person prefers a group", KeepStep);

// ---- And what supervision should see

Adjust("above-the-expected-curve")
    .When(p => AboveTheCurve(p))
    .Flag(NotOnTrack)
    .Because("PHQ-9 lies above what is expected at this session", Synthetic);
