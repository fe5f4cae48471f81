using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Cli;

/// <summary>Lengths of time as they are read and written here: one number and a unit.</summary>
internal static class AgeText
{
    /// <summary>In the largest unit that it has one of, whole.</summary>
    internal static string Of(Duration? age) => age?.ToTimeSpan() switch
    {
        null => "",
        { TotalDays: >= 1 } days => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(days.TotalDays)} d"),
        { TotalHours: >= 1 } hours => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(hours.TotalHours)} h"),
        { } minutes => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(minutes.TotalMinutes)} min"),
    };

    /// <exception cref="FailedException">It is none.</exception>
    internal static Duration? Read(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var unit = text.Length > 1 ? text[^1] switch { 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), 'd' => TimeSpan.FromDays(1), _ => TimeSpan.Zero } : TimeSpan.Zero;
        return unit > TimeSpan.Zero && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 36_500
            ? Duration.FromTimeSpan(unit * number)
            : throw new FailedException(Failure.OfArguments($"{option} wants a number and m, h or d, such as 3d."));
    }
}
