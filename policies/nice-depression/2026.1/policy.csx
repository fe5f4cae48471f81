// NICE NG222 read strictly, for adults with depression or without a descriptor. Every other problem belongs to talking-therapies.
// PHQ-9 decides and nothing else does: no rule reads GAD-7 or WSAS to choose a step, and no rule of another guideline is here.
// Anxiety at caseness without depression is no matter of NG222: GAD-7 hands such a person over, and chooses nothing.
// Safety and format rules, and the gates, are those of talking-therapies. README.md says the same to clinicians.

Ladder(Monitor, Low, High, Specialist);

Label(Monitor, "step 1, active monitoring");
Label(Low, "step 2, guided self-help");
Label(High, "step 3, psychological therapy");
Label(Specialist, "step 4, specialist");

// ---- When to look again: between two and four weeks after treatment starts (NICE NG222 1.4.3)

ReviewAt(Monitor, sessions: 1, within: Days(14));
ReviewAt(Low, sessions: 4, within: Days(28));
ReviewAt(High, sessions: 4, within: Days(28));
ReviewAt(Specialist, sessions: 4, within: Days(28));

// ---- What must not pass unseen. Nobody acted, and that is an event: the clock raises a task for a person. It never decides. 0 is at once.

Watch("danger-undecided").After(p => p.DaysRiskUndecided, 0).Raise(SameDay)
    .Because("Danger was told of and nothing has been decided since", Judgement("domain 6; guards hazard H-01"));
Watch("risk-task-late").After(p => p.DaysRiskTaskLate, 0).Raise(RiskTaskLate)
    .Because("A risk task is open past its time box", Judgement("domain 6; guards hazard H-01"));
Watch("review-overdue").After(p => p.DaysReviewOverdue, 1, 14, 28).Raise(ReviewDue)
    .Because("A review fell due and nobody has decided since", Judgement("NICE NG222 1.4.3 asks for the review, not for the alarm; guards hazard H-06"));
Watch("scores-missing").After(p => p.UnscoredInARow, 2).Raise(ScoresMissing)
    .Because("Two sessions in a row without any score: nobody knows how the person is", Judgement("domain R17; guards hazard H-07"));
Watch("two-missed").After(p => p.MissedInARow, 2).Raise(ReachOut)
    .Because("Two sessions in a row were missed", Judgement("domain R15; guards hazard H-08"));
Watch("low-outgrown").At(Low).After(p => p.AttendedAtStep, 9).Raise(StepOutgrown)
    .Because("More than eight sessions at low intensity", Judgement("domain R4, since NG222 gives no number; guards hazard H-06"));
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

// ---- Where it comes from. A number that the guideline does not give is a judgement.

var Ng222 = Source("NICE NG222");
var Hte30 = Source("NICE HTE30");

var ThisScope = Judgement("domain 3: who this service is for");
var SaidAboutRisk = Judgement("domain 6: a time-box for what was said, never a level of risk");
var KeepStep = Judgement("domain 7: keep the step, change the format");

// ---- The numbers

const int MoreSevereDepression = 16;
const int DepressionCase = 10;
const int AnxietyCase = 8;
const int FourWeeks = 28;
const int CourseLow = 8;
const int CourseHigh = 16;
const int TooFewToCompare = 4;

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

Truth ChoosesSelfHelp(Case p) => p.Preference == GuidedSelfHelp;

Truth AnotherProblem(Case p) => !p.Problem.Is(NoDescriptor, Depression);

Truth AnxietyWithoutDepression(Case p) =>
    p.Problem == NoDescriptor && p.Phq9 < DepressionCase && p.Gad7.IsKnown && p.Gad7 >= AnxietyCase;

// By the pair of measures, and by PHQ-9 whatever the other says: an anxiety that eases does not make up for a depression that deepens.
Truth KnownWorse(ReviewCase p) =>
    (p.ReliableDeterioration.IsKnown && p.ReliableDeterioration)
    || (p.Phq9Fall.IsKnown && p.Phq9Fall <= -6);

