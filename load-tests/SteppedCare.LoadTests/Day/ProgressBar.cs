using System.Globalization;
using SteppedCare.LoadTests.Calls;

namespace SteppedCare.LoadTests.Day;

/// <summary>How far the day is: one line drawn over and over; where nobody watches, as in a file, a plain line an hour of the day.</summary>
internal sealed class ProgressBar(DayOptions options, Tally tally, bool watched, TimeProvider clock, TextWriter output)
{
    private const int Width = 30;
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(250);

    private int _hoursTold;

    /// <summary>Draws while the day is played, and once more when it is over.</summary>
    internal async Task WatchAsync(Task playing)
    {
        var began = clock.GetTimestamp();
        while (!playing.IsCompleted)
        {
            Show(clock.GetElapsedTime(began) * options.Speed);
            await Task.WhenAny(playing, Task.Delay(s_betweenLooks, clock));
        }

        Show(WorkingDay.Length);
        if (watched)
        {
            output.WriteLine();
        }
    }

    private void Show(TimeSpan ofTheDay)
    {
        ofTheDay = ofTheDay < WorkingDay.Length ? ofTheDay : WorkingDay.Length;
        if (watched)
        {
            var filled = (int)(Width * (ofTheDay / WorkingDay.Length));
            output.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {Line(ofTheDay)} ");
        }
        else if ((int)ofTheDay.TotalHours > _hoursTold)
        {
            _hoursTold = (int)ofTheDay.TotalHours;
            output.WriteLine(Line(ofTheDay));
        }
    }

    private string Line(TimeSpan ofTheDay) => string.Create(
        CultureInfo.InvariantCulture,
        $"{WorkingDay.Opens.Add(ofTheDay):HH:mm}  {tally.Settled} of {options.Referrals + options.Sessions} settled, {tally.Faults} errors");
}
