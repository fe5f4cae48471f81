using System.Collections.Frozen;

namespace SteppedCare.Policies;

/// <summary>Core's types that make up the language, by metadata name. What is not here is for the host, and closed to scripts.</summary>
internal static class CoreVocabulary
{
    internal const string Assembly = "SteppedCare.Core";

    internal static FrozenSet<string> Cases { get; } = Names(typeof(Case), typeof(TriageCase), typeof(ReviewCase));

    /// <summary>What a watch looks at; no condition knows it.</summary>
    internal static FrozenSet<string> Watched { get; } = Names(typeof(WatchedCase));

    internal static FrozenSet<string> FactGroups { get; } = Names(typeof(RiskFacts), typeof(AccessFacts));

    internal static FrozenSet<string> FactTypes { get; } = Names(typeof(Truth), typeof(Score), typeof(Count), typeof(Choice<>));

    /// <summary>Lists of words that a script may say.</summary>
    internal static FrozenSet<string> Lists { get; } = Names(
        typeof(Step), typeof(Problem), typeof(DescriptorStatus), typeof(Preference), typeof(TaskKind), typeof(Format), typeof(Flag), typeof(Outcome), typeof(Checklist),
        typeof(InstrumentCode), typeof(CurvePosition));

    internal static FrozenSet<string> Values { get; } = Names(typeof(TimeBox), typeof(Source));

    internal static FrozenSet<string> Language { get; } = Names(
        typeof(Rulebook), typeof(SafetyRuleClause), typeof(SafetyClause), typeof(SafetyTaskClause), typeof(SafetyReasonClause),
        typeof(SteppingRuleClause<,>), typeof(TriageClause), typeof(TriageOutcomeClause), typeof(ReviewClause), typeof(ReviewOutcomeClause),
        typeof(AdjustRuleClause), typeof(AdjustClause), typeof(AdjustReasonClause), typeof(ReasonClause), typeof(WatchRuleClause), typeof(WatchClause), typeof(WatchReasonClause),
        typeof(CurveClause),
        typeof(InvariantBook), typeof(InvariantClause<>), typeof(ExpectationClause));

    /// <summary>Every type of Core that compiled bytes may name.</summary>
    internal static FrozenSet<string> All { get; } =
        new[] { Cases, Watched, FactGroups, FactTypes, Lists, Values, Language, Names(typeof(DecisionView)) }.SelectMany(names => names).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Names(params Type[] types) => types.Select(type => type.Name).ToFrozenSet(StringComparer.Ordinal);
}
