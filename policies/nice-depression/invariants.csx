// What every revision of nice-depression must keep. Owned by the clinical-safety officer; changed by nobody else.
// Each names the hazard it answers; README.md of the policies lists them. "LeansTo" asks of provisional answers too.

Truth Unreviewed(Case p) => !p.RiskReviewed.IsKnown || !p.RiskReviewed;

Truth SaysPlanIntentOrMeans(Case p) => p.Risk.Plan || p.Risk.Intent || p.Risk.Means;

Truth SaysDanger(Case p) => p.Risk.ImmediateDanger || p.Risk.RecentAttempt || p.Risk.CommandHallucinations;

Truth CannotWait(Case p) => p.Risk.SelfNeglect || p.Risk.PostnatalHarm || p.Risk.PsychoticSymptoms;

Truth OthersAtRisk(Case p) => p.Risk.Safeguarding || p.Risk.DomesticAbuse || p.Risk.HarmToOthers;

Truth SaysAnyRisk(Case p) =>
    p.Item9 >= 1
    || p.Risk.Ideation
    || p.Risk.SelfHarm
    || p.Risk.PastAttempt
    || p.Risk.SubstanceUse
    || p.Risk.Isolation
    || SaysPlanIntentOrMeans(p)
    || SaysDanger(p)
    || CannotWait(p)
    || OthersAtRisk(p);

Truth Excluded(TriageCase p) =>
    (p.Age.IsKnown && p.Age < 16)
    || p.Psychosis
    || p.Bipolar
    || p.EatingDisorder
    || p.SubstanceDependence
    || p.Dementia;

Truth InItsScope(TriageCase p) => !Excluded(p) && p.Problem.Is(NoDescriptor, Depression);

Truth Everybody(Case p) => p.Item9.IsKnown || !p.Item9.IsKnown;

// ---- H-01: somebody in danger is not seen in time

AtTriage("danger-now-goes-to-the-duty-clinician", "H-01 danger not seen in time")
    .When(p => SaysDanger(p) && Unreviewed(p))
    .Expect(d => d.RiskFirst && d.Raises(CrisisNow));

AtReview("danger-now-goes-to-the-duty-clinician-in-care", "H-01 danger not seen in time")
    .When(p => SaysDanger(p) && Unreviewed(p))
    .Expect(d => d.RiskFirst && d.Raises(CrisisNow));

AtTriage("plan-means-and-intent-together-is-a-crisis", "H-01 danger not seen in time")
    .When(p => p.Risk.Plan && p.Risk.Means && p.Risk.Intent && Unreviewed(p))
    .Expect(d => d.RiskFirst && d.Raises(CrisisNow));

AtReview("plan-means-and-intent-together-is-a-crisis-in-care", "H-01 danger not seen in time")
    .When(p => p.Risk.Plan && p.Risk.Means && p.Risk.Intent && Unreviewed(p))
    .Expect(d => d.RiskFirst && d.Raises(CrisisNow));

AtTriage("plan-intent-or-means-comes-first", "H-01 danger not seen in time")
    .When(p => SaysPlanIntentOrMeans(p) && Unreviewed(p))
    .Expect(d => d.RiskFirst && (d.Raises(CrisisNow) || d.Raises(SameDay)));

AtReview("plan-intent-or-means-comes-first-in-care", "H-01 danger not seen in time")
    .When(p => SaysPlanIntentOrMeans(p) && Unreviewed(p))
    .Expect(d => d.RiskFirst && (d.Raises(CrisisNow) || d.Raises(SameDay)));

AtTriage("what-cannot-wait-is-seen-today", "H-01 danger not seen in time")
    .When(p => CannotWait(p) && Unreviewed(p))
    .Expect(d => d.Raises(SameDay));

AtReview("what-cannot-wait-is-seen-today-in-care", "H-01 danger not seen in time")
    .When(p => CannotWait(p) && Unreviewed(p))
    .Expect(d => d.Raises(SameDay));

