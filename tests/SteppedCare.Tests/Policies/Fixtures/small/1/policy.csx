// A policy of few rules whose cases, invariants and numbers are all in order: what gates are tried on.

Ladder(Monitor, Low, High);

ReviewAt(Low, sessions: 4, within: Days(28));

const int MoreSevere = 16;
const int DepressionCase = 10;

Truth ChoosesSelfHelp(Case p) => p.Preference == GuidedSelfHelp;

Safety("item-9-above-zero")
    .When(p => p.Item9 >= 1).IfUnknown(AskRisk)
    .Raise(SameDay, "A clinician contacts the person today").RiskFirst()
    .Because("Item 9 of the PHQ-9 is above zero", Judgement("our safety case, H-03"));

Triage("more-severe-depression")
    .When(p => p.Phq9 >= MoreSevere && !ChoosesSelfHelp(p))
    .Enter(High)
    .Because("PHQ-9 of 16 or more is more severe depression", Source("NICE NG222"));

Triage("below-caseness")
    .When(p => p.Phq9 < DepressionCase)
    .Enter(Monitor).Review(within: Days(14))
    .Because("Below the cut-off: seen again in two weeks", Judgement("our working rules"));

Triage("start-low")
    .Otherwise()
    .Enter(Low)
    .Because("The least intensive care that is likely to help", Source("NICE NG222"));

Review("wants-to-stop")
    .When(p => p.WantsToStop)
    .AskClinician(within: Days(7))
    .Because("The person wants to stop; a clinician hears why", Judgement("our working rules"));

Review("carry-on")
    .Otherwise()
    .Continue()
    .Because("On the way", Judgement("our working rules"));

Adjust("no-device")
    .When(p => !p.Access.Digital)
    .Exclude(Digital)
    .Because("No device, or nobody asked: not by a digital programme", Judgement("our working rules"));
