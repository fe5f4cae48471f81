using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>
/// The epochs that a person had before them, kept in the id of their change: who asks again under it asks for the very same thing, however far the service has
/// come since, so that the service knows it for the same.
/// </summary>
internal static class SeenEpochs
{
    private const char Mark = '.';

    // With epochs of several services it is still an id that the service takes.
    private const int IdLength = 16;

    /// <summary>An id that keeps these epochs.</summary>
    internal static string NewId(IEnumerable<V1.SeenRollout> seen) => ServiceConnection.NewRequestId()[..IdLength]
        + string.Concat(seen.Select(each => string.Create(CultureInfo.InvariantCulture, $"{Mark}{each.Epoch}")));

    /// <summary>What was seen: as the id tells, else as it is now.</summary>
    internal static IEnumerable<V1.SeenRollout> Of(string id, IReadOnlyList<V1.Rollout> present)
    {
        var kept = id.Split(Mark)[1..];
        var isKept = kept.Length == present.Count && kept.All(epoch => long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        return present.Select((rollout, place) => new V1.SeenRollout
        {
            Service = rollout.Service,
            Epoch = isKept ? long.Parse(kept[place], NumberStyles.None, CultureInfo.InvariantCulture) : rollout.Epoch,
        });
    }
}
