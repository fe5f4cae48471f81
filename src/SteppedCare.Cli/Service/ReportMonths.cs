using System.CommandLine;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>The options by which every report says its months, and the months where nobody says which.</summary>
internal sealed class ReportMonths
{
    private const int Usual = 12;

    private readonly Desk _desk;

    internal ReportMonths(Desk desk)
    {
        var flags = new Flags(desk);
        _desk = desk;
        From = flags.Text("--from", "The first month, such as 2026-01; else eleven months before the last.");
        To = flags.Text("--to", "The last month; else the present one, where you are.");
    }

    internal Option<string?> From { get; }

    internal Option<string?> To { get; }

    /// <summary>The first and the last month that are asked for; what is no month is left as it is, for the service to refuse.</summary>
    internal (string First, string Last) Read(ParseResult parsed)
    {
        var last = parsed.GetValue(To) ?? _desk.Time.GetLocalNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return (parsed.GetValue(From) ?? Before(last, Usual - 1), last);
    }

    private static string Before(string month, int months) =>
        DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && (date.Year * 12) + date.Month - 13 >= months
            ? date.AddMonths(-months).ToString("yyyy-MM", CultureInfo.InvariantCulture)
            : month;
}
