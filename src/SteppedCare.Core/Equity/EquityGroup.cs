namespace SteppedCare;

/// <summary>A group of people as a report shows it.</summary>
/// <param name="Code">The code of the data set, or of the groups it was gathered into; <see cref="Other"/> for all that the list does not have, empty where none was recorded.</param>
/// <param name="Name">For people.</param>
internal sealed record EquityGroup(string Code, string Name)
{
    /// <summary>The code of whatever is on no list.</summary>
    internal const string Other = "other-code";

    /// <summary>False where nobody said: no group to hold others against.</summary>
    internal bool IsAnswer { get; init; } = true;

    /// <summary>The code of the group that this one is a part of on another axis; empty where there is none.</summary>
    internal string Within { get; init; } = "";

    /// <summary>Reliable recovery in England in 2024-25, in per cent; null where nothing is published.</summary>
    internal double? NationalReliableRecovery { get; init; }
}
