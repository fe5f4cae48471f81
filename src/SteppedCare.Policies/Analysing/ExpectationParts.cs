using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace SteppedCare.Policies;

/// <summary>
/// What of a decision an expectation looks at, read off its text, which is the compiler's and not the author's to give. The fewer, the fewer kinds of decision must be
/// told apart; a word that is not known here has all of them told apart.
/// </summary>
/// <param name="Answer">The recommendation.</param>
/// <param name="Works">Tasks, flags and formats.</param>
/// <param name="Facts">Facts that show as a flag by themselves.</param>
internal sealed partial record ExpectationParts(bool Answer, ImmutableArray<Work> Works, ImmutableArray<Formula> Facts)
{
    // As the explainer shows them.
    private static readonly ImmutableArray<(Flag Flag, FactNumber Fact, int Value)> s_factual =
    [
        (Flag.ProRated, FactNumber.ProRated, 1), (Flag.RoundedScore, FactNumber.RoundedScore, 1), (Flag.UnverifiedMeasure, FactNumber.PairUnverified, 1),
        (Flag.StaleBaseline, FactNumber.BaselineStale, 1), (Flag.PairChanged, FactNumber.PairChanged, 1), (Flag.Unpaired, FactNumber.Unpaired, 1),
        (Flag.ConflictingChange, FactNumber.ConflictingChange, 1), (Flag.StartedBelowCaseness, FactNumber.StartedAtCaseness, 0),
    ];

    internal static ExpectationParts Of(string text, PolicyModel model)
    {
        var answer = false;

        // A name could be written in other ways than plainly, and what a function of the author's looks at does not stand here.
        var all = text.AsSpan().ContainsAny('\\', '@', '/');
        var decision = Words().Match(text).Groups[1].Value;
        var works = new HashSet<Work>();
        var facts = new List<Formula>();
        foreach (Match word in Words().Matches(text))
        {
            var argument = word.Groups[2].Value;
            switch (word.Groups[1].Value)
            {
                case nameof(DecisionView.RiskFirst):
                    works.Add(new Work(WorkKind.RiskFirst, 0));
                    AddFlag(Flag.RiskFirst);
                    break;
                case nameof(DecisionView.Raises) when Enum.TryParse<TaskKind>(argument, out var task):
                    works.Add(new Work(WorkKind.Task, (int)task));
                    break;
                case nameof(DecisionView.RaisesAnything):
                    works.UnionWith(Work.Of(model).Where(work => work.Kind == WorkKind.Task));
                    break;
                case nameof(DecisionView.Flags) when Enum.TryParse<Flag>(argument, out var flag):
                    AddFlag(flag);
                    break;
                case nameof(DecisionView.Excludes) or nameof(DecisionView.Prefers) when Enum.TryParse<Format>(argument, out var format):
                    works.Add(new Work(WorkKind.Exclude, (int)format));
                    works.Add(new Work(WorkKind.Prefer, (int)format));
                    break;
                case nameof(DecisionView.IsDecided) or nameof(DecisionView.IsHuman) or nameof(DecisionView.Recommends) or nameof(DecisionView.LeansTo)
                    or nameof(DecisionView.EntersAtLeast) or nameof(DecisionView.LeadsToAtLeast) or nameof(DecisionView.Offers):
                    answer = true;
                    break;
                case var other when other != decision:
                    all = true;
                    break;
            }
        }

        return all ? new(true, [.. Work.Of(model)], [.. s_factual.Select(TestOf)]) : new(answer, [.. works], [.. facts]);

        void AddFlag(Flag flag)
        {
            works.Add(new Work(WorkKind.Flag, (int)flag));
            answer |= model.Triage.Concat(model.Review).Any(rule => rule.Flags.Contains(flag));
            facts.AddRange(s_factual.Where(factual => factual.Flag == flag).Select(TestOf));
        }
    }

    private static Formula.Test TestOf((Flag Flag, FactNumber Fact, int Value) factual) => new(FactTable.Of(factual.Fact), [new Run(factual.Value, factual.Value)]);

    // "Raises(SameDay)": a name, and the last name of its argument where it has one.
    [GeneratedRegex(@"(\w+)(?:\s*\(\s*(?:\w+\s*\.\s*)*(\w+)\s*\))?")]
    private static partial Regex Words();
}
