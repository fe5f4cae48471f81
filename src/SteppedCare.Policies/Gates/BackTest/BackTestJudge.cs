using System.Numerics;

namespace SteppedCare.Policies;

/// <summary>Judges recorded decisions again, on one thread: facts are decoded into the same room, and nothing is explained.</summary>
internal sealed class BackTestJudge
{
    private readonly PolicyEvaluator _evaluator;
    private readonly TaskSet[] _raised;
    private readonly TaskSet[] _unanswered;
    private readonly Facts _facts = new();

    internal BackTestJudge(PolicyRevision revision)
    {
        _evaluator = revision.Evaluator;
        _raised = [.. revision.Book.SafetyRules.Select(rule => TaskSet.None.With(rule.Task))];
        _unanswered = [.. revision.Book.SafetyRules.Select(rule => TaskSet.None.With(rule.IfUnknown))];
    }

    internal Dictionary<BackTestKey, BackTestCount> Cells { get; } = [];

    internal long Changed { get; private set; }

    internal long Unreadable { get; private set; }

    internal long Faults { get; private set; }

    /// <param name="recorded">Decisions of any service, in any order.</param>
    /// <param name="first">How many came before them.</param>
    internal void Judge(ReadOnlySpan<RecordedDecision> recorded, long first)
    {
        for (var index = 0; index < recorded.Length; index++)
        {
            Judge(in recorded[index], first + index);
        }
    }

    private void Judge(in RecordedDecision decision, long order)
    {
        if (decision.Call is not (DecisionCall.Triage or DecisionCall.Review) || decision.Episode < 0 || !TryDecode(decision.Facts.Span))
        {
            Unreadable++;
            return;
        }

        var ruling = decision.Consent ? _evaluator.Evaluate(_facts, decision.Call) : _evaluator.EvaluateSafetyOnly(_facts, decision.Call);
        Faults += ruling.Fault is null ? 0 : 1;
        var tasks = Tasks(_raised, ruling.Raised).With(Tasks(_unanswered, ruling.Unanswered));
        var lost = decision.Tasks.Except(tasks).Count;
        var key = new BackTestKey(
            decision.Call, new BackTestAnswer(decision.Outcome, decision.Step), new BackTestAnswer(ruling.Outcome, ruling.Step), lost > 0, tasks.Except(decision.Tasks).Count > 0);
        Changed += key.IsChanged ? 1 : 0;
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Cells, key, out _);
        count ??= new BackTestCount();
        count.Add(decision.Episode, lost, order, decision.Name);
    }

    private bool TryDecode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            FactsVector.Decode(bytes, _facts);
            return true;
        }
        catch (Exception fault) when (fault is FormatException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static TaskSet Tasks(TaskSet[] ofRule, ulong rules)
    {
        var tasks = TaskSet.None;
        for (; rules != 0; rules &= rules - 1)
        {
            tasks = tasks.With(ofRule[BitOperations.TrailingZeroCount(rules)]);
        }

        return tasks;
    }
}
