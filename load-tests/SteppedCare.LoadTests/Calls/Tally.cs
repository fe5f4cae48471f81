using System.Collections.Concurrent;
using Grpc.Core;

namespace SteppedCare.LoadTests.Calls;

/// <summary>What was called how often, and what had to be sent again.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _answered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _sentAgain = new(StringComparer.Ordinal);

    internal void Answered(string call) => _answered.AddOrUpdate(call, 1, (_, count) => count + 1);

    internal void Refused(string call, string reason) => _refused.AddOrUpdate($"{call} {reason}", 1, (_, count) => count + 1);

    internal void SentAgain(RpcException after) =>
        _sentAgain.AddOrUpdate($"{after.StatusCode} {Refusals.StatedReason(after)}".TrimEnd(), 1, (_, count) => count + 1);

    /// <summary>Calls that came to an end, answered or not.</summary>
    internal int Settled => _answered.Values.Sum() + _refused.Values.Sum();

    /// <summary>Calls that were refused in the end, or never answered.</summary>
    internal int Unanswered => _refused.Values.Sum();

    /// <summary>Everything that was not a reply, whether or not the same call was answered later.</summary>
    internal int Faults => _refused.Values.Sum() + _sentAgain.Values.Sum();

    internal string AnsweredLine => Line(_answered);

    internal string RefusedLine => Line(_refused);

    internal string SentAgainLine => Line(_sentAgain);

    private static string Line(ConcurrentDictionary<string, int> counts) =>
        counts.IsEmpty ? "none" : string.Join(", ", counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"));
}
