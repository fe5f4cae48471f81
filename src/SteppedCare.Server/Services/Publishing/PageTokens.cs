using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SteppedCare.Server.Services.Publishing;

/// <summary>Where a list goes on: a number that only this server reads, in a form that nobody is tempted to count up.</summary>
internal static class PageTokens
{
    private const string Mark = "below ";

    internal static string Of(long? below) =>
        below is { } number ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Mark}{number}"))) : "";

    /// <summary>Null from the beginning on.</summary>
    internal static long? Read(Violations violations, string field, string token)
    {
        if (token.Length == 0)
        {
            return null;
        }

        if (token.Length <= FieldForms.LongestName && Base64Url.IsValid(token)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) is var text && text.StartsWith(Mark, StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var below))
        {
            return below;
        }

        violations.Add(field, "must be the token of the reply before");
        return null;
    }
}
