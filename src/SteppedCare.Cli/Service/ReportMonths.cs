using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>The months that a report is of where nobody says which.</summary>
internal static class ReportMonths
{
    /// <summary>So many months before; what is no month is left as it is, for the service to refuse.</summary>
    internal static string Before(string month, int months) =>
        DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && (date.Year * 12) + date.Month - 13 >= months
            ? date.AddMonths(-months).ToString("yyyy-MM", CultureInfo.InvariantCulture)
            : month;
}
