using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SteppedCare.Policies;

/// <summary>Makes somebody out of a way through the diagrams, and writes them down as a case that expects what the compiled policy answers now.</summary>
internal static class Witnesses
{
    /// <summary>The facts of somebody who is on these branches; where the way says nothing, what was never told.</summary>
    internal static Facts FactsOf(FactSpace space, IReadOnlyDictionary<int, int> way, int view = 0)
    {
        var facts = new Facts();
        foreach (var variable in space.Variables.Where(variable => space.Find(variable.Fact.Number, view) == variable))
        {
            var branch = way.TryGetValue(variable.Number, out var taken) ? taken : variable.BranchOf(FactCode.Unknown);
            facts[variable.Fact.Number] = variable.ValueOf(branch);
        }

        return facts;
    }

    /// <summary>Somebody who can be, as an entry of cases.yaml that says what the policy does now.</summary>
    /// <param name="revision">Whose answer is expected.</param>
    /// <param name="call">At which question.</param>
    /// <param name="person">Who.</param>
    /// <param name="view">By which of the norms.</param>
    /// <param name="name">Of the case.</param>
    internal static Counterexample ExampleOf(PolicyRevision revision, DecisionCall call, ToldPerson person, int view, string name) =>
        new(person.Facts[view], CaseOf(revision, call, person.Facts[view], person.Events, name));

    /// <summary>Facts of which nobody was found who has them, as an entry of cases.yaml.</summary>
    internal static Counterexample ExampleOf(PolicyRevision revision, DecisionCall call, Facts facts, string name) =>
        new(facts, CaseOf(revision, call, facts, $"    facts: {FactsText.Of(facts)}\n", name));

    private static string CaseOf(PolicyRevision revision, DecisionCall call, Facts facts, string told, string name)
    {
        var decision = revision.Explainer.Explain(revision.Evaluator.Evaluate(facts, call), facts);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"  - name: {Quoted(name)}\n    call: {call.ToString().ToLowerInvariant()}\n{told}    expect:\n");
        foreach (var what in ImmutableArray.Create("rule", "outcome", "step", "provisional", "provisional_step", "tasks", "missing"))
        {
            var actual = ExpectationReader.Actual(decision, what);
            var isList = what is "tasks" or "missing";
            if (isList ? actual != "none" : actual is not ("none" or "None") || what == "rule")
            {
                text.Append(CultureInfo.InvariantCulture, $"      {what}: {(isList ? $"[{actual}]" : actual)}\n");
            }
        }

        return text.ToString();
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal)}\"";
}
