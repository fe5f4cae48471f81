using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Rollouts;

/// <summary>A compiled revision as the decision engine asks it.</summary>
internal sealed class LoadedRevision : IRevision
{
    private readonly PolicyRevision _revision;

    internal LoadedRevision(PolicyRevision revision)
    {
        _revision = revision;
        ReviewTimers = [.. revision.Book.ReviewAtRules.Select(rule => new ReviewTimer(rule.Step, rule.Sessions, rule.WithinDays))];
        WatchTimers = [.. revision.Book.WatchRules.Select(rule => new WatchTimer(rule.Name, rule.Fact, rule.Thresholds, rule.Task))];
        SafetyFacts = [.. revision.Manifest.Rules.Where(rule => rule.Word == "Safety").SelectMany(rule => rule.FactsRead).Distinct().Order().Select(number => (FactNumber)number)];
    }

    public RevisionName Name => _revision.Name;

    public int LanguageVersion => _revision.Manifest.LanguageVersion;

    public ImmutableArray<ReviewTimer> ReviewTimers { get; }

    public ImmutableArray<WatchTimer> WatchTimers { get; }

    public ImmutableArray<FactNumber> SafetyFacts { get; }

    public long Faults => _revision.Evaluator.Faults;

    public Decision Decide(Facts facts, DecisionCall call, bool consent)
    {
        using var lease = _revision.TryLease() ?? throw new InvalidOperationException("The revision was retired while it was still part of a rollout.");
        var ruling = consent ? lease.Revision.Evaluator.Evaluate(facts, call) : lease.Revision.Evaluator.EvaluateSafetyOnly(facts, call);
        return lease.Revision.Explainer.Explain(ruling, facts);
    }
}
