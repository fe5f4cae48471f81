using SteppedCare.Tests.Episodes;

namespace SteppedCare.Tests.Fidelity;

public sealed class ContributionTests
{
    [Fact]
    public void What_each_write_changes_adds_up_to_what_the_episode_comes_to()
    {
        var random = new Random(20261122);
        for (var number = 0; number < 200; number++)
        {
            var trajectory = Anything(random).Trajectory;
            var whole = EpisodeHistory.Of(trajectory, Story.London);
            var total = Contribution.None;
            for (var version = 1; version <= whole.Version; version++)
            {
                total.Add(Contribution.Of(whole.At(version)));
                total.Add(version == 1 ? Contribution.None : Contribution.Of(whole.At(version - 1)), -1);
            }

            Assert.Equal(Told(Contribution.Of(whole)), Told(total));
        }
    }

    [Fact]
    public void A_withdrawn_end_takes_back_what_it_added()
    {
        var story = Story.Begun().Session(7, 14, 12).Session(14, 3, 3);
        var before = Told(Contribution.Of(story.History));
        story.Tell(Story.Event(Story.Day(20), new EpisodeEnded(EndReason.CompletedByAgreement), "the-end"));
        Assert.NotEqual(before, Told(Contribution.Of(story.History)));

        story.Tell(Story.Day(21), new Voided("the-end", VoidReason.EnteredInError));
        Assert.Equal(before, Told(Contribution.Of(story.History)));
    }

    [Fact]
    public void A_descriptor_told_later_moves_what_was_counted_to_its_problem()
    {
        var story = Story.Begun();
        Assert.Equal(Problem.NoDescriptor, Assert.Single(Contribution.Of(story.History).Counts).Slice.Problem);

        story.Tell(Story.Day(7), new ProblemDescribed(Problem.Panic, DescriptorStatus.Provisional));
        Assert.Equal(Problem.Panic, Assert.Single(Contribution.Of(story.History).Counts).Slice.Problem);
    }

    [Fact]
    public void Every_measure_has_a_name_of_its_own_and_counts_something()
    {
        Assert.Equal(MeasureCatalogue.All.Length, MeasureCatalogue.All.Select(measure => measure.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(MeasureCatalogue.All, measure => Assert.True(measure is { Numerator.IsEmpty: false, Denominator.IsEmpty: false, Title.Length: > 0 }, measure.Name));
    }

    // Care in any order, with ends that are withdrawn and scores that are corrected.
    private static Story Anything(Random random)
    {
        var story = Story.Begun();
        for (var (day, acts) = (0, random.Next(1, 16)); acts > 0; acts--)
        {
            day += random.Next(12);
            var (version, date) = (story.Trajectory.Version, Story.Day(day));
            _ = random.Next(10) switch
            {
                0 => story.Tell(date, Story.Missed()),
                1 => story.Tell(date, new StepStarted((Step)random.Next(1, 5))),
                2 => story.Tell(date, new ProblemDescribed((Problem)random.Next(1, 15), DescriptorStatus.Provisional)),
                3 => story.Tell(date, new EpisodeEnded(EndReason.CompletedByAgreement)),
                4 => story.Tell(date, new Voided($"{random.Next(1, version + 1)}.0", VoidReason.EnteredInError)),
                5 => story.Tell(date, new Corrected($"{random.Next(1, version + 1)}.1", date, null, Story.Phq9(random.Next(25)))),
                6 => story.Decide(day, DecisionCall.Review, Step.High, riskFirst: false, null, Outcome.StepUp),
                7 when story.History.LatestDecision is not null => story.Confirm(day, Step.High, (OverrideReason)random.Next(7)),
                8 => story.Triage(day),
                _ => story.Session(day, random.Next(25), random.Next(22)),
            };
        }

        return story;
    }

    private static string[] Told(Contribution contribution) => [.. contribution.Counts.Select(each => each.ToString()).Order(StringComparer.Ordinal)];
}
