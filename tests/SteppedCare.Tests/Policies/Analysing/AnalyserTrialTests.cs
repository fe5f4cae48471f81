using System.Collections.Immutable;
using System.Globalization;
using SteppedCare.Policies;
using Xunit.Abstractions;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>
/// The analyser against untidy people whom the production fact code makes out of random histories: whatever the engine does with one of them, the analyser has found;
/// and whoever the analyser shows does by the engine what it says.
/// </summary>
public sealed class AnalyserTrialTests(ITestOutputHelper output)
{
    /// <summary>How many policies are written and tried; eng/long analyser sets it.</summary>
    private const string Policies = "STEPPEDCARE_POLICIES";

    private const int FewPolicies = 8;
    private const int People = 1_200;
    private const int Pairs = 300;

    private static readonly ImmutableArray<InstrumentCode> s_asked = [InstrumentCode.Phq9, InstrumentCode.Gad7, InstrumentCode.Wsas];

    private static readonly RandomHistories s_histories = new(seed: 23);

    private static readonly Lazy<ImmutableArray<Facts>> s_people = new(() =>
        [.. Enumerable.Range(0, People).Select(_ => s_histories.Next()).Select(events => RandomHistories.FactsOf(events, Norms.Published))]);

    private static readonly Lazy<ImmutableArray<(InstrumentCode Worse, Facts One, Facts Other)>> s_pairs = new(() =>
        [.. s_asked.SelectMany(code => Enumerable.Range(0, Pairs).Select(_ => s_histories.NextTwo(code))
            .Select(two => (code, RandomHistories.FactsOf(two.One, Norms.Published), RandomHistories.FactsOf(two.Other, Norms.Published))))]);

    private int _claims;
    private int _shown;

