namespace SteppedCare.Cohorts;

/// <summary>What is settled of a referral before anything happens.</summary>
/// <param name="Therapy">The kind of course, as practised.</param>
/// <param name="Reach">How far it gets.</param>
/// <param name="Paired">Somebody measures after the first time.</param>
/// <param name="Recorded">Somebody records steps and therapies.</param>
/// <param name="Answered">Questionnaires come with the referral.</param>
internal readonly record struct Fate(TherapyParameters Therapy, Reach Reach, bool Paired, bool Recorded, bool Answered)
{
    // Judgement: of people who were never seen, so many answered questionnaires with the referral. Everybody else did, then or at the assessment.
    private const double AnsweredUnseen = 0.7;

    internal static Fate Drawn(CohortParameters parameters, Shares<TherapyParameters> therapies, Chance chance)
    {
        var therapy = therapies.Drawn(chance);
        var reach = parameters.Funnel.Of(chance.Uniform());
        var paired = chance.Happens(parameters.Paired);
        var recorded = !chance.Happens(parameters.StepsUnrecorded);
        return new Fate(therapy, reach, paired, recorded, reach != Reach.NotAssessed || chance.Happens(AnsweredUnseen));
    }
}
