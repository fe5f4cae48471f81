using System.Collections.Concurrent;
using Prometheus;

namespace SteppedCare.Server.Telemetry;

/// <summary>Counts what one revision does. Series are looked up once and kept; a retired revision takes its own along.</summary>
internal sealed class RevisionMeters
{
    private readonly DecisionMetrics _metrics;
    private readonly string _policy;
    private readonly string _version;
    private readonly Counter.Child _faults;
    private readonly ConcurrentDictionary<(DecisionCall, Arm, Outcome, Step), Counter.Child> _decisions = new();
    private readonly ConcurrentDictionary<(RuleGroup, string), Counter.Child> _rules = new();
    private readonly ConcurrentDictionary<string, Counter.Child> _missing = new(StringComparer.Ordinal);
    private readonly Lock _retirement = new();
    private bool _retired;

    internal RevisionMeters(DecisionMetrics metrics, RevisionName revision)
    {
        _metrics = metrics;
        _policy = revision.Policy;
        _version = revision.Version;
        _faults = metrics.PolicyFaults.WithLabels(_policy, _version);
    }

    public void Decided(DecisionCall call, Arm arm, Outcome outcome, Step step) =>
        Count(_decisions, (call, arm, outcome, step), static (self, key) => self._metrics.Decisions.WithLabels(
            LabelValues<DecisionCall>.Of(key.Item1), self._policy, self._version, LabelValues<Arm>.Of(key.Item2),
            LabelValues<Outcome>.Of(key.Item3), LabelValues<Step>.Of(key.Item4)));

    /// <param name="group">The kind of rule.</param>
    /// <param name="rule">Its name in the policy: as many as there are rules.</param>
    public void RuleApplied(RuleGroup group, string rule) =>
        Count(_rules, (group, rule), static (self, key) =>
            self._metrics.RuleHits.WithLabels(self._policy, self._version, LabelValues<RuleGroup>.Of(key.Item1), key.Item2));

    /// <param name="fact">Its name in Core's table of facts.</param>
    public void FactMissing(string fact) =>
        Count(_missing, fact, static (self, key) => self._metrics.InsufficientData.WithLabels(self._policy, self._version, key));

    public void Faulted() => _faults.Inc();

    /// <summary>A decision still under way may count afterwards: it must not bring a series back.</summary>
    internal void Retire()
    {
        lock (_retirement)
        {
            _retired = true;
            foreach (var series in _decisions.Values.Concat(_rules.Values).Concat(_missing.Values).Append(_faults))
            {
                series.Remove();
            }
        }
    }

    private void Count<TKey>(ConcurrentDictionary<TKey, Counter.Child> series, TKey key, Func<RevisionMeters, TKey, Counter.Child> begin)
        where TKey : notnull
    {
        if (!series.TryGetValue(key, out var counter))
        {
            // Only a first time comes here; afterwards counting takes no lock.
            lock (_retirement)
            {
                if (_retired)
                {
                    return;
                }

                counter = series.GetOrAdd(key, static (missing, arg) => arg.begin(arg.self, missing), (self: this, begin));
            }
        }

        counter.Inc();
    }
}
