using System.Collections.Concurrent;

namespace SteppedCare.LoadTests.Failover;

/// <summary>
/// Every write bears a mark that no other has. What was acknowledged must be in its episode once; a mark that is there twice was written twice, acknowledged or not.
/// </summary>
internal sealed class MarkedWrites
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(long Mark, Round Round)>> _acknowledged = new(StringComparer.Ordinal);
    private long _longestWait;

    /// <summary>The kill that comes next, or whose consequences are not over.</summary>
    internal Round Round { get; set; } = new(0, CutOff: false);

    internal int Count => _acknowledged.Values.Sum(writes => writes.Count);

    /// <summary>The longest that a caller waited, sending again and again, until a write was acknowledged or given up.</summary>
    internal TimeSpan LongestWait => TimeSpan.FromTicks(Volatile.Read(ref _longestWait));

    internal IEnumerable<string> Episodes => _acknowledged.Keys;

    /// <summary>How many writes to these episodes were acknowledged.</summary>
    internal int CountOf(Func<string, bool> isMeant) => _acknowledged.Where(written => isMeant(written.Key)).Sum(written => written.Value.Count);

    internal void Acknowledged(string episode, long mark) => _acknowledged.GetOrAdd(episode, _ => new()).Enqueue((mark, Round));

    /// <summary>A caller had its answer, or gave up: both were without it for so long.</summary>
    internal void Waited(TimeSpan waited)
    {
        for (var longest = Volatile.Read(ref _longestWait); waited.Ticks > longest;)
        {
            var found = Interlocked.CompareExchange(ref _longestWait, waited.Ticks, longest);
            longest = found == longest ? waited.Ticks : found;
        }
    }

    /// <summary>Holds an episode's acknowledged writes against the marks that are recorded of it.</summary>
    internal Reckoning Reckon(string episode, IReadOnlyCollection<long> recorded)
    {
        var times = recorded.CountBy(mark => mark).ToDictionary();
        var lost = _acknowledged[episode].Where(write => !times.ContainsKey(write.Mark)).ToArray();
        return new Reckoning(lost.Count(write => !write.Round.CutOff), lost.Count(write => write.Round.CutOff), times.Values.Count(count => count > 1));
    }
}

/// <summary>One kill of a primary.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="CutOff">Its replica was cut off before.</param>
internal readonly record struct Round(int Number, bool CutOff);

/// <summary>What became of acknowledged writes.</summary>
/// <param name="LostInStep">Lost where the replica was in step when its primary was killed.</param>
/// <param name="LostCutOff">Lost where the replica was cut off before.</param>
/// <param name="Doubled">Written twice.</param>
internal readonly record struct Reckoning(int LostInStep, int LostCutOff, int Doubled)
{
    internal int Lost => LostInStep + LostCutOff;

    internal Reckoning Plus(Reckoning other) => new(LostInStep + other.LostInStep, LostCutOff + other.LostCutOff, Doubled + other.Doubled);
}
