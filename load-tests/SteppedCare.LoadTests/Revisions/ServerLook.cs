using System.Globalization;
using System.Text.RegularExpressions;

namespace SteppedCare.LoadTests.Revisions;

/// <summary>What a server has of revisions, as its metrics and its process tell.</summary>
/// <param name="Done">How many revisions had come and gone.</param>
/// <param name="Megabytes">The working set.</param>
/// <param name="Pending">Revisions that were let go and whose code is still there.</param>
/// <param name="Series">Lines of metrics.</param>
/// <param name="Named">The versions that a series names.</param>
internal sealed partial record ServerLook(int Done, double Megabytes, int Pending, int Series, IReadOnlySet<string> Named)
{
    private const string PendingName = "steppedcare_contexts_pending_unload ";

    /// <summary>Reads what <c>/metrics</c> said.</summary>
    internal static ServerLook Of(int done, double megabytes, string metrics)
    {
        var lines = metrics.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToList();
        return new ServerLook(
            done,
            megabytes,
            int.Parse(lines.Single(line => line.StartsWith(PendingName, StringComparison.Ordinal))[PendingName.Length..], CultureInfo.InvariantCulture),
            lines.Count,
            lines.SelectMany(line => Version().Matches(line)).Select(match => match.Groups["version"].Value).ToHashSet(StringComparer.Ordinal));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Done} done: working set {Megabytes:F0} MB, {Pending} let go and still there, {Series} series that name {Named.Count} revisions");

    [GeneratedRegex("(revision|shadow)=\"(?<version>[^\"]*)\"")]
    private static partial Regex Version();
}
