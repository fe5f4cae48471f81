using System.Collections.Concurrent;
using Grpc.Core;

namespace SteppedCare.LoadTests.Calls;

/// <summary>What was called how often, and what had to be sent again.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _answered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<StatusCode, int> _sentAgain = new();

    internal void Answered(string call) => _answered.AddOrUpdate(call, 1, (_, count) => count + 1);

    internal void Refused(string call, string reason) => _refused.AddOrUpdate($"{call} {reason}", 1, (_, count) => count + 1);

    internal void SentAgain(StatusCode after) => _sentAgain.AddOrUpdate(after, 1, (_, count) => count + 1);

    internal string AnsweredLine => Line(_answered);

    internal string RefusedLine => Line(_refused);

    internal string SentAgainLine => Line(_sentAgain);

    private static string Line<TKey>(ConcurrentDictionary<TKey, int> counts)
        where TKey : notnull =>
        counts.IsEmpty ? "none" : string.Join(", ", counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"));
}
