using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>One rule, watch or invariant as it stands in the script.</summary>
/// <param name="Word">Safety, Triage, Review, Adjust, Watch, AtTriage or AtReview.</param>
/// <param name="Name">The name in quotes.</param>
/// <param name="Line">Where it begins, 1-based.</param>
/// <param name="Column">Where it begins, 1-based.</param>
/// <param name="Formula">Its condition as data; null where it has none or it could not be read (which the walk refuses).</param>
/// <param name="Length">Characters of its first words, such as <c>Safety("danger-now")</c>; 0 where that is not known.</param>
internal sealed record RuleReading(string Word, string Name, int Line, int Column, Formula? Formula, int Length = 0)
{
    /// <summary>Where each part of the condition stands, each before the parts that it joins.</summary>
    internal ImmutableArray<TextPlace> Places { get; init; } = [];

    internal TextPlace Place => new(Line, Column, Length);
}
