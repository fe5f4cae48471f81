namespace SteppedCare.Cohorts;

/// <summary>Which problem descriptor a referral gets, if any.</summary>
internal sealed class Descriptors
{
    // Finished courses of 2024-25 by descriptor (NHS England). "Other anxiety" and other problems are one to the contract.
    private static readonly (Problem Choice, double Weight)[] s_all =
    [
        (Problem.Depression, 288_049), (Problem.GeneralisedAnxiety, 176_280), (Problem.PostTraumaticStress, 46_021), (Problem.OtherProblem, 21_475),
        (Problem.ObsessiveCompulsive, 18_249), (Problem.SocialAnxiety, 16_692), (Problem.Panic, 15_155), (Problem.MixedAnxietyDepression, 14_776),
        (Problem.HealthAnxiety, 9_773), (Problem.SpecificPhobia, 6_250), (Problem.Agoraphobia, 4_635),
    ];

    // NICE offers no low-intensity care for these by default (NG116, CG159): nobody here gets that alone (judgement).
    private static readonly Problem[] s_neverLowAlone = [Problem.PostTraumaticStress, Problem.SocialAnxiety];

    private readonly Shares<Problem> _lowAlone = new(s_all.Where(Low));
    private readonly Shares<Problem> _others;

    /// <param name="lowAlone">The part of courses at low intensity alone. The other courses make up for the descriptors that those never have.</param>
    internal Descriptors(double lowAlone)
    {
        double all = s_all.Sum(entry => entry.Weight), low = s_all.Where(Low).Sum(entry => entry.Weight);
        _others = new(s_all.Select(entry => (entry.Choice, entry.Weight / all - (Low(entry) ? lowAlone * entry.Weight / low : 0))));
    }

    /// <summary>The descriptor of a referral that got so far.</summary>
    internal Problem Of(Reach reach, Step step, Chance chance) =>
        !chance.Happens(Described(reach)) ? Problem.Unspecified : (step == Step.Low ? _lowAlone : _others).Drawn(chance);

    private static bool Low((Problem Choice, double Weight) entry) => !s_neverLowAlone.Contains(entry.Choice);

    // Published: 6.5 % of finished courses have none, and 46.7 % of all referrals. How the rest is shared out is judgement: a descriptor needs an assessment.
    private static double Described(Reach reach) => reach switch
    {
        Reach.Finished => 0.935,
        Reach.OneSession => 0.53,
        Reach.AssessedOnly => 0.26,
        _ => 0,
    };
}
