// What must hold of every revision of the practice policy.

AtTriage("risk-comes-first", hazard: "H-03")
    .When(p => p.Item9 >= 1 && !p.RiskReviewed)
    .Expect(d => d.Raises(SameDay) && d.RiskFirst);

AtTriage("danger-is-a-crisis", hazard: "H-01")
    .When(p => p.Risk.ImmediateDanger)
    .Expect(d => d.Raises(CrisisNow) && d.RiskFirst);

AtTriage("severe-never-below-high", hazard: "H-07")
    .When(p => p.Phq9 >= 20 && !(p.Preference == GuidedSelfHelp) && !(p.Preference == DigitalTherapy))
    .Expect(d => d.EntersAtLeast(High) || d.IsHuman);

AtReview("worse-is-looked-at", hazard: "H-11")
    .When(p => p.ReliableDeterioration)
    .Expect(d => d.IsHuman);

AtReview("no-device-no-digital", hazard: "H-15")
    .When(p => !p.Access.Digital)
    .Expect(d => d.Excludes(Digital) && !d.Prefers(Digital));
