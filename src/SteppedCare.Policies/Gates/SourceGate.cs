using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace SteppedCare.Policies;

/// <summary>
/// Every rule, and every number that people are measured by, says why it is so and where that comes from. That there are words the fences see to; here they are
/// held to say something.
/// </summary>
internal static partial class SourceGate
{
    // What the last fence says of a rule without a reason or a source: it is this gate's business too, though nothing was compiled.
    private static readonly ImmutableArray<string> s_fenced = ["SC060", "SC061", "SC062"];

    internal static GateAnswer Ask(GateSubject subject)
    {
        if (subject.Revision is not { } revision)
        {
            ImmutableArray<GateFinding> fenced =
                [.. subject.Compiled.Refusals.Where(refusal => s_fenced.Contains(refusal.Code)).Select(refusal => CompileGate.Finding(PolicyLibrary.ScriptName, refusal))];
            return fenced.IsEmpty ? GateAnswer.NotRun("The script does not compile.") : GateAnswer.Failed($"{Counted.Of(fenced.Length, "rule")} without a reason or a source.", fenced);
        }

        var places = subject.Readings.ToDictionary(reading => (reading.Word, reading.Name), reading => reading.Place);
        ImmutableArray<GateFinding> findings =
        [
            .. revision.Book.Rules.SelectMany(rule => OfRule(rule, places[(rule.Kind.ToString(), rule.Name)])),
            .. Norms(revision.Book).SelectMany(norm => OfSource(norm.Source, new TextPlace(norm.Line, 1, 0), "This number")),
        ];
        var sources = revision.Book.Rules.Select(rule => rule.Source).Concat(Norms(revision.Book).Select(norm => norm.Source)).ToList();
        var judgements = sources.Count(source => source.IsJudgement);
        var counts = $"{Counted.Of(revision.Book.Rules.Count(), "rule")} and {Counted.Of(Norms(revision.Book).Count(), "number")} that people are measured by: "
            + $"{sources.Count - judgements} by a guideline or study, {judgements} by judgement.";
        return findings.IsEmpty ? GateAnswer.Passed(counts) : GateAnswer.Failed($"{Counted.Of(findings.Length, "reason or source")} without substance. {counts}", findings);
    }

    private static IEnumerable<(Source Source, int Line)> Norms(Rulebook book) =>
        book.CasenessRules.Concat(book.ReliableChangeRules).Concat(book.FallbackRules).Select(norm => (norm.Source, norm.Line)).Concat(book.Curves.Select(curve => (curve.Source, curve.Line)));

    private static IEnumerable<GateFinding> OfRule(Rule rule, TextPlace place)
    {
        if (SaysNothing(rule.Reason) || Letters(rule.Reason) == Letters(rule.Name))
        {
            yield return Finding(place, GateCodes.EmptyWords, $"'{rule.Name}' gives '{rule.Reason}' for its reason.", "Say in a line that a person can be told why this is done.");
        }

        foreach (var finding in OfSource(rule.Source, place, $"'{rule.Name}'"))
        {
            yield return finding;
        }
    }

    private static IEnumerable<GateFinding> OfSource(Source source, TextPlace place, string who)
    {
        foreach (var text in source.Texts.Where(SaysNothing))
        {
            yield return Finding(place, GateCodes.EmptyWords, $"{who} gives '{text}' for its source.", "Name the guideline or study, or where the clinic's own reasoning is written down.");
        }

        if (!source.IsJudgement && source.Texts.Any(text => OwnReasoning().IsMatch(text)))
        {
            yield return Finding(place, GateCodes.NotASource, $"{who} cites its own reasoning as a guideline or study.", "Write Judgement(...) in place of Source(...).");
        }
    }

    private static GateFinding Finding(TextPlace place, string code, string message, string suggestion) =>
        new(PolicyLibrary.ScriptName, place.Line, place.Column, place.Length, code, message, suggestion);

    private static bool SaysNothing(string text) => Letters(text).Length < 3 || Placeholder().IsMatch(text);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    [GeneratedRegex(@"^\W*(todo|tbc|tbd|fixme|xxx+|n/?a|none|unknown|placeholder|lorem ipsum)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(judgement|judgment|our own|in-house|local opinion|expert opinion)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnReasoning();
}
