namespace SteppedCare.Policies;

/// <summary>What a number beside the conditions is for.</summary>
internal enum NumberKind
{
    /// <summary>By when an effect has to begin, or a person to decide.</summary>
    Within,

    /// <summary>When a rule asks to look again.</summary>
    Review,

    /// <summary>After how many sessions a step is reviewed.</summary>
    Sessions,

    /// <summary>After how many days a step is reviewed.</summary>
    Days,

    /// <summary>At how many days a watch looks.</summary>
    Watch,
}

/// <summary>A number beside the conditions as it stands in the script.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Rule">The rule or watch it belongs to; empty for review points.</param>
/// <param name="Index">Of review points: which one, counted from 0; of a watch: which of its numbers.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record NumberReading(NumberKind Kind, string Rule, int Index, TextPlace Place);
