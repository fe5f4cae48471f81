using System.Collections.Immutable;

namespace SteppedCare.Server.Registry;

/// <summary>The log as it was read: what it says, and its last entry byte for byte, to see whether it is still the same log.</summary>
internal sealed record RegistryLog(RegistryState State, ReadOnlyMemory<byte> Last)
{
    internal static RegistryLog Empty { get; } = new(RegistryState.Empty, default);

    /// <summary>From where to read on: the last entry once more, and what is behind it.</summary>
    internal long From => Math.Max(0, State.Length - 1);

    /// <summary>This log with what was read from <see cref="From"/> on; null when the store holds another one, as after a fail-over that lost writes.</summary>
    internal RegistryLog? With(ImmutableArray<ReadOnlyMemory<byte>> entries)
    {
        if (State.Length == 0)
        {
            return After(entries);
        }

        return !entries.IsEmpty && entries[0].Span.SequenceEqual(Last.Span) ? After(entries[1..]) : null;
    }

    internal RegistryLog After(ImmutableArray<ReadOnlyMemory<byte>> entries) => entries.IsEmpty
        ? this
        : new RegistryLog(entries.Aggregate(State, (state, entry) => state.After(RegistryJson.Read(entry.Span))), entries[^1]);
}