AtTriage("others-at-risk-reach-safeguarding", "H-02 a child or adult at risk is not seen")
    .When(p => OthersAtRisk(p) && Unreviewed(p))
    .Expect(d => d.Raises(Safeguarding));

AtReview("others-at-risk-reach-safeguarding-in-care", "H-02 a child or adult at risk is not seen")
    .When(p => OthersAtRisk(p) && Unreviewed(p))
    .Expect(d => d.Raises(Safeguarding));

// ---- H-03: an answer about self-harm stays unread, or silence passes for "no"

AtTriage("item-9-above-zero-is-never-silent", "H-03 an answer about self-harm stays unread")
    .When(p => p.Item9 >= 1 && Unreviewed(p))
    .Expect(d => d.Raises(BeforeNextStep) || d.Raises(SameDay) || d.Raises(CrisisNow));

AtReview("item-9-above-zero-is-never-silent-in-care", "H-03 an answer about self-harm stays unread")
    .When(p => p.Item9 >= 1 && Unreviewed(p))
    .Expect(d => d.Raises(BeforeNextStep) || d.Raises(SameDay) || d.Raises(CrisisNow));

AtTriage("item-9-of-two-or-more-comes-first", "H-03 an answer about self-harm stays unread")
    .When(p => p.Item9 >= 2 && Unreviewed(p))
    .Expect(d => d.RiskFirst && (d.Raises(SameDay) || d.Raises(CrisisNow)));

AtReview("item-9-of-two-or-more-comes-first-in-care", "H-03 an answer about self-harm stays unread")
    .When(p => p.Item9 >= 2 && Unreviewed(p))
    .Expect(d => d.RiskFirst && (d.Raises(SameDay) || d.Raises(CrisisNow)));

AtTriage("an-answer-nobody-saw-outlasts-a-zero", "H-03 an answer about self-harm stays unread")
    .When(p => p.UnreviewedItem9 >= 1 && Unreviewed(p))
    .Expect(d => d.RiskFirst && (d.Raises(SameDay) || d.Raises(CrisisNow)));

AtReview("an-answer-nobody-saw-outlasts-a-zero-in-care", "H-03 an answer about self-harm stays unread")
    .When(p => p.UnreviewedItem9 >= 1 && Unreviewed(p))
    .Expect(d => d.RiskFirst && (d.Raises(SameDay) || d.Raises(CrisisNow)) && !d.LeansTo(Discharge));

AtTriage("danger-taken-back-unseen-is-seen", "H-03 an answer about self-harm stays unread")
    .When(p => p.RiskTakenBack)
    .Expect(d => d.RiskFirst && d.Raises(SameDay));

AtReview("danger-taken-back-unseen-is-seen-in-care", "H-03 an answer about self-harm stays unread")
    .When(p => p.RiskTakenBack)
    .Expect(d => d.RiskFirst && d.Raises(SameDay) && !d.LeansTo(Discharge));

AtTriage("item-9-unanswered-is-asked", "H-03 an answer about self-harm stays unread")
    .When(p => !p.Item9.IsKnown)
    .Expect(d => d.Raises(AskRisk));

AtReview("item-9-unanswered-is-asked-in-care", "H-03 an answer about self-harm stays unread")
    .When(p => !p.Item9.IsKnown)
    .Expect(d => d.Raises(AskRisk));

// ---- H-04: risk changes how much care is offered. That no answer does is a claim about two people, which the analyser proves;
// here stand its two ends: danger takes nobody's step away, and gives nobody a higher one.

AtTriage("risk-takes-no-step-away", "H-04 care withheld or moved on account of risk")
    .When(p => SaysAnyRisk(p) && p.Phq9 >= 16 && p.Preference != GuidedSelfHelp && InItsScope(p))
    .Expect(d => d.EntersAtLeast(High));

AtTriage("risk-gives-no-higher-step", "H-04 care withheld or moved on account of risk")
    .When(p => SaysAnyRisk(p) && p.Phq9 < 16)
    .Expect(d => !d.EntersAtLeast(High));

