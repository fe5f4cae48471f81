using System.Globalization;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Fidelity;

/// <summary>The totals of a tag by one definition.</summary>
internal readonly record struct FigurePart(EpisodeTag Tag, FigureDefinition Definition)
{
    internal static FigurePart Of(EpisodeTag tag, TimeZoneInfo zone) => new(tag, FigureDefinition.Of(zone));

    /// <summary>The sixteen parts of a service.</summary>
    internal static IEnumerable<FigurePart> All(string service, TimeZoneInfo zone) => EpisodeTag.All(service).Select(tag => Of(tag, zone));
}

/// <summary>
/// What totals are totals of: a meaning of figures and the calendar they are counted by. What an entry changes is worked out from its trajectory anew, so it fits
/// only totals of the same definition; by another one they begin beside, from the start of the log.
/// </summary>
/// <param name="Meaning">As <see cref="Contribution.Definition"/> numbers it.</param>
/// <param name="Zone">The name of the service's time zone.</param>
internal readonly record struct FigureDefinition(int Meaning, string Zone)
{
    internal static FigureDefinition Of(TimeZoneInfo zone) => new(Contribution.Definition, zone.Id);

    /// <exception cref="FormatException">Nobody wrote this.</exception>
    internal static FigureDefinition Parse(string text) => text.Split('@', 2) is [var meaning, var zone]
        ? new FigureDefinition(int.Parse(meaning, NumberStyles.None, CultureInfo.InvariantCulture), zone)
        : throw new FormatException("A definition is a number and a time zone.");

    /// <summary>Takes the place of the other. Never of one with a higher number: a newer release keeps that, beside this one in an update or before it was taken back.</summary>
    internal bool Supersedes(FigureDefinition other) => other.Meaning < Meaning || (other.Meaning == Meaning && other.Zone != Zone);

    /// <summary>As stores keep it: <c>1@Europe/London</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Meaning}@{Zone}");
}
