using System.Collections.Immutable;

namespace SteppedCare.Server.Decisions;

/// <summary>Where people of each service turn in a crisis. The server does not start while a service has no contact.</summary>
internal sealed record ContingencyOptions
{
    /// <summary>By service: its contacts, most urgent first.</summary>
    public required ImmutableDictionary<string, ImmutableArray<CrisisContact>> Services { get; init; }
}

/// <summary>Somewhere to turn.</summary>
/// <param name="Name">Who answers, such as "NHS 111, mental health option".</param>
/// <param name="Number">Telephone number or text short code.</param>
/// <param name="When">When to use it, in words for the person.</param>
/// <param name="ReviewBy">The date by which somebody must have checked that this is still right.</param>
internal sealed record CrisisContact(string Name, string Number, string When, DateOnly ReviewBy);
