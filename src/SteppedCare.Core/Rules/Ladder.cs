using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>The steps of care that a policy uses, least intensive first, with the names it gives them.</summary>
internal sealed class Ladder(ImmutableArray<Step> steps, IReadOnlyDictionary<Step, string> labels)
{
    private readonly FrozenDictionary<Step, string> _labels = labels.ToFrozenDictionary();

    internal static Ladder Empty { get; } = new([], FrozenDictionary<Step, string>.Empty);

    internal ImmutableArray<Step> Steps { get; } = steps;

    internal int RankOf(Step step) => Steps.IndexOf(step);

    /// <summary>As the policy calls it; else the catalogue's own name.</summary>
    internal string LabelOf(Step step) => _labels.TryGetValue(step, out var label) ? label : step.ToString();

    /// <summary>The next step in that direction; none when the step is not on the ladder or the ladder ends.</summary>
    internal Step Beside(Step step, int direction)
    {
        var rank = RankOf(step);
        var next = rank + direction;
        return rank >= 0 && next >= 0 && next < Steps.Length ? Steps[next] : Step.None;
    }
}
