using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace SteppedCare.Policies;

/// <summary>What is known of a revision beside its code: its rules with their texts, places, facts and conditions as data. Needs no compiler to be read.</summary>
/// <param name="Digest">Of the script.</param>
/// <param name="LanguageVersion">It is written in.</param>
/// <param name="Kind">Rules or invariants.</param>
/// <param name="Ladder">The steps of a policy.</param>
/// <param name="Rules">In the order of the script.</param>
/// <param name="Numbers">The numbers beside the conditions of a policy, as they stand in the text.</param>
internal sealed record PolicyManifest(
    string Digest, int LanguageVersion, ScriptKind Kind, ImmutableArray<Step> Ladder, ImmutableArray<ManifestRule> Rules, ImmutableArray<NumberReading> Numbers)
{
    internal static PolicyManifest Of(PolicySource source, Rulebook book, CompiledScript script)
    {
        var rules = book.Rules.ToDictionary(rule => (rule.Kind.ToString(), rule.Name));
        return new PolicyManifest(source.Digest, source.LanguageVersion, ScriptKind.Policy, book.Steps.Steps,
        [
            .. script.Readings.Select(reading => rules.TryGetValue((reading.Word, reading.Name), out var rule)
                ? ManifestRule.Of(reading, rule.ConditionText, rule.Reason, rule.Source.Citations)
                : ManifestRule.Of(reading, "", "", [])),
        ],
        script.Numbers);
    }

    internal static PolicyManifest Of(PolicySource source, InvariantBook book, CompiledScript script)
    {
        var invariants = book.Invariants.ToDictionary(invariant => invariant.Name);
        return new PolicyManifest(source.Digest, source.LanguageVersion, ScriptKind.Invariants, [],
            [.. script.Readings.Select(reading => ManifestRule.Of(reading, invariants[reading.Name].ConditionText, invariants[reading.Name].ExpectationText, [invariants[reading.Name].Hazard]))], []);
    }

    /// <summary>The conditions as data, by word and name.</summary>
    internal FrozenDictionary<(string Word, string Name), Formula> Formulas() =>
        Rules.Where(rule => rule.Formula.Length > 0).ToFrozenDictionary(rule => (rule.Word, rule.Name), rule => FormulaText.Read(rule.Formula));

    /// <summary>The rules as they stand in the text.</summary>
    internal ImmutableArray<RuleReading> Readings() => [.. Rules.Select(rule => rule.ToReading())];

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    internal static PolicyManifest FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<PolicyManifest>(bytes) ?? throw new FormatException("An empty manifest.");
}

/// <summary>One rule of a revision.</summary>
/// <param name="Word">Safety, Triage, Review, Adjust, Watch, AtTriage or AtReview.</param>
/// <param name="Name">Its name.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Column">Where it begins.</param>
/// <param name="Condition">As the author wrote it.</param>
/// <param name="Reason">Its reason; of an invariant, its expectation.</param>
/// <param name="Sources">Where it comes from; of an invariant, the hazard.</param>
/// <param name="FactsRead">Numbers of the facts its condition reads.</param>
/// <param name="Formula">Its condition as data; empty where it has none.</param>
/// <param name="Length">Characters of its first words.</param>
/// <param name="Places">Where each part of the condition stands, each before the parts that it joins.</param>
internal sealed record ManifestRule(
    string Word, string Name, int Line, int Column, string Condition, string Reason, ImmutableArray<string> Sources, ImmutableArray<int> FactsRead, string Formula,
    int Length, ImmutableArray<TextPlace> Places)
{
    internal static ManifestRule Of(RuleReading reading, string condition, string reason, ImmutableArray<string> sources) => new(
        reading.Word, reading.Name, reading.Line, reading.Column, condition, reason, sources,
        [.. reading.Formula?.FactsRead().Select(fact => (int)fact.Number) ?? []],
        reading.Formula is { } formula ? FormulaText.Write(formula) : "", reading.Length, reading.Places);

    internal RuleReading ToReading() => new(Word, Name, Line, Column, Formula.Length == 0 ? null : FormulaText.Read(Formula), Length) { Places = Places };
}
