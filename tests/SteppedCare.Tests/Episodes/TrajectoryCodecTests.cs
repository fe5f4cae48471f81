using System.Security.Cryptography;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Episodes;

public sealed class TrajectoryCodecTests
{
    [Fact]
    public void Whatever_is_written_reads_back_the_same()
    {
        var random = new RandomTrajectories(20260105);
        for (var round = 0; round < 1_500; round++)
        {
            var trajectory = random.Next();
            var bytes = TrajectoryCodec.Encode(trajectory);
            Assert.Equal(Printed.Of(trajectory), Printed.Of(TrajectoryCodec.Decode(bytes)));
        }
    }

    [Fact]
    public void One_entry_more_is_a_new_version_in_the_header_and_bytes_at_the_end()
    {
        var random = new RandomTrajectories(7);
        for (var round = 0; round < 300; round++)
        {
            var whole = random.Next();
            var before = whole with { Entries = whole.Entries.RemoveAt(whole.Version - 1) };
            var existing = before.Version == 0 ? [] : TrajectoryCodec.Encode(before);

            var appended = TrajectoryCodec.AppendEntry(existing, before, TrajectoryCodec.EncodeEntry(before, whole.Entries[^1]));

            Assert.Equal(TrajectoryCodec.Encode(whole), appended);
            Assert.Equal(whole.Version, TrajectoryCodec.VersionOf(appended));
            Assert.Equal(existing.Skip(TrajectoryCodec.HeaderLength), appended.Skip(TrajectoryCodec.HeaderLength).Take(Math.Max(0, existing.Length - TrajectoryCodec.HeaderLength)));
        }
    }

    [Fact]
    public void Bytes_of_another_version_are_not_appended_to()
    {
        var story = Begun();
        Assert.Throws<ArgumentException>(() =>
            TrajectoryCodec.AppendEntry(TrajectoryCodec.Encode(story.Trajectory), new Trajectory(Nonce, []), [1]));
    }

    [Fact]
    public void Twelve_sessions_with_every_item_fit_the_budget()
    {
        var story = Begun();
        for (var session = 1; session <= 12; session++)
        {
            var contact = Treated() with { TherapyCode = 1026111000000108 };
            story.Tell(
                [.. new EventContent[] { contact, Phq9(20 - session, 1), Gad7(15 - session), Wsas(24 - session) }
                    .Select(content => Event(Day(7 * session), content, at: new TimeOnly(14, 30)))]);
        }

        var bytes = TrajectoryCodec.Encode(story.Trajectory);

        // What fits under 1.2 KiB of a Redis server's memory with its key; the store's tests measure the rest.
        Assert.InRange(bytes.Length, 500, 1_018);
    }

    [Fact]
    public void A_decision_with_its_facts_fits_the_budget()
    {
        var story = FullReview(tasks: [TaskKind.SameDay, TaskKind.Safeguarding]);
        var facts = ((Decided)story.Trajectory.Entries[^1].Act!).Record.Facts;
        var known = FactTable.All.Count(row => FactsVector.Decode(facts.AsSpan())[row.Number] != FactCode.Unknown);

        var entry = TrajectoryCodec.EncodeEntry(story.Trajectory with { Entries = story.Trajectory.Entries.RemoveAt(story.Trajectory.Version - 1) }, story.Trajectory.Entries[^1]);

        Assert.InRange(known, 45, 75);
        Assert.InRange(entry.Length, 100, 200);
    }

