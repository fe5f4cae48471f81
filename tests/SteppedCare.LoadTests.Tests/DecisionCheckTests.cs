using SteppedCare.LoadTests.Records;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Tests;

public sealed class DecisionCheckTests
{
    private readonly ARecord _record = ARecord.Whole();

    [Fact]
    public void A_lost_decision_is_seen()
    {
        _record.Episode.Decisions.RemoveAt(0);

        Breach("decisions/1 of id-0 is recorded 0 times");
    }

    [Fact]
    public void A_doubled_decision_is_seen()
    {
        _record.Episode.Decisions.Add(_record.Episode.Decisions[0].Clone());

        Breach("decisions/1 of id-0 is recorded 2 times");
    }

    [Fact]
    public void A_decision_nobody_was_answered_with_is_seen()
    {
        var phantom = _record.Episode.Decisions[1].Clone();
        phantom.Name = "services/demo/episodes/e1/decisions/2";
        _record.Episode.Decisions.Add(phantom);

        Breach("decisions/2 is recorded and nobody was answered with it");
    }

    [Fact]
    public void A_decision_recorded_with_another_outcome_is_seen()
    {
        _record.Episode.Decisions[0].Outcome = V1.Outcome.StepUp;

        Breach("decisions/1 of id-0 is recorded otherwise");
    }

    [Fact]
    public void A_decision_recorded_for_another_instant_is_seen()
    {
        _record.Episode.Decisions[0].AsOf.Seconds++;

        Breach("decisions/1 of id-0 is recorded otherwise");
    }

    [Fact]
    public void A_decision_named_after_another_version_is_seen()
    {
        ((TriageResponse)_record.Writes[0].Reply).Clinician.Name = "services/demo/episodes/e1/decisions/11";

        Breach("decisions/11 does not bear its version 1");
    }

    [Fact]
    public void A_lost_confirmation_is_seen()
    {
        _record.Episode.Decisions[1].Confirmation = null;

        Breach("the confirmation of services/demo/episodes/e1/decisions/3 is lost");
    }

    [Fact]
    public void A_confirmation_nobody_gave_is_seen()
    {
        _record.Episode.Decisions[0].Confirmation = new Confirmation { Clinician = "nobody" };

        Breach("decisions/1 is confirmed and nobody was told so");
    }

    [Fact]
    public void Of_two_confirmations_the_later_must_stand()
    {
        var first = _record.Episode.Decisions[1].Confirmation.Clone();
        _record.Confirmed();
        Assert.Empty(_record.Breaches);

        _record.Episode.Decisions[1].Confirmation = first;

        Breach("the confirmation of services/demo/episodes/e1/decisions/3 is not the last one acknowledged");
    }

    [Fact]
    public void A_decision_explained_with_another_rule_is_seen()
    {
        var answered = ((TriageResponse)_record.Writes[0].Reply).Clinician;
        var again = answered.Clone();
        again.Advice.Rule = "another";

        Assert.Equal("services/demo/episodes/e1/decisions/1 is explained otherwise than it was answered", Assert.Single(DecisionCheck.Explained(answered, again)));
    }

    [Fact]
    public void What_happened_to_a_decision_since_does_not_change_its_explanation()
    {
        var answered = ((TriageResponse)_record.Writes[0].Reply).Clinician;
        var again = answered.Clone();
        again.InputsChanged = true;
        again.Confirmation = new Confirmation { Clinician = "somebody" };
        again.Tasks[0].ClosedBy = "somebody";

        Assert.Empty(DecisionCheck.Explained(answered, again));
    }

    private void Breach(string expected) => Assert.Contains(_record.Breaches, breach => breach.Contains(expected, StringComparison.Ordinal));
}
