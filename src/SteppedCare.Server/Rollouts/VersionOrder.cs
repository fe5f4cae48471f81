namespace SteppedCare.Server.Rollouts;

/// <summary>The order of version labels: 2026.2 comes before 2026.10, since runs of digits count as numbers.</summary>
internal sealed class VersionOrder : IComparer<string>
{
    internal static VersionOrder Instance { get; } = new();

    public int Compare(string? left, string? right)
    {
        string[] ours = left?.Split('.', '-') ?? [], theirs = right?.Split('.', '-') ?? [];
        for (var part = 0; part < Math.Min(ours.Length, theirs.Length); part++)
        {
            var order = int.TryParse(ours[part], out var our) && int.TryParse(theirs[part], out var their)
                ? our.CompareTo(their)
                : string.CompareOrdinal(ours[part], theirs[part]);
            if (order != 0)
            {
                return order;
            }
        }

        return ours.Length.CompareTo(theirs.Length);
    }
}