AtReview("risk-takes-no-step-up-away", "H-04 care withheld or moved on account of risk")
    .When(p => SaysAnyRisk(p) && p.Step == Low && p.AttendedAtStep >= 8 && p.Phq9 >= 10 && p.AtCaseness)
    .Expect(d => !d.LeansTo(StepDown) && !d.LeansTo(Discharge) && !d.LeansTo(Continue));

AtReview("risk-still-open-ends-nobodys-care", "H-05 care ends while a question about risk is open")
    .When(p => Everybody(p))
    .Expect(d => !d.Recommends(Discharge) || !d.RaisesAnything);

AtReview("item-9-unanswered-ends-nobodys-care", "H-05 care ends while a question about risk is open")
    .When(p => !p.Item9.IsKnown)
    .Expect(d => !d.LeansTo(Discharge));

AtReview("what-was-said-and-not-reviewed-ends-nobodys-care", "H-05 care ends while a question about risk is open")
    .When(p => (p.Item9 >= 1 || SaysPlanIntentOrMeans(p) || SaysDanger(p) || CannotWait(p) || OthersAtRisk(p)) && Unreviewed(p))
    .Expect(d => !d.LeansTo(Discharge));

// ---- H-06: somebody who gets worse, or no better, is left where they are

AtReview("reliable-deterioration-is-never-continued-or-ended", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.ReliableDeterioration)
    .Expect(d => d.IsHuman && !d.LeansTo(Continue) && !d.LeansTo(Discharge));

AtReview("sharp-worsening-is-never-continued-or-ended", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.SharpWorsening)
    .Expect(d => d.IsHuman && !d.LeansTo(Continue) && !d.LeansTo(Discharge));

AtReview("worse-by-phq-9-alone-is-never-continued-or-ended", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.Phq9Fall <= -6)
    .Expect(d => d.IsHuman && !d.LeansTo(Continue) && !d.LeansTo(Discharge));

AtReview("rapid-decline-is-seen-today", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.RapidFunctionalDecline)
    .Expect(d => d.Raises(SameDay) && d.IsHuman);

AtReview("no-improvement-at-low-is-never-continued-without-alternatives", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.Step == Low && p.ReviewsWithoutImprovement >= 1)
    .Expect(d => !d.LeansTo(Continue) || d.Offers(StepUp) || d.Offers(Discharge) || d.Offers(HumanReview));

AtReview("no-fall-at-all-after-four-weeks-is-never-simply-continued", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.Step.Is(Low, High) && p.DaysAtStep >= 28 && p.Phq9 >= 10 && p.Phq9Fall <= 0)
    .Expect(d => !d.LeansTo(Continue) && !d.LeansTo(Discharge) || d.IsHuman);

AtReview("a-course-of-self-help-has-an-end", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.Step == Low && p.AttendedAtStep >= 8)
    .Expect(d => !d.LeansTo(Continue));

AtReview("a-course-of-therapy-has-an-end", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.Step == High && p.AttendedAtStep >= 16)
    .Expect(d => !d.LeansTo(Continue));

AtReview("depression-is-not-only-monitored", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.Step == Monitor && p.Phq9 >= 10)
    .Expect(d => !d.LeansTo(Continue));

AtReview("anxiety-without-depression-is-not-only-monitored", "H-06 getting worse or no better goes unnoticed")
    .When(p => p.Step == Monitor && p.Problem == NoDescriptor && p.Phq9 < 10 && p.Gad7 >= 8)
    .Expect(d => !d.LeansTo(Continue) && !d.LeansTo(Discharge));

// ---- H-07 and H-08: care ends without the scores for it, or somebody drops out of sight

AtReview("nobody-at-caseness-is-discharged", "H-07 care ends without the scores for it")
    .When(p => p.AtCaseness)
    .Expect(d => !d.LeansTo(Discharge));

