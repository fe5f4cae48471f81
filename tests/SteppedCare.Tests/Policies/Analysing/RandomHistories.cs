using System.Collections.Immutable;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>Untidy courses of care: several questionnaires, some of them twice on one day, unfinished, as totals alone, over other items than before. The same seed tells the same.</summary>
internal sealed class RandomHistories(int seed)
{
    private static readonly DateOnly s_referred = new(2026, 1, 5);

    private static readonly ImmutableArray<Instrument> s_instruments =
    [
        Instrument.Phq9, Instrument.Phq9, Instrument.Phq9, Instrument.Gad7, Instrument.Gad7, Instrument.Wsas, Instrument.Wsas,
        .. ScoreRelation.OwnFacts().Select(own => own.Instrument).Where(instrument => !instrument.IsMean),
    ];

    private readonly Random _random = new(seed);

    internal ImmutableArray<EpisodeEvent> Next() => [.. Course(), .. Enumerable.Range(0, _random.Next(2)).Select(_ => Score(Last, Any()))];

    /// <summary>Two histories that differ in one point of a last total.</summary>
    internal (ImmutableArray<EpisodeEvent> One, ImmutableArray<EpisodeEvent> Other) NextTwo(InstrumentCode questionnaire)
    {
        var instrument = s_instruments.First(each => each.Code == questionnaire);
        var (course, total, set) = (Course(), _random.Next(instrument.TotalMax), SetOf(instrument));
        return ([.. course, Told(total)], [.. course, Told(total + 1)]);

        EpisodeEvent Told(int points) => At(Last + 1, new ScoreRecorded(questionnaire, [], points * 1_000) { Version = instrument.Version, ItemSet = set });
    }

    internal static Facts FactsOf(ImmutableArray<EpisodeEvent> events, Norms norms)
    {
        var at = CivilTime.Of(new DateTimeOffset(s_referred.AddDays(Last + 5).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), TimeZoneInfo.Utc);
        var entry = new TrajectoryEntry(at.Instant, new RequestMark(EpisodeMethod.RecordEvents, "1", 0), events, null);
        var trajectory = new Trajectory(ImmutableArray.Create(new byte[16]), []).Append(entry);
        return FactBuilder.Build(EpisodeHistory.Of(trajectory, TimeZoneInfo.Utc), at, norms);
    }

    private const int Last = 70;

    private ImmutableArray<EpisodeEvent> Course()
    {
        var events = ImmutableArray.CreateBuilder<EpisodeEvent>();
        events.Add(At(0, new ReferralReceived(ReferralSource.SelfReferral, [])));
        if (_random.Next(3) > 0)
        {
            var problems = Enum.GetValues<Problem>();
            events.Add(At(0, new ProblemDescribed(problems[_random.Next(problems.Length)], DescriptorStatus.ClinicianAssigned)));
        }

        AddCare(events);
        var instruments = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Any()).ToList();
        foreach (var day in Enumerable.Range(0, _random.Next(5)).Select(week => 7 * week))
        {
            if (day > 0)
            {
                events.Add(At(day, new Contact(AppointmentType.Treatment, Attendance.Attended, 0, DeliveryMode.Unspecified, CancelledBy.Unspecified)));
            }

            for (var form = _random.Next(4); form > 0; form--)
            {
                events.Add(Score(day, instruments[_random.Next(instruments.Count)]));
            }
        }

        return events.ToImmutable();
    }

    private void AddCare(ImmutableArray<EpisodeEvent>.Builder events)
    {
        if (_random.Next(2) == 0)
        {
            events.Add(At(_random.Next(15), new StepStarted((Step)_random.Next((int)Step.Monitor, (int)Step.High + 1))));
        }

        for (var missed = _random.Next(6) - 3; missed > 0; missed--)
        {
            events.Add(At(Last - missed, new Contact(AppointmentType.Treatment, Attendance.DidNotAttend, 0, DeliveryMode.Unspecified, CancelledBy.Unspecified)));
        }

        if (_random.Next(3) == 0)
        {
            events.Add(At(_random.Next(Last), new RiskAnswered([new RiskAnswer((RiskTopic)_random.Next(1, (int)RiskTopic.ProtectiveFactors), _random.Next(3) == 0 ? Answer.No : Answer.Yes)])));
        }

        if (_random.Next(4) == 0)
        {
            events.Add(At(_random.Next(Last), new RiskReviewRecorded("clinician-1", s_referred.AddDays(_random.Next(2 * Last)))));
        }

        if (_random.Next(4) == 0)
        {
            events.Add(At(0, new CircumstancesAnswered(_random.Next(16, 90), (Preference)_random.Next(6), [new CircumstanceAnswer(Circumstance.WantsToStop, Answer.Yes)])));
        }
    }

    private Instrument Any() => s_instruments[_random.Next(s_instruments.Length)];

    private EpisodeEvent Score(int day, Instrument instrument) => At(day, _random.Next(4) switch
    {
        0 when instrument.Items > 0 => new ScoreRecorded(instrument.Code, [.. Enumerable.Range(0, instrument.Items).Select(_ => ItemAnswer.Of(_random.Next(instrument.ItemMax + 1)))], null) { Version = instrument.Version },
        1 when instrument.Items > 0 => new ScoreRecorded(
            instrument.Code, [.. Enumerable.Range(0, instrument.Items).Select(_ => _random.Next(3) == 0 ? ItemAnswer.Of(_random.Next(instrument.ItemMax + 1)) : ItemAnswer.Unanswered)], null)
        { Version = instrument.Version },
        _ => new ScoreRecorded(instrument.Code, [], _random.Next(instrument.TotalMin, instrument.TotalMax + 1) * 1_000) { Version = instrument.Version, ItemSet = SetOf(instrument) },
    });

    private ItemSet SetOf(Instrument instrument) => instrument.WorkItem is null ? ItemSet.NotTold : (ItemSet)_random.Next(2);

    private static EpisodeEvent At(int day, EventContent content) => new("", s_referred.AddDays(day), null, content);
}
