using System.Globalization;
using System.Net;

namespace SteppedCare.Cli;

/// <summary>Words and numbers as markup takes them.</summary>
internal static class Html
{
    internal static string Safe(string text) => WebUtility.HtmlEncode(text);

    internal static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
