using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Facts that are never unknown, found by asking the production fact code about somebody of whom nothing was told and about somebody in the middle of care: what is
/// known of both is known of everybody.
/// </summary>
internal static class AlwaysKnown
{
    private static readonly FrozenSet<FactNumber> s_facts = Find();

    internal static bool Contains(FactNumber fact) => s_facts.Contains(fact);

    private static FrozenSet<FactNumber> Find()
    {
        var referred = new DateOnly(2026, 1, 5);
        ImmutableArray<EpisodeEvent> bare = [Told(new ReferralReceived(ReferralSource.SelfReferral, []))];
        ImmutableArray<EpisodeEvent> inCare =
        [
            .. bare,
            Told(new StepStarted(Step.Low)),
            Told(new Contact(AppointmentType.Treatment, Attendance.Attended, 0, DeliveryMode.Unspecified, CancelledBy.Unspecified)),
            Told(new ScoreRecorded(InstrumentCode.Phq9, [.. Enumerable.Repeat(ItemAnswer.Unanswered, Instrument.Phq9.Items)], null)),
        ];
        var (nobody, patient) = (FactsOf(bare), FactsOf(inCare));
        return FactTable.All.Select(row => row.Number).Where(number => nobody[number] != FactCode.Unknown && patient[number] != FactCode.Unknown).ToFrozenSet();

        EpisodeEvent Told(EventContent content) => new("", referred, null, content);

        Facts FactsOf(ImmutableArray<EpisodeEvent> events)
        {
            var at = CivilTime.Of(new DateTimeOffset(referred.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), TimeZoneInfo.Utc);
            var entry = new TrajectoryEntry(at.Instant, new RequestMark(EpisodeMethod.RecordEvents, "1", 0), events, null);
            var trajectory = new Trajectory(ImmutableArray.Create(new byte[16]), []).Append(entry);
            return FactBuilder.Build(EpisodeHistory.Of(trajectory, TimeZoneInfo.Utc), at, SteppedCare.Norms.Published);
        }
    }
}
