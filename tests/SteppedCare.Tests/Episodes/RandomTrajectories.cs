using System.Collections.Immutable;

namespace SteppedCare.Tests.Episodes;

/// <summary>Trajectories of every kind of event and act, with every kind of id, from a seed.</summary>
internal sealed class RandomTrajectories(int seed)
{
    private readonly Random _random = new(seed);

    internal Trajectory Next()
    {
        var trajectory = new Trajectory([.. Bytes(16)], []);
        var recorded = DateTimeOffset.FromUnixTimeMilliseconds(_random.NextInt64(1_500_000_000_000, 1_900_000_000_000));
        for (var entries = _random.Next(1, 8); entries > 0; entries--)
        {
            // Clocks of replicas differ, so an entry may be a little before the one before it.
            recorded = recorded.AddMilliseconds(_random.NextInt64(-5_000, 3_000_000_000));
            trajectory = trajectory.Append(new TrajectoryEntry(
                recorded, new RequestMark((EpisodeMethod)_random.Next(1, 7), Id(), (ulong)_random.NextInt64()), [.. Many(4, () => Event(recorded))], Maybe(() => Act(recorded))));
        }

        return trajectory;
    }

    internal EpisodeEvent Event(DateTimeOffset recorded)
    {
        var date = Date(recorded);
        return new EpisodeEvent(Id(), date, Time(), Content(date, _random.Next(14)));
    }

    private EventContent Content(DateOnly date, int kind) => kind switch
    {
        0 => new ReferralReceived(Pick<ReferralSource>(), [.. Many(3, () => new PriorCourse(Pick<Step>(), _random.Next(201), Maybe(() => (DateOnly?)date.AddDays(-_random.Next(5_000))), Pick<Answer>()))]),
        1 => new Contact(Pick<AppointmentType>(), Pick<Attendance>(), _random.NextInt64(1_000_000_000_000_000_000), Pick<DeliveryMode>(), Pick<CancelledBy>()),
        2 => Score(),
        3 => new StepStarted(Pick<Step>()),
        4 => new RiskAnswered([.. Many(18, () => new RiskAnswer(Pick<RiskTopic>(), Pick<Answer>()))]),
        5 => new RiskReviewRecorded(Id(), date.AddDays(_random.Next(-3, 366))),
        6 => new ProblemDescribed(Pick<Problem>(), Pick<DescriptorStatus>()) { AssignedBy = Id() },
        7 => new CircumstancesAnswered(Maybe(() => (int?)_random.Next(121)), Pick<Preference>(), [.. Many(15, () => new CircumstanceAnswer(Pick<Circumstance>(), Pick<Answer>()))])
        {
            TraumaOn = Maybe(() => (DateOnly?)date.AddDays(-_random.Next(5_000))),
        },
        8 => new PlanExplained(Pick<Answer>(), Pick<Answer>()),
        9 => new StepDeclined(Pick<Step>()),
        10 => new ConsentChanged(Pick<ConsentScope>(), _random.Next(2) == 1),
        11 => new EpisodeEnded(Pick<EndReason>()),
        12 => new Voided(Id(), Pick<VoidReason>()),
        _ => Correction(date),
    };

    private Corrected Correction(DateOnly date)
    {
        var right = date.AddDays(_random.Next(-20, 20));
        return new Corrected(Id(), right, Time(), Content(right, _random.Next(12)));
    }

    private ScoreRecorded Score()
    {
        var instrument = _random.GetItems([.. InstrumentCatalogue.All], 1)[0];
        var length = _random.Next(4) > 0 ? instrument.Items : _random.Next(12);
        var most = _random.Next(5) == 0 ? 203 : 6;
        return new ScoreRecorded(
            instrument.Code, [.. Enumerable.Range(0, length).Select(_ => ItemAnswer.FromCode((byte)_random.Next(most)))], Maybe(() => (int?)_random.Next(40_001)))
        {
            Version = instrument.Version,
            ItemSet = Pick<ItemSet>(),
        };
    }

    private EpisodeAct Act(DateTimeOffset recorded) => _random.Next(5) switch
    {
        0 => new Decided(Record(recorded)),
        1 => new Confirmed(_random.Next(1, 2_000), Id(), Pick<Outcome>(), Pick<Step>(), Pick<OverrideReason>(), Text(), _random.Next(2) == 1),
        2 => new TaskAcknowledged(Pick<TaskKind>(), Id(), Maybe(() => (int?)_random.Next(2_000))),
        3 => new Noticed(Text(), recorded.AddMilliseconds(_random.Next(-2_000_000, 2)), [.. Record(recorded).Tasks], _random.Next(200), _random.Next(2_000)),
        _ => new TaskClosed(Pick<TaskKind>(), Id(), Pick<TaskCloseReason>(), Maybe(() => (int?)_random.Next(2_000))),
    };

    private DecisionRecord Record(DateTimeOffset recorded)
    {
        var asOf = recorded.AddMilliseconds(_random.Next(-400_000, 400_000));
        return new DecisionRecord
        {
            Call = Pick<DecisionCall>(),
            AsOf = asOf,
            Revision = new RevisionName(Text(), Text(), _random.Next(3) > 0 ? Convert.ToHexStringLower(Bytes(32)) : Text()),
            LanguageVersion = _random.Next(4),
            Epoch = _random.NextInt64(),
            Rule = _random.Next(-1, 60),
            Outcome = Pick<Outcome>(),
            Step = Pick<Step>(),
            Tasks = [.. Many(4, () => new RaisedTask(Pick<TaskKind>(), asOf.AddMilliseconds(_random.Next(-10, 700_000_000)), _random.Next(2) == 1))],
            NextReview = Maybe(() => (DateTimeOffset?)asOf.AddMilliseconds(_random.NextInt64(3_000_000_000))),
            NextDue = Maybe(() => (DateTimeOffset?)asOf.AddMilliseconds(_random.NextInt64(-3_000_000_000, 3_000_000_000))),
            Facts = [.. Bytes(_random.Next(90))],
            Consent = _random.Next(2) == 1,
        };
    }

    private DateOnly Date(DateTimeOffset recorded) => DateOnly.FromDateTime(recorded.UtcDateTime).AddDays(_random.Next(-400, 2));

    private TimeOnly? Time() => _random.Next(3) switch
    {
        0 => null,
        1 => new TimeOnly(_random.Next(24), _random.Next(60)),
        _ => new TimeOnly(_random.NextInt64(TimeSpan.TicksPerDay)),
    };

    private string Id() => _random.Next(4) switch
    {
        0 => "",
        1 => Text(),
        2 => new Guid(Bytes(16)).ToString("D").ToUpperInvariant(),
        _ => new Guid(Bytes(16)).ToString("D"),
    };

    private string Text() => new([.. Many(30, () => "aZ09.-_ é\u4e2d"[_random.Next(10)])]);

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>()
        where T : struct, Enum => _random.GetItems(Enum.GetValues<T>(), 1)[0];

    private T? Maybe<T>(Func<T> make) => _random.Next(2) == 0 ? default : make();

    private ImmutableArray<T> Many<T>(int most, Func<T> make) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => make())];
}