AtReview("two-sessions-without-any-score-ask-a-person", "H-07 care ends without the scores for it")
    .When(p => p.UnscoredInARow >= 2)
    .Expect(d => d.IsHuman);

AtReview("two-sessions-missed-ask-a-person", "H-08 somebody drops out of sight")
    .When(p => p.MissedInARow >= 2)
    .Expect(d => d.IsHuman);

AtReview("who-wants-to-stop-is-heard-by-a-person", "H-08 somebody drops out of sight")
    .When(p => p.WantsToStop)
    .Expect(d => d.IsHuman);

// ---- H-09: somebody enters care that does not fit

AtTriage("out-of-scope-never-enters-a-step", "H-09 care that does not fit")
    .When(p => Excluded(p))
    .Expect(d => d.Recommends(OutOfScope));

AtTriage("another-problem-goes-to-talking-therapies", "H-09 care that does not fit")
    .When(p => !p.Problem.Is(NoDescriptor, Depression))
    .Expect(d => d.Recommends(OutOfScope));

AtTriage("anxiety-without-depression-goes-to-talking-therapies", "H-09 care that does not fit")
    .When(p => p.Problem == NoDescriptor && p.Phq9 < 10 && p.Gad7 >= 8)
    .Expect(d => d.Recommends(OutOfScope));

// ---- H-10: plainly too little care

AtTriage("more-severe-depression-enters-high-unless-self-help-is-chosen", "H-10 too little care for a severe problem")
    .When(p => p.Phq9 >= 16 && p.Preference != GuidedSelfHelp)
    .Expect(d => d.EntersAtLeast(High) || d.Recommends(OutOfScope));

AtTriage("nobody-at-caseness-is-only-monitored", "H-10 too little care for a severe problem")
    .When(p => p.Phq9 >= 10)
    .Expect(d => d.LeadsToAtLeast(Low) || d.Recommends(OutOfScope));

// ---- H-11: care in a form that the person cannot use

AtTriage("no-digital-care-without-a-device", "H-11 care in a form that cannot be used")
    .When(p => !p.Access.Digital.IsKnown || !p.Access.Digital)
    .Expect(d => d.Excludes(Digital));

AtTriage("no-book-for-who-cannot-read-it", "H-11 care in a form that cannot be used")
    .When(p => !p.Access.ReadsComfortably.IsKnown || !p.Access.ReadsComfortably)
    .Expect(d => d.Excludes(Book));

// ---- Claims about two neighbours, who differ in one answer and in what follows from it. Nobody can try them all; the analyser proves them.

// GAD-7 has no such claim at triage: who is anxious without depression is sent to talking-therapies, and that is no step of this policy.

AtTriage("worse-depression-never-gets-less-care", "H-10 too little care for a severe problem").Worsening(Phq9);

AtTriage("worse-impairment-never-gets-less-care", "H-10 too little care for a severe problem").Worsening(Wsas);

AtTriage("a-worse-item-9-never-gets-less-care", "H-03 an answer about self-harm stays unread").WorseningItem9();

AtTriage("stating-risk-never-gets-less-care", "H-04 care withheld or moved on account of risk").StatingRisk();

AtTriage("no-answer-about-risk-moves-the-step", "H-04 care withheld or moved on account of risk").RegardlessOfRisk();

// At a review PHQ-9, GAD-7 and item 9 have no such claim: who is done but has a risk task open is looked at by a person instead of being discharged, and one
// point worse goes on with care. By the order of care a person's judgement is more, so the claim would be broken where nobody is worse off.

AtReview("worse-impairment-never-gets-less-care-in-care", "H-06 getting worse or no better goes unnoticed").Worsening(Wsas);

AtReview("stating-risk-never-gets-less-care-in-care", "H-04 care withheld or moved on account of risk").StatingRisk();

AtReview("no-answer-about-risk-moves-the-step-in-care", "H-04 care withheld or moved on account of risk").RegardlessOfRisk();
