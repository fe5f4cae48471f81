using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>What safety and adjust rules do beside the recommendation.</summary>
internal enum WorkKind
{
    Task,
    RiskFirst,
    Flag,
    Exclude,
    Prefer,
}

/// <summary>One task raised, one flag shown, one format preferred or not.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Value">Of the task, flag or format.</param>
internal readonly record struct Work(WorkKind Kind, int Value)
{
    /// <summary>To lose it is less care.</summary>
    internal bool IsCare => Kind is WorkKind.Task or WorkKind.RiskFirst;

    /// <summary>Everything that the rules of a policy can do.</summary>
    internal static IEnumerable<Work> Of(PolicyModel model) => model.Safety.Concat(model.Adjust).SelectMany(rule => OfRule(rule)).Distinct();

    /// <summary>The set of those for whom it is done.</summary>
    internal int DoneFor(FactSpace space, PolicyModel model, int view = 0)
    {
        var work = this;
        return model.Safety.Concat(model.Adjust).Aggregate(space.Store.Leaf(0), (all, rule) =>
            work.By(rule) is (false, false) ? all : space.Either.Of(all, space.Where(space.Diagram(rule.Condition, view), truth => work.IsDone(rule, truth))));
    }

    /// <summary>The compiled policy does it for this person.</summary>
    internal bool IsDoneBy(PolicyRevision revision, Facts facts)
    {
        var decision = revision.Explainer.Explain(revision.Evaluator.EvaluateSafetyOnly(facts, DecisionCall.Triage), facts);
        var whole = revision.Explainer.Explain(revision.Evaluator.Evaluate(facts, DecisionCall.Triage), facts);
        var value = Value;
        return Kind switch
        {
            WorkKind.Task => decision.Tasks.Any(task => (int)task.Kind == value),
            WorkKind.RiskFirst => decision.RiskFirst,
            WorkKind.Flag => whole.Flags.Contains((Flag)value),
            WorkKind.Exclude => whole.ExcludedFormats.Contains((Format)value),
            _ => whole.PreferredFormats.Concat(whole.ExcludedFormats).Contains((Format)value),
        };
    }

    /// <summary>The first rule that does it for this person; empty when none does.</summary>
    internal string RuleFor(PolicyModel model, Facts facts)
    {
        var work = this;
        return model.Safety.Concat(model.Adjust).FirstOrDefault(rule => work.IsDone(rule, TruthOf(rule.Condition.Ask(facts))))?.Name ?? "";
    }

    public override string ToString() => Kind switch
    {
        WorkKind.Task => $"raises {(TaskKind)Value}",
        WorkKind.RiskFirst => "risk first",
        WorkKind.Flag => $"flags {(Flag)Value}",
        WorkKind.Exclude => $"excludes {(Format)Value}",
        _ => $"prefers {(Format)Value}",
    };

    private static int TruthOf(Truth truth) => truth.IsTrue ? FactSpace.True : truth.IsFalse ? FactSpace.False : FactSpace.Unknown;

    private bool IsDone(ModelRule rule, int truth) => By(rule) is var (whenTrue, whenUnknown) && ((truth == FactSpace.True && whenTrue) || (truth == FactSpace.Unknown && whenUnknown));

    // An adjust rule that cannot be answered fires; a safety rule then raises another task.
    private (bool WhenTrue, bool WhenUnknown) By(ModelRule rule)
    {
        var isAdjust = rule.Kind == RuleKind.Adjust;
        var value = Value;
        var does = Kind switch
        {
            WorkKind.Task => rule.Kind == RuleKind.Safety && (int)rule.Task == value,
            WorkKind.RiskFirst => rule.PutsRiskFirst,
            WorkKind.Flag => rule.Flags.Contains((Flag)value),
            WorkKind.Exclude => rule.Excludes.Contains((Format)value),
            _ => rule.Prefers.Contains((Format)value),
        };
        return (does, isAdjust ? does : Kind == WorkKind.Task && rule.Kind == RuleKind.Safety && (int)rule.IfUnknown == value);
    }

    private static ImmutableArray<Work> OfRule(ModelRule rule) =>
    [
        .. new[] { rule.Task, rule.IfUnknown }.Where(task => task != TaskKind.None).Select(task => new Work(WorkKind.Task, (int)task)),
        .. rule.PutsRiskFirst ? [new Work(WorkKind.RiskFirst, 0)] : Array.Empty<Work>(),
        .. rule.Flags.Select(flag => new Work(WorkKind.Flag, (int)flag)),
        .. rule.Excludes.Select(format => new Work(WorkKind.Exclude, (int)format)),
        .. rule.Prefers.Select(format => new Work(WorkKind.Prefer, (int)format)),
    ];
}
