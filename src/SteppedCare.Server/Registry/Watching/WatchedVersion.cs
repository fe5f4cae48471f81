using System.Globalization;
using SteppedCare.Policies;

namespace SteppedCare.Server.Registry;

/// <summary>The versions under which edits of a revision are published: its own, a mark, and a number.</summary>
internal static class WatchedVersion
{
    private const string Mark = "-watch.";

    /// <summary>The number of a watched version of this label; 0 for any other version.</summary>
    internal static int NumberOf(PolicyLabel label, string version) =>
        version.StartsWith(label.Version + Mark, StringComparison.Ordinal) && int.TryParse(version.AsSpan(label.Version.Length + Mark.Length), out var number) ? number : 0;

    /// <summary>The revision of that label and all that were edited from it, in the order in which they were published.</summary>
    internal static RevisionRecord[] FamilyOf(RegistryState state, PolicyLabel label) =>
    [
        .. state.Order.Where(known => known.Policy == label.Policy && (known.Version == label.Version || NumberOf(label, known.Version) > 0))
            .Select(known => state.Find(known.Policy, known.Version)).OfType<RevisionRecord>(),
    ];

    internal static PolicyLabel NextOf(PolicyLabel label, IEnumerable<RevisionRecord> family)
    {
        var number = family.Select(revision => NumberOf(label, revision.Name.Version)).Append(0).Max() + 1;
        return label with { Version = string.Create(CultureInfo.InvariantCulture, $"{label.Version}{Mark}{number}") };
    }
}
