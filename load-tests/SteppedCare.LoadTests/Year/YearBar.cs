using System.Collections.Concurrent;
using System.Globalization;

namespace SteppedCare.LoadTests.Year;

/// <summary>How far a year is: one line drawn over and over; where nobody watches, as in a file, a plain line a tenth.</summary>
internal sealed class YearBar(string title, long all, ConcurrentDictionary<int, Planted> planted, bool watched, TimeProvider clock, TextWriter output)
{
    private const int Width = 30, Tenths = 10;
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(500);

    private int _tenthsTold;

    /// <summary>Draws while the year is played.</summary>
    internal async Task WatchAsync(Task playing)
    {
        var began = clock.GetTimestamp();
        while (!playing.IsCompleted)
        {
            Show(planted.Values.Sum(each => each.Courses), clock.GetElapsedTime(began));
            await Task.WhenAny(playing, Task.Delay(s_betweenLooks, clock));
        }

        if (watched)
        {
            Show(planted.Values.Sum(each => each.Courses), clock.GetElapsedTime(began));
            await output.WriteLineAsync();
        }
    }

    private void Show(long told, TimeSpan taken)
    {
        var share = (double)told / all;
        var left = told > 0 ? taken * ((1 - share) / share) : TimeSpan.Zero;
        var line = string.Create(CultureInfo.InvariantCulture, $"{title}: {told} of {all} referrals, {taken:hh\\:mm\\:ss}, about {left:hh\\:mm\\:ss} left");
        if (watched)
        {
            var filled = (int)(Width * share);
            output.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {line} ");
        }
        else if ((int)(Tenths * share) > _tenthsTold)
        {
            _tenthsTold = (int)(Tenths * share);
            output.WriteLine(line);
        }
    }
}
