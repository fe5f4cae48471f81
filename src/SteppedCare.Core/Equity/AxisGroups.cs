using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>The groups of an axis, in order.</summary>
internal sealed class AxisGroups
{
    private static readonly EquityGroup s_other = new(EquityGroup.Other, "Other code") { IsAnswer = false };
    private static readonly EquityGroup s_none = new("", "Not recorded") { IsAnswer = false };

    private readonly FrozenDictionary<string, EquityGroup> _byCode;

    internal AxisGroups(EquityAxis axis, AuditAxis of, string title, ImmutableArray<EquityGroup> groups)
    {
        (Axis, Of, Title) = (axis, of, title);
        Groups = [.. groups, s_other, s_none];
        _byCode = Groups.ToFrozenDictionary(group => group.Code, StringComparer.Ordinal);
    }

    internal EquityAxis Axis { get; }

    /// <summary>The attribute that tells people apart.</summary>
    internal AuditAxis Of { get; }

    internal string Title { get; }

    /// <summary>Those of the list, then whatever is not on it, then those of whom nothing was recorded.</summary>
    internal ImmutableArray<EquityGroup> Groups { get; }

    /// <summary>The code on this axis of a code as it was told.</summary>
    internal Func<string, string> GroupOf { get; init; } = code => code;

    /// <summary>The group of that code on this axis; null when the list has none.</summary>
    internal EquityGroup? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The code that a group of this axis has on an axis of fewer.</summary>
    internal string Gathered(string code) => Place(code) is { Within.Length: > 0 } part ? part.Within : Place(code).Code;

    /// <summary>Where somebody with that code belongs.</summary>
    internal EquityGroup Place(string code) => Find(GroupOf(code)) ?? s_other;
}
