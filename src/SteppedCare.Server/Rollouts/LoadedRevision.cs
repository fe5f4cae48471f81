using System.Collections.Frozen;
using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>A compiled revision as the decision engine asks it.</summary>
internal sealed class LoadedRevision : IRevision
{
    private readonly PolicyRevision _revision;
    private readonly DecisionMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly FrozenDictionary<string, RuleGroup> _groups;

    internal LoadedRevision(PolicyRevision revision, DecisionMetrics metrics, TimeProvider clock, bool counts)
    {
        _revision = revision;
        _metrics = metrics;
        _clock = clock;
        _groups = revision.Book.Rules.ToFrozenDictionary(rule => rule.Name, rule => Enum.Parse<RuleGroup>(rule.Kind.ToString()), StringComparer.Ordinal);
        SafetyFacts = [.. revision.Manifest.Rules.Where(rule => rule.Word == "Safety").SelectMany(rule => rule.FactsRead).Distinct().Order().Select(number => (FactNumber)number)];
        Meters = counts ? metrics.Of(revision.Name) : null;
    }

    public RevisionName Name => _revision.Name;

    public int LanguageVersion => _revision.Manifest.LanguageVersion;

    public ImmutableArray<ReviewTimer> ReviewTimers => _revision.ReviewTimers;

    public ImmutableArray<WatchTimer> WatchTimers => _revision.WatchTimers;

    public Norms Norms => _revision.Norms;

    public ImmutableArray<FactNumber> SafetyFacts { get; }

    public RevisionMeters? Meters { get; }

    /// <summary>The steps that it knows, from the lowest up.</summary>
    internal ImmutableArray<Step> Ladder => _revision.Manifest.Ladder;

    /// <summary>Dead once its code has left the process.</summary>
    internal WeakReference Context => _revision.Context;

    public RuleGroup GroupOf(string rule) => _groups[rule];

    public string? RuleAt(RulePlace place) => _revision.Manifest.Rules.Where(rule => rule.Word == place.Call.ToString()).ElementAtOrDefault(place.Index)?.Name;

    public Decision Decide(Facts facts, DecisionCall call, bool consent, bool isShadow = false)
    {
        using var lease = _revision.TryLease() ?? throw new RevisionLetGoException();
        var began = _clock.GetTimestamp();
        var ruling = consent ? lease.Revision.Evaluator.Evaluate(facts, call) : lease.Revision.Evaluator.EvaluateSafetyOnly(facts, call);
        var evaluated = _clock.GetTimestamp();
        var decision = lease.Revision.Explainer.Explain(ruling, facts);
        if (!isShadow)
        {
            _metrics.StageEnded(Stage.Evaluate, _clock.GetElapsedTime(began, evaluated));
            _metrics.StageEnded(Stage.Explain, _clock.GetElapsedTime(evaluated));
        }

        return decision;
    }

    /// <summary>It takes no more questions, its series end, and its code goes with the last one under way.</summary>
    internal void LetGo()
    {
        if (Meters is not null)
        {
            _metrics.Retire(Name);
        }

        _revision.Retire();
    }
}