Truth KnownSharplyWorse(ReviewCase p) => p.SharpWorsening.IsKnown && p.SharpWorsening;

Truth Recovered(ReviewCase p) =>
    p.RecoverySustained.IsKnown && p.RecoverySustained && p.AtCaseness.IsKnown && !p.AtCaseness;

Truth StillACase(ReviewCase p) => p.Phq9 >= DepressionCase;

// "Not responded at all" to the letter: PHQ-9 did not fall by a single point.
Truth NoFallAtAll(ReviewCase p) => p.Phq9Fall <= 0;

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

// ---- Triage, then: depression and nobody's descriptor, no other problem

Triage("another-problem")
    .When(p => AnotherProblem(p))
    .OutOfScope(toward: "talking-therapies")
    .Because("A clinician assigned another problem than depression: the policy talking-therapies decides", Judgement("domain 6 and 12: NG222's line, for depression alone"));

Triage("anxiety-without-depression")
    .When(p => AnxietyWithoutDepression(p))
    .OutOfScope(toward: "talking-therapies")
    .Because("Anxiety at caseness without depression, of which NG222 does not speak: the policy talking-therapies decides", Judgement("domain 12; GAD-7 of 8 is the NHS's cut-off"));

// ---- Triage, last: how much care

Triage("more-severe-depression")
    .When(p => p.Phq9 >= MoreSevereDepression && !ChoosesSelfHelp(p))
    .Enter(High)
    .Because("PHQ-9 of 16 or more is more severe depression", Ng222);

Triage("more-severe-by-choice")
    .When(p => p.Phq9 >= MoreSevereDepression)
    .Enter(Low).Review(within: Days(14)).Flag(ByChoice).Flag(EarlyReview)
    .Because("More severe depression; the person chooses guided self-help: begin there, look in two weeks", Judgement("NICE NG222 1.6.1, a shared decision; the place of guided self-help there was not read"));

Triage("persistent-symptoms")
    .When(p => p.Phq9 < DepressionCase && p.PersistentSymptoms)
    .Enter(Low)
    .Because("Below the cut-off, but watched already and still there: guided self-help", Judgement("domain T1, persistent subthreshold symptoms"));

Triage("active-monitoring")
    .When(p => p.Phq9 < DepressionCase)
    .Enter(Monitor).Review(within: Days(14))
    .Because("PHQ-9 under 10: active monitoring, seen again in two weeks", Judgement("domain T1: the cut-off of the NHS; two of the two to four weeks of NG222 1.5.1"));

Triage("less-severe-depression")
    .Otherwise()
    .Enter(Low)
    .Because("Less severe depression: guided self-help is considered first", Source("NICE NG222 1.5.2"));

// ---- Review, first: what is known to be worse, and what the person says

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

Review("declined-step")
    .When(p => p.DeclinedStep)
    .AskClinician(within: Days(7)).Flag(ByChoice).Alternatively(Continue)
    .Because("The person declined the step that was offered: decide together what comes instead", Judgement("domain R19"));

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

Review("another-problem-in-care")
    .When(p => AnotherProblem(p))
    .AskClinician(within: Days(7)).Alternatively(OutOfScope)
    .Because("A clinician assigned another problem: go on under talking-therapies", Judgement("domain 6 and 12: NG222's line, for depression alone"));

Review("unmeasured")
    .When(p => p.UnscoredInARow >= 2)
    .AskClinician(within: Days(7)).Flag(ContinueUnmeasured).Alternatively(Continue)
    .Because("Two sessions in a row of which nothing is known", Judgement("domain R17"));

Review("first-score-only")
    .When(p => !p.Phq9Fall.IsKnown && p.Step.Is(Low, High) && p.AttendedAtStep < TooFewToCompare && p.DaysAtStep < FourWeeks)
    .Continue().Alternatively(HumanReview)
    .Because("A single PHQ-9 so far: nothing to compare yet", Judgement("domain 2: both scores must exist"));

Review("no-second-score")
    .When(p => !p.Phq9Fall.IsKnown)
    .AskClinician(within: Days(7)).Alternatively(Continue)
    .Because("A first or a second PHQ-9 is missing, and a review is due", Judgement("domain R17"));

