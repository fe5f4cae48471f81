using System.Collections.Concurrent;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Day;

/// <summary>How often the service advised what.</summary>
internal sealed class AdviceMix
{
    private readonly ConcurrentDictionary<(DecisionCall Call, Outcome Outcome, Step Step), int> _outcomes = new();
    private readonly ConcurrentDictionary<(DecisionCall Call, Flag Flag), int> _flags = new();
    private readonly ConcurrentDictionary<(DecisionCall Call, TaskKind Kind), int> _tasks = new();

    internal void Add(Decision decision)
    {
        Count(_outcomes, (decision.Call, decision.Advice.Outcome, decision.Advice.Step));
        foreach (var flag in decision.Advice.Flags)
        {
            Count(_flags, (decision.Call, flag));
        }

        foreach (var task in decision.Tasks)
        {
            Count(_tasks, (decision.Call, task.Kind));
        }
    }

    internal int Decisions(DecisionCall call) => _outcomes.Where(pair => pair.Key.Call == call).Sum(pair => pair.Value);

    /// <summary>The most frequent first.</summary>
    internal IEnumerable<(Outcome Outcome, Step Step, int Count)> Outcomes(DecisionCall call) =>
        Sorted(_outcomes.Where(pair => pair.Key.Call == call)).Select(pair => (pair.Key.Outcome, pair.Key.Step, pair.Value));

    internal IEnumerable<(Flag Flag, int Count)> Flags(DecisionCall call) =>
        Sorted(_flags.Where(pair => pair.Key.Call == call)).Select(pair => (pair.Key.Flag, pair.Value));

    /// <summary>Tasks shown with decisions: raised by them, or open already.</summary>
    internal IEnumerable<(TaskKind Kind, int Count)> Tasks(DecisionCall call) =>
        Sorted(_tasks.Where(pair => pair.Key.Call == call)).Select(pair => (pair.Key.Kind, pair.Value));

    private static void Count<TKey>(ConcurrentDictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts.AddOrUpdate(key, 1, (_, count) => count + 1);

    private static IOrderedEnumerable<KeyValuePair<TKey, int>> Sorted<TKey>(IEnumerable<KeyValuePair<TKey, int>> counts) =>
        counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key);
}
