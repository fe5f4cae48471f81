using SteppedCare.Cohorts;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>
/// A year of invented people in one service, played in memory: as practised, or as a revision would have it. A person's course depends on the seed and their number
/// alone, and figures are sums of whole numbers, so that threads change nothing.
/// </summary>
/// <param name="people">How many are referred.</param>
/// <param name="seed">Where chance begins.</param>
internal sealed class Simulation(int people, ulong seed)
{
    private const int DaysOfYear = 365, AtOnce = 50;

    private static readonly DateOnly s_first = new(2024, 4, 1);

    private readonly Cohort _cohort = new(Cohorts.Therapies.England, seed);

    /// <summary>What happened in England, in 2024-25, with nobody asked.</summary>
    internal ReportGroup Practised(string name, Action<int> done, CancellationToken cancellation) => Sum(
        name,
        number =>
        {
            var course = _cohort[number];
            var (events, episode) = (new CourseEvents(course, ReferredOn(number)), new PlayedEpisode(ReferredOn(number)));
            episode.Tell(course.EndDay, [.. events.Opening(), .. course.Sittings.SelectMany(events.Sitting), events.Ending()]);
            return episode.Contribution;
        },
        done,
        cancellation);

    /// <summary>The same people where every answer of the revision is asked for and followed.</summary>
    internal ReportGroup Followed(string name, PolicyRevision revision, Habits habits, Action<int> done, CancellationToken cancellation)
    {
        var own = habits with { ReviewPoints = [.. revision.ReviewTimers.Select(timer => new ReviewPoint((V1.Step)timer.Step, timer.Sessions, timer.WithinDays))] };
        return Sum(name, number => Follow(revision, number, own), done, cancellation);
    }

    private Contribution Follow(PolicyRevision revision, int number, Habits habits)
    {
        var course = _cohort.Followed(number, habits);
        var (events, episode) = (new CourseEvents(course.Course, ReferredOn(number)), new PlayedEpisode(ReferredOn(number)));
        foreach (var turn in course.Turns())
        {
            switch (turn.Question)
            {
                case V1.DecisionCall.Triage:
                    episode.Ask(revision, turn, events.Opening());
                    break;
                case V1.DecisionCall.Review:
                    episode.Ask(revision, turn, turn.Sittings.SelectMany(events.Sitting));
                    break;
                default:
                    episode.Tell(turn.Day, [.. turn.Sittings.SelectMany(events.Sitting), new CourseEvents(course.Course, ReferredOn(number)).Ending()]);
                    break;
            }
        }

        return episode.Contribution;
    }

    private ReportGroup Sum(string name, Func<int, Contribution> play, Action<int> done, CancellationToken cancellation)
    {
        var gate = new Lock();
        var whole = new Contribution();
        Parallel.ForEach(
            Enumerable.Range(0, people).Chunk(AtOnce),
            new ParallelOptions { CancellationToken = cancellation },
            numbers =>
            {
                var part = new Contribution();
                foreach (var number in numbers)
                {
                    part.Add(play(number));
                }

                lock (gate)
                {
                    whole.Add(part);
                }

                done(numbers.Length);
            });
        // Everybody's care has ended, and so has every window in which something might still have been done.
        var counts = whole.Counts.Where(count => Report.KeyOf("", count.Slice, ReportGrouping.None) is not null)
            .GroupBy(count => Closings.Told(count.Figure), count => count.Count)
            .ToDictionary(figure => figure.Key, figure => figure.Sum());
        return new ReportGroup(name, null, counts);
    }

    private DateOnly ReferredOn(int number) => s_first.AddDays((int)((long)number * DaysOfYear / people));
}
