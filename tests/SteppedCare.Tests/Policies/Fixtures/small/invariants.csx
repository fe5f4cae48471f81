// What every revision of the small policy must keep.

AtTriage("item-9-above-zero-is-never-silent", hazard: "H-03 an answer about self-harm stays unread")
    .When(p => p.Item9 >= 1)
    .Expect(d => d.Raises(SameDay));

AtTriage("more-severe-depression-is-never-only-monitored", hazard: "H-10 too little care")
    .When(p => p.Phq9 >= 16)
    .Expect(d => d.LeadsToAtLeast(Low) || d.IsHuman);
