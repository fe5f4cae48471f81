using SteppedCare.V1;

namespace SteppedCare.LoadTests.Tests;

public sealed class EpisodeCheckTests
{
    private readonly ARecord _record = ARecord.Whole();

    [Fact]
    public void A_record_that_holds_what_was_acknowledged_has_no_breach() => Assert.Empty(_record.Breaches);

    [Fact]
    public void A_lost_version_is_seen()
    {
        _record.Told(0);
        _record.Episode.TrajectoryVersion--;

        Breach("version 7 of id-6 was acknowledged and is lost");
    }

    [Fact]
    public void A_version_nobody_was_told_of_is_seen()
    {
        _record.Episode.TrajectoryVersion++;

        Breach("version 7 is recorded and nobody was told of it");
    }

    [Fact]
    public void A_version_given_to_two_requests_is_seen()
    {
        _record.AlsoAcknowledged(_record.Writes[3]);

        Breach("version 4 was given to 2 requests");
    }

    [Fact]
    public void A_lost_event_is_seen()
    {
        _record.Episode.Events.RemoveAt(3);

        Breach("event 2.1 of id-1 is recorded 0 times");
    }

    [Fact]
    public void A_doubled_event_is_seen()
    {
        _record.Episode.Events.Add(_record.Episode.Events[3]);

        Breach("event 2.1 of id-1 is recorded 2 times");
    }

    [Fact]
    public void An_event_written_a_second_time_at_another_place_is_seen()
    {
        var again = _record.Episode.Events[3].Clone();
        again.Place = "2.2";
        _record.Episode.Events.Insert(4, again);

        Breach("event 2.2 is recorded and nobody told it");
    }

    [Fact]
    public void An_event_that_reads_otherwise_is_seen()
    {
        _record.Episode.Events[3].Event.Contact.TherapyCode++;

        Breach("event 2.1 of id-1 reads otherwise");
    }

    [Fact]
    public void Events_out_of_order_are_seen()
    {
        var first = _record.Episode.Events[0];
        _record.Episode.Events.RemoveAt(0);
        _record.Episode.Events.Add(first);

        Breach("events are not in the order told");
    }

    [Fact]
    public void An_epoch_that_goes_back_is_seen()
    {
        ((TriageResponse)_record.Writes[0].Reply).Clinician.Provenance.Epoch = 2;

        Breach("was made under epoch 1 after one under 2");
    }

    [Fact]
    public void A_decision_without_an_epoch_is_seen()
    {
        ((TriageResponse)_record.Writes[0].Reply).Clinician.Provenance = null;

        Breach("was made under epoch 0");
    }

    private void Breach(string expected) => Assert.Contains(_record.Breaches, breach => breach.Contains(expected, StringComparison.Ordinal));
}
