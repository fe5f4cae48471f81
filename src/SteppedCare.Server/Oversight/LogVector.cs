using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>A place in all sixteen logs of a service: what was seen of each.</summary>
internal readonly record struct LogVector(ImmutableArray<LogPosition> Positions)
{
    internal LogPosition this[int bucket] => Positions[bucket];

    internal LogVector With(int bucket, LogPosition position) => new(Positions.SetItem(bucket, position));

    internal static LogVector Of(IEnumerable<LogPosition> positions) => new([.. positions]);
}
