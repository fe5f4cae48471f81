using System.Globalization;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// Under which rollout a tag stands: its number, and a mark of the very change that made it. A number alone could name two: where a fail-over lost the end of
/// the registry, the next change may be given a number that was used.
/// </summary>
/// <param name="Number">Grows with each change of the rollout; 0 when none was ever set.</param>
/// <param name="Mark">Of the change's entry in the registry; 0 of one that was set before changes were marked, which can be told by its number alone.</param>
internal readonly record struct TagEpoch(long Number, long Mark)
{
    public static implicit operator TagEpoch(long number) => new(number, 0);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static TagEpoch Parse(ReadOnlySpan<char> text)
    {
        var space = text.IndexOf(' ');
        return space < 0
            ? new(text.IsEmpty ? 0 : long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), 0)
            : new(
                long.Parse(text[..space], NumberStyles.None, CultureInfo.InvariantCulture),
                long.Parse(text[(space + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether both can be the same rollout: one that is not marked is told by its number.</summary>
    public bool CanBe(TagEpoch other) => Number == other.Number && (Mark == other.Mark || Mark == 0 || other.Mark == 0);

    /// <summary>As it is kept where it is text: the number, and the mark in sixteen hexadecimal digits where there is one.</summary>
    public override string ToString() => Mark == 0 ? Number.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Number} {Mark:x16}");
}
