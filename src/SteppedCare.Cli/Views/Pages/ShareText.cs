using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>A part of a whole as people read it.</summary>
internal static class ShareText
{
    internal static string Of(long part, long whole) =>
        whole == 0 ? "no data" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");
}
