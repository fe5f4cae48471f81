using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SteppedCare.Policies;

/// <summary>
/// Answers for all people at once what tests answer for some: the rules of a revision as functions of the facts, exactly. How facts are built is not its business;
/// which of them go together it asks the production fact code.
/// </summary>
internal static class PolicyAnalyser
{
    private static readonly ConditionalWeakTable<PolicyModel, PolicyEquality> s_equalities = [];

    internal static AnalysisReport Analyse(PolicyRevision revision, InvariantSet? invariants, AnalysisLimits? limits = null)
    {
        var started = Stopwatch.GetTimestamp();
        var model = PolicyModel.Of(revision);
        var usual = limits ?? AnalysisLimits.Usual;

        // Neither call knows of the other.
        var calls = new[] { DecisionCall.Triage, DecisionCall.Review }.Select(call => Task.Run(() => new ReportBuilder(revision, model, usual).Ask(call, invariants), CancellationToken.None));
        var reports = Task.WhenAll(calls).GetAwaiter().GetResult();
        return ReportBuilder.Join(reports[0], reports[1], started);
    }

    /// <summary>For whom the second answers otherwise than the first, less care first. One and the same script is not asked.</summary>
    internal static Comparison Compare(PolicyRevision before, PolicyRevision after, AnalysisLimits? limits = null) => before.Name.Digest == after.Name.Digest
        ? new Comparison([], [], TimeSpan.Zero)
        : PolicyComparison.Of(before, after, limits ?? AnalysisLimits.OfComparison);

    /// <summary>
    /// Whether both give everybody the same ruling; null where the budget ended first. A copy made by <see cref="PolicyModel.With"/> of a policy asked before is
    /// answered from its diagrams.
    /// </summary>
    internal static bool? AreEqual(PolicyModel model, PolicyModel other, AnalysisLimits? limits = null)
    {
        if (!HasSameEffects(model, other))
        {
            return false;
        }

        // What was asked before may have left no room: then once more, with all of it.
        return IsEqual() ?? IsEqual();

        bool? IsEqual()
        {
            try
            {
                var equality = s_equalities.GetValue(model, one => new PolicyEquality(one, limits ?? AnalysisLimits.Usual));
                lock (equality)
                {
                    return equality.IsEqual(other);
                }
            }
            catch (DiagramBudgetException)
            {
                s_equalities.Remove(model);
                return null;
            }
        }
    }

    private static bool HasSameEffects(PolicyModel model, PolicyModel other) =>
        ReferenceEquals(model.Norms, other.Norms) && model.Ladder.Steps.SequenceEqual(other.Ladder.Steps)
        && model.Rules.Select(EffectOf).SequenceEqual(other.Rules.Select(EffectOf));

    private static string EffectOf(ModelRule rule) =>
        $"{rule.Kind}/{rule.Name}/{rule.Outcome}/{rule.Step}/{rule.Task}/{rule.IfUnknown}/{rule.PutsRiskFirst}/{rule.Rest}/{Joined(rule.Alternatives)}/{Joined(rule.Flags)}/{Joined(rule.Excludes)}/{Joined(rule.Prefers)}";

    private static string Joined<T>(IEnumerable<T> words) => string.Join(',', words);
}
