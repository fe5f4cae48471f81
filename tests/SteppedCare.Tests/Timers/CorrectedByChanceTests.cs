using static SteppedCare.Tests.Due.Watched;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Due;

/// <summary>Episodes made, corrected and swept by chance, each beside a plain account of which numbers its sessions reached.</summary>
public sealed class CorrectedByChanceTests
{
    private const int Episodes = 200;
    private const int Days = 40;

    private static readonly WatchTimer[] s_watches =
    [
        MissedTwice,
        MissedTwice with { Name = "missed-thrice", Thresholds = [3] },
        Unscored,
        new WatchTimer("treated-four-times", FactNumber.AttendedTreatments, [4], TaskKind.ClinicianReview),
    ];

    [Fact]
    public void Every_number_of_sessions_is_told_on_the_morning_after_the_record_first_reached_it_and_once_for_the_same_sessions()
    {
        var (told, byCorrection) = (0, 0);
        for (var seed = 1; seed <= Episodes; seed++)
        {
            var account = new SessionAccount(seed);
            for (var day = 1; day <= Days; day++)
            {
                Sweep(account, day, seed);
                account.Live(day);
            }

            told += account.Told;
            byCorrection += account.ToldByCorrection;
        }

        // Chance has made what this is about.
        Assert.InRange(told, Episodes, int.MaxValue);
        Assert.InRange(byCorrection, Episodes / 10, int.MaxValue);
    }

    private static void Sweep(SessionAccount account, int day, int seed)
    {
        var (history, facts) = (account.Story.History, account.Story.Facts(day));
        foreach (var watch in s_watches)
        {
            var expected = account.Due(watch, day);
            var notices = Timers.Notices(history, facts, AsOf(day), Norms.Published, [], [watch]).Where(notice => notice.Due <= Noon(day)).ToList();
            Assert.True(
                notices.Select(notice => notice.Due).SequenceEqual(expected is { } due ? [Start(due)] : []),
                $"Seed {seed}, day {day}: {watch.Name} was due on {expected?.ToString() ?? "no"} day, and is told {notices.Count} times.");
            if (notices is [var notice])
            {
                account.Tell(notice, day);
            }
        }
    }
}