    [Fact]
    public void It_finds_what_people_show_and_shows_people_who_do_it()
    {
        var policies = int.TryParse(Environment.GetEnvironmentVariable(Policies), NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? many : FewPolicies;
        for (var seed = 0; seed < policies; seed++)
        {
            var random = new RandomPolicies(seed);
            var (rules, claims) = (random.Rules(), random.Invariants());
            using var trial = new Trial(rules, random.Changed(rules), claims);
            AssertFound(trial);
            AssertDone(trial);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{policies} policies; {_shown} of {_claims} faults, breaches and regions were shown by somebody who can be."));
        Assert.True(_claims > policies && _shown > _claims / 2, $"{_shown} of {_claims} were shown.");
    }

    private static void AssertFound(Trial trial)
    {
        foreach (var call in new[] { DecisionCall.Triage, DecisionCall.Review })
        {
            foreach (var person in s_people.Value.Select(facts => facts.Only(FactBuilder.SeenBy(call))))
            {
                var (ruling, changed) = (trial.Before.Evaluator.Evaluate(person, call), trial.After.Evaluator.Evaluate(person, call));
                AssertFindings(trial, call, ruling, person);
                AssertRegion(trial, call, ruling, changed, person);
                AssertVerdicts(trial, call, ruling, person);
            }
        }

        foreach (var verdict in trial.Report.Invariants.Where(verdict => verdict.Holds && verdict.Name.StartsWith("worse", StringComparison.Ordinal)))
        {
            var worse = trial.Invariants.Invariants.Single(invariant => invariant.Name == verdict.Name).Questionnaire;
            Assert.All(s_pairs.Value.Where(pair => pair.Worse == worse), pair => Assert.False(
                ClaimQuestions.IsBroken(ClaimKind.Worsening, trial.Before.Evaluator.Evaluate(pair.One, verdict.Call), trial.Before.Evaluator.Evaluate(pair.Other, verdict.Call)),
                $"'{verdict.Name}' is broken by {FactsText.Of(pair.One)} and {FactsText.Of(pair.Other)} of\n{trial.Text}"));
        }
    }

    private static void AssertFindings(Trial trial, DecisionCall call, Ruling ruling, Facts person)
    {
        var rule = Trial.NameOf(trial.Before, call, ruling.Rule);
        var silent = trial.Report.Findings.Where(finding => finding.Call == call && finding.Rule == rule && rule.Length > 0)
            .Where(finding => finding.Kind == FindingKind.UnreachableRule || (finding.Kind == FindingKind.OnlyProvisional && ruling.Outcome is not (Outcome.InsufficientData or Outcome.Indeterminate)));
        Assert.True(!silent.Any(), $"'{rule}' answers {FactsText.Of(person)} in\n{trial.Text}");
        if (ruling.Outcome == Outcome.Indeterminate)
        {
            Assert.True(trial.Report.Findings.Any(finding => finding.Kind == FindingKind.Gap && finding.Call == call), $"Nobody answers {FactsText.Of(person)} in\n{trial.Text}");
        }
    }

    private static void AssertRegion(Trial trial, DecisionCall call, Ruling ruling, Ruling changed, Facts person)
    {
        var (was, now) = (Trial.NameOf(trial.Before, call, ruling.Rule), Trial.NameOf(trial.After, call, changed.Rule));
        if ((was, ruling.Outcome, ruling.Step) != (now, changed.Outcome, changed.Step))
        {
            Assert.True(
                trial.Comparison.Regions.Any(region => region.Call == call && region.RuleBefore == was && region.RuleAfter == now),
                $"'{was}' and '{now}' answer {FactsText.Of(person)}, which no region says, in\n{trial.Text}");
        }

        if (call == DecisionCall.Triage && (ruling.Raised != changed.Raised || ruling.Unanswered != changed.Unanswered))
        {
            Assert.True(trial.Comparison.Regions.Any(region => region.Call == DecisionCall.None), $"Other work for {FactsText.Of(person)} in\n{trial.Text}");
        }
    }

    private static void AssertVerdicts(Trial trial, DecisionCall call, Ruling ruling, Facts person)
    {
        Case asked = call == DecisionCall.Triage ? new TriageCase(person) : new ReviewCase(person);
        foreach (var invariant in trial.Invariants.Invariants.Where(invariant => invariant.Call == call && invariant.Claim == ClaimKind.None && invariant.Condition(asked).IsTrue))
        {
            var isKept = invariant.Expectation!(trial.Before.Explainer.View(trial.Before.Explainer.Explain(ruling, person)));
            Assert.True(isKept || !trial.Report.Invariants.Single(verdict => verdict.Name == invariant.Name).Holds, $"'{invariant.Name}' is broken by {FactsText.Of(person)} in\n{trial.Text}");
        }
    }

    private void AssertDone(Trial trial)
    {
        foreach (var finding in trial.Report.Findings.Where(finding => finding.Kind == FindingKind.Gap))
        {
            Count(finding.Certainty);
            if (finding.Certainty == Certainty.Shown)
            {
                Assert.Equal(Outcome.Indeterminate, Shipped.AssertRuns(finding.Example, trial.Before).Outcome);
            }
        }

        foreach (var verdict in trial.Report.Invariants.Where(verdict => !verdict.Holds))
        {
            Count(verdict.Certainty);
            if (verdict.Certainty == Certainty.Shown && verdict.Neighbour is not null)
            {
                Shipped.AssertRuns(verdict.Example, trial.Before);
                Shipped.AssertRuns(verdict.Neighbour, trial.Before);
                Assert.True(ClaimQuestions.IsBroken(
                    ClaimKind.Worsening, trial.Before.Evaluator.Evaluate(verdict.Example!.Facts, verdict.Call), trial.Before.Evaluator.Evaluate(verdict.Neighbour.Facts, verdict.Call)));
            }
            else if (verdict.Certainty == Certainty.Shown)
            {
                Shipped.AssertBreaks(verdict, trial.Invariants, trial.Before);
            }
        }

        foreach (var region in trial.Comparison.Regions.Where(region => region.Certainty != Certainty.Proven))
        {
            Count(region.Certainty);
            if (region.Certainty == Certainty.Shown)
            {
                Shipped.AssertRuns(region.Example, trial.After);
            }
        }
    }

    private void Count(Certainty certainty)
    {
        _claims++;
        _shown += certainty == Certainty.Shown ? 1 : 0;
    }

    private sealed class Trial : IDisposable
    {
        internal Trial(List<string> rules, List<string> changed, string claims)
        {
            Text = $"{string.Join('\n', rules)}\n{claims}";
            (Before, After) = (RandomPolicies.Compile(rules), RandomPolicies.Compile(changed));
            var load = InvariantSet.Load(new PolicySource("invariants.csx", claims), cache: null);
            Assert.True(load.Set is not null, string.Join('\n', load.Refusals));
            Invariants = load.Set;
            Report = PolicyAnalyser.Analyse(Before, Invariants);
            Comparison = PolicyAnalyser.Compare(Before, After);
            Assert.True(Report.Complete && Comparison.Complete, Text);
        }

        internal string Text { get; }

        internal PolicyRevision Before { get; }

        internal PolicyRevision After { get; }

        internal InvariantSet Invariants { get; }

        internal AnalysisReport Report { get; }

        internal Comparison Comparison { get; }

        internal static string NameOf(PolicyRevision revision, DecisionCall call, int rule) =>
            rule < 0 ? "" : call == DecisionCall.Triage ? revision.Book.TriageRules[rule].Name : revision.Book.ReviewRules[rule].Name;

        public void Dispose()
        {
            Invariants.Dispose();
            Before.Retire();
            After.Retire();
        }
    }
}
