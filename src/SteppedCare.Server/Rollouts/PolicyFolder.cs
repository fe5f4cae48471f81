using SteppedCare.Policies;

namespace SteppedCare.Server.Rollouts;

/// <summary>The shipped policies: a folder a policy, in it a folder a version, in that the script.</summary>
internal sealed class PolicyFolder(string path)
{
    /// <summary>Every version of every policy, a policy's newest version last.</summary>
    internal IEnumerable<(PolicyLabel Label, string Script)> Versions() =>
        from policy in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal)
        from version in Directory.EnumerateDirectories(policy).OrderBy(Path.GetFileName, VersionOrder.Instance)
        let script = Path.Combine(version, "policy.csx")
        where File.Exists(script)
        select (new PolicyLabel(Path.GetFileName(policy), Path.GetFileName(version)), script);

    /// <summary>2026.2 comes before 2026.10: runs of digits count as numbers.</summary>
    private sealed class VersionOrder : IComparer<string?>
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
}