// ---- Review, last: end well, change, or go on

Review("done-but-risk-open")
    .When(p => Recovered(p) && RiskIsOpen(p))
    .AskClinician(within: Days(7)).Alternatively(Continue)
    .Because("Ready to end by the scores, but a question about risk is open: a person answers it first", Judgement("domain 6 and R8"));

Review("recovery-sustained")
    .When(p => Recovered(p))
    .Discharge()
    .Because("Reliable recovery at two measured sessions in a row: end with a plan against relapse", Judgement("domain R8"));

Review("monitored-now-a-case")
    .When(p => p.Step == Monitor && StillACase(p))
    .StepUp(within: Days(14))
    .Because("PHQ-9 of 10 or more while being monitored: begin treatment", Judgement("domain 3, after the further assessment of NG222 1.5.1"));

Review("nothing-attended")
    .When(p => p.Step.Is(Low, High) && p.DaysAtStep >= FourWeeks && p.AttendedAtStep == 0 && StillACase(p))
    .AskClinician(within: Days(7)).AskFirst(ReasonsForNonResponse).Alternatively(Continue).Alternatively(StepUp)
    .Because("Four weeks and not one session attended: there was no treatment to respond to; ask what stands in the way", Judgement("NICE NG222 1.9.1 speaks of weeks of treatment"));

Review("not-responded-at-all")
    .When(p => p.Step == Low && p.DaysAtStep >= FourWeeks && StillACase(p) && NoFallAtAll(p))
    .StepUp(within: Days(14)).AskFirst(ReasonsForNonResponse).Alternatively(Continue)
    .Because("Four weeks of treatment and no fall of PHQ-9 at all: go through the reasons, then another treatment", Judgement("NICE NG222 1.9.1 to the letter, measured by PHQ-9 at or above 10"));

Review("not-responded-at-all-to-therapy")
    .When(p => p.Step == High && p.DaysAtStep >= FourWeeks && StillACase(p) && NoFallAtAll(p))
    .AskClinician(within: Days(7)).AskFirst(ReasonsForNonResponse).Alternatively(Continue).Alternatively(StepUp)
    .Because("Four weeks of therapy and no fall of PHQ-9 at all: go through the reasons, then another treatment", Judgement("NICE NG222 1.9.1 to the letter, measured by PHQ-9 at or above 10"));

Review("course-of-self-help-complete")
    .When(p => p.Step == Low && p.AttendedAtStep >= CourseLow)
    .AskClinician(within: Days(7)).Flag(OverStay).Alternatively(StepUp).Alternatively(Discharge)
    .Because("Eight sessions of guided self-help: a course is complete; decide together what comes next", Judgement("domain 3: six to eight sessions, not read in the original"));

Review("course-of-therapy-complete")
    .When(p => p.Step == High && p.AttendedAtStep >= CourseHigh)
    .AskClinician(within: Days(7)).Alternatively(Continue).Alternatively(Discharge).Alternatively(StepUp)
    .Because("Sixteen sessions of therapy: a course is complete; decide together what comes next", Judgement("domain 3: sixteen sessions, not read in the original"));

Review("still-a-case")
    .When(p => StillACase(p))
    .Continue().Alternatively(StepUp)
    .Because("Any fall is a response by the letter of the guideline, or four weeks have not passed: go on", Judgement("NICE NG222 1.9.1 to the letter"));

Review("anxiety-without-depression-in-care")
    .When(p => AnxietyWithoutDepression(p))
    .AskClinician(within: Days(7)).Alternatively(OutOfScope).Alternatively(Continue)
    .Because("PHQ-9 under 10, but anxiety at caseness: go on here, or under talking-therapies?", Judgement("domain 12; GAD-7 of 8 is the NHS's cut-off"));

Review("below-the-cut-off")
    .Otherwise()
    .Continue().Alternatively(Discharge)
    .Because("PHQ-9 under 10: go on to the end of the course, or finish early if wished", Judgement("domain R9 and R18"));

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
