using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Cli;

/// <summary>Instants as they are read and written here: always in UTC, for people to the second.</summary>
internal static class InstantText
{
    internal static string Of(Timestamp? instant) =>
        instant is null ? "" : instant.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>To the millisecond, for programs.</summary>
    internal static string Exact(Timestamp instant) => instant.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <exception cref="FailedException">It is none.</exception>
    internal static Timestamp? Read(string? text, string option) => text switch
    {
        null => null,
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => Timestamp.FromDateTimeOffset(instant),
        _ => throw new FailedException(Failure.OfArguments($"{option} wants an instant such as 2026-11-22T18:00:00Z.")),
    };
}
