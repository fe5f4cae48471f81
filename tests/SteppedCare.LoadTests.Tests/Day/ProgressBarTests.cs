using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Day;

namespace SteppedCare.LoadTests.Tests.Day;

public sealed class ProgressBarTests
{
    private readonly VirtualTime _time = new();
    private readonly Tally _tally = new();

    [Fact]
    public void A_file_gets_a_plain_line_an_hour_of_the_day()
    {
        _tally.Answered("Triage");
        _tally.Refused("Review", "no answer");

        var lines = Watch(watched: false).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00"], lines.Select(line => line[..5]));
        Assert.All(lines, line => Assert.EndsWith("2 of 10 settled, 1 errors", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_watched_line_is_drawn_over_until_the_bar_is_full()
    {
        var drawn = Watch(watched: true).Split('\r', StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("[..............................] 09:00  0 of 10 settled", drawn[0], StringComparison.Ordinal);
        Assert.StartsWith("[##############################] 17:00  0 of 10 settled", drawn[^1], StringComparison.Ordinal);
        Assert.EndsWith(Environment.NewLine, drawn[^1], StringComparison.Ordinal);
        Assert.Equal(drawn.Select(line => line.Count('#')).Order(), drawn.Select(line => line.Count('#')));
    }

    private string Watch(bool watched)
    {
        var options = new DayOptions { Run = "r", Referrals = 4, Sessions = 6, Within = TimeSpan.FromSeconds(8) };
        var output = new StringWriter(CultureInfo.InvariantCulture);
        return _time.Run(async () =>
        {
            await new ProgressBar(options, _tally, watched, _time, output).WatchAsync(Task.Delay(options.Within, _time));
            return output.ToString();
        });
    }
}
