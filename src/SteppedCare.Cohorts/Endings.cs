namespace SteppedCare.Cohorts;

/// <summary>How referrals end (judgement; the codes themselves are the NHS data set's).</summary>
internal static class Endings
{
    private static readonly Shares<EndReason> s_notAssessed = new((EndReason.NotAssessed, 100));

    private static readonly Shares<EndReason> s_assessedOnly = new(
        (EndReason.AdviceAndSupport, 30), (EndReason.Signposted, 15), (EndReason.ReferredOn, 15), (EndReason.DeclinedTreatment, 15),
        (EndReason.IncompleteAssessment, 15), (EndReason.NotSuitable, 8), (EndReason.NotKnownAssessed, 2));

    private static readonly Shares<EndReason> s_oneSession = new(
        (EndReason.EndedEarlierThanPlanned, 60), (EndReason.CompletedByAgreement, 30), (EndReason.EndedEarlierThanWished, 3), (EndReason.NotKnownTreated, 7));

    private static readonly Shares<EndReason> s_finished = new(
        (EndReason.CompletedByAgreement, 70), (EndReason.EndedEarlierThanPlanned, 25), (EndReason.EndedEarlierThanWished, 2), (EndReason.NotKnownTreated, 3));

    internal static EndReason Of(Reach reach, Chance chance) => (reach switch
    {
        Reach.NotAssessed => s_notAssessed,
        Reach.AssessedOnly => s_assessedOnly,
        Reach.OneSession => s_oneSession,
        _ => s_finished,
    }).Drawn(chance);
}
