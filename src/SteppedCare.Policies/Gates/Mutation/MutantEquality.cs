using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Proves that a mutant is none: whatever is known of a person, each changed condition says what it said before.</summary>
internal static class MutantEquality
{
    // Conditions read few facts with few numbers each; beyond this nothing is claimed.
    private const long MostPeople = 200_000;

    internal static bool IsProven(PolicyRevision revision, Mutant mutant)
    {
        if (mutant.Number is not null)
        {
            return false;
        }

        var rules = revision.Book.Rules.ToList();
        var formulas = revision.Manifest.Formulas();
        return mutant.Conditions.All(changed => SayTheSame(formulas[(rules[changed.Rule].Kind.ToString(), rules[changed.Rule].Name)], changed.Formula));
    }

    private static bool SayTheSame(Formula one, Formula other)
    {
        var facts = one.FactsRead().Union(other.FactsRead()).ToImmutableArray();
        var values = facts.Select(fact => ValuesOf(fact, one, other)).ToImmutableArray();
        return values.Aggregate(1L, (people, each) => Math.Min(people * each.Length, MostPeople + 1)) <= MostPeople && Agree(one, other, facts, values, 0, new Facts());
    }

    private static bool Agree(Formula one, Formula other, ImmutableArray<FactRow> facts, ImmutableArray<ImmutableArray<int>> values, int depth, Facts person)
    {
        if (depth == facts.Length)
        {
            return one.Ask(person).Code == other.Ask(person).Code;
        }

        foreach (var value in values[depth])
        {
            person[facts[depth].Number] = value;
            if (!Agree(one, other, facts, values, depth + 1, person))
            {
                return false;
            }
        }

        return true;
    }

    // Unknown, and one value of each stretch that neither formula divides.
    private static ImmutableArray<int> ValuesOf(FactRow fact, Formula one, Formula other) =>
    [
        .. one.Leaves().Concat(other.Leaves()).OfType<Formula.Test>().Where(test => test.Fact == fact)
            .SelectMany(test => test.Runs)
            .SelectMany(run => new[] { run.From, run.To == int.MaxValue ? int.MaxValue : run.To + 1 })
            .Where(value => value > fact.Least && value <= fact.Most)
            .Append(fact.Least).Append(FactCode.Unknown)
            .Distinct(),
    ];
}