    [Fact]
    public void A_trajectory_cut_short_anywhere_is_refused()
    {
        var bytes = TrajectoryCodec.Encode(FullReview().Trajectory);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<FormatException>(() => TrajectoryCodec.Decode(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Bytes_after_the_end_are_refused() =>
        Assert.Throws<FormatException>(() => TrajectoryCodec.Decode([.. TrajectoryCodec.Encode(Begun().Trajectory), 0]));

    [Fact]
    public void Changed_bytes_are_refused_or_read_and_never_do_anything_else()
    {
        var random = new RandomTrajectories(99);
        int refused = 0, read = 0;
        for (var round = 0; round < 4; round++)
        {
            var bytes = TrajectoryCodec.Encode(random.Next());
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                var changed = bytes.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                Count(changed, ref refused, ref read);
            }
        }

        Assert.True(refused > 0 && read > 0);
    }

    [Fact]
    public void Noise_is_refused_or_read_and_never_does_anything_else()
    {
        var random = new Random(5);
        int refused = 0, read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var entry = new byte[random.Next(60)];
            random.NextBytes(entry);
            Count([1, 1, 0, 0, 0, .. Nonce, (byte)entry.Length, .. entry], ref refused, ref read);
        }

        Assert.True(refused > read);
    }

    [Fact]
    public void A_field_of_a_newer_writer_is_refused_and_not_dropped()
    {
        // The referral's entry, and in it field 15, which nobody knows yet.
        var entry = TrajectoryCodec.EncodeEntry(new Trajectory(Nonce, []), new TrajectoryEntry(Noon(0), new RequestMark(EpisodeMethod.RecordEvents, "r", 1), [], null));
        Assert.Equal(1, TrajectoryCodec.Decode(Whole(entry)).Version);

        var failure = Assert.Throws<FormatException>(() => TrajectoryCodec.Decode(Whole([.. entry, 15 << 2, 1])));

        Assert.Contains("Field 15", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_a_newer_writer_is_refused_and_not_dropped()
    {
        var entry = TrajectoryCodec.EncodeEntry(new Trajectory(Nonce, []), new TrajectoryEntry(Noon(0), new RequestMark(EpisodeMethod.RecordEvents, "r", 1), [], null));

        var failure = Assert.Throws<FormatException>(() => TrajectoryCodec.Decode(Whole([.. entry, (31 << 2) | 1, 0])));

        Assert.Contains("Event 15", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_of_a_correction_cannot_be_written() =>
        Assert.Throws<FormatException>(() => TrajectoryCodec.Encode(Begun().Tell(Day(1), new Corrected("1.0", Day(1), null, new Voided("1.0", VoidReason.Duplicate))).Trajectory));

    [Fact]
    public void A_leaf_is_the_digest_of_nonce_version_and_entry()
    {
        byte[] entry = [9, 8, 7];

        Assert.Equal(SHA256.HashData([.. Nonce, 2, 1, 0, 0, .. entry]), TrajectoryCodec.Leaf(Nonce.AsSpan(), 258, entry));
    }

    private static byte[] Whole(byte[] entry) => [1, 1, 0, 0, 0, .. Nonce, (byte)entry.Length, .. entry];

    private static void Count(byte[] bytes, ref int refused, ref int read)
    {
        try
        {
            TrajectoryCodec.Encode(TrajectoryCodec.Decode(bytes));
            read++;
        }
        catch (FormatException)
        {
            refused++;
        }
    }

    // An episode about which nearly everything is known.
    private static Story FullReview(params TaskKind[] tasks)
    {
        var story = Begun();
        story.Tell(
            Day(1),
            new RiskAnswered([.. Enum.GetValues<RiskTopic>().Skip(1).Take(9).Select(topic => new RiskAnswer(topic, topic == RiskTopic.PastAttempt ? Answer.Yes : Answer.No))]),
            new CircumstancesAnswered(34, Preference.GuidedSelfHelp, [.. Enum.GetValues<Circumstance>().Skip(5).Select(circumstance => new CircumstanceAnswer(circumstance, Answer.No))]),
            new ProblemDescribed(Problem.Depression, DescriptorStatus.ClinicianAssigned),
            new StepStarted(Step.Low));
        for (var session = 1; session <= 5; session++)
        {
            story.Session(7 * session, 18 - session, 14 - session).Tell(Day(7 * session), Wsas(22 - session));
        }

        return story.Decide(40, DecisionCall.Review, Step.Low, riskFirst: true, Noon(54), tasks);
    }
}
