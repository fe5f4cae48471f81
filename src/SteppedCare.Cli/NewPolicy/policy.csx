// A small policy to begin from. Read it from the top: when to look again, what raises work for a person, where care begins, what happens at a review.

Ladder(Monitor, Low, High);

ReviewAt(Low, sessions: 4, within: Days(28));
ReviewAt(High, sessions: 4, within: Days(28));

var Ng222 = Source("NICE NG222");
var OurRules = Judgement("our working rules, to be signed off");

const int MoreSevere = 16;

Truth Reviewed(Case p) => p.RiskReviewed.IsKnown && p.RiskReviewed;

Safety("item-9-above-zero")
    .When(p => p.Item9 >= 1 && !Reviewed(p)).IfUnknown(AskRisk)
    .Raise(SameDay, "A clinician contacts the person today").RiskFirst()
    .Because("Item 9 is above zero and nobody has reviewed it", OurRules);

Triage("more-severe-depression")
    .When(p => p.Phq9 >= MoreSevere)
    .Enter(High)
    .Because("PHQ-9 of 16 or more is more severe depression", Ng222);

Triage("start-low")
    .Otherwise()
    .Enter(Low)
    .Because("The least intensive care that is likely to help", Ng222);

Review("reliably-worse")
    .When(p => p.ReliableDeterioration)
    .UrgentReview(within: Days(3))
    .Because("Reliably worse since the start", OurRules);

Review("carry-on")
    .Otherwise()
    .Continue()
    .Because("On the way", OurRules);
