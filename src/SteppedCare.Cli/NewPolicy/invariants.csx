// What every revision of this policy must keep. Owned by the clinical-safety officer. policies/README.md lists the hazards.

Truth Unreviewed(Case p) => !p.RiskReviewed.IsKnown || !p.RiskReviewed;

AtTriage("item-9-above-zero-is-never-silent", "H-03 an answer about self-harm stays unread")
    .When(p => p.Item9 >= 1 && Unreviewed(p))
    .Expect(d => d.RiskFirst && d.Raises(SameDay));

AtReview("item-9-above-zero-is-never-silent-in-care", "H-03 an answer about self-harm stays unread")
    .When(p => p.Item9 >= 1 && Unreviewed(p))
    .Expect(d => d.RiskFirst && d.Raises(SameDay));

AtTriage("item-9-unanswered-is-asked", "H-03 an answer about self-harm stays unread")
    .When(p => !p.Item9.IsKnown && Unreviewed(p))
    .Expect(d => d.Raises(AskRisk));

AtReview("worse-is-never-continued", "H-06 getting worse goes unnoticed")
    .When(p => p.ReliableDeterioration)
    .Expect(d => d.IsHuman);

AtTriage("severe-depression-enters-high", "H-10 too little care for a severe problem")
    .When(p => p.Phq9 >= 20)
    .Expect(d => d.EntersAtLeast(High));
