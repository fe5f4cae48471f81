using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Item 9 beside the total it is part of, the answer before, and what follows from both: every pair of PHQ-9s through the production code.</summary>
internal static class Item9Relation
{
    private const int Others = 24;

    private static readonly DateOnly s_today = new(2026, 1, 5);

    // Each a total and its item 9, answered or left out, as the production scoring has them; with one standing for all that came before.
    private static readonly ImmutableArray<Facts> s_people = [.. People()];

    internal static int Of(FactSpace space)
    {
        var read = new[] { FactNumber.Phq9, FactNumber.Item9, FactNumber.LastAnsweredItem9, FactNumber.Item9Rise }.Select(fact => space.Find(fact)).OfType<FactVariable>().ToList();
        if (read.Count < 2)
        {
            return space.Store.Leaf(1);
        }

        return SetOf(space, read, s_people.Select(facts => read.OrderBy(variable => variable.Number).Select(variable => variable.BranchOf(facts[variable.Fact.Number])).ToArray()));
    }

    /// <summary>The set of those who are on one of these rows of branches; the variables in the order of the diagrams.</summary>
    internal static int SetOf(FactSpace space, IEnumerable<FactVariable> variables, IEnumerable<int[]> rows)
    {
        FactVariable[] ordered = [.. variables.OrderBy(variable => variable.Number)];
        return Of(0, [.. rows]);

        int Of(int place, List<int[]> left)
        {
            if (place == ordered.Length || left.Count == 0)
            {
                return space.Store.Leaf(left.Count == 0 ? 0 : 1);
            }

            var byBranch = left.ToLookup(row => row[place]);
            Span<int> branches = stackalloc int[ordered[place].Width];
            for (var branch = 0; branch < branches.Length; branch++)
            {
                branches[branch] = Of(place + 1, [.. byBranch[branch]]);
            }

            return space.Store.Test(ordered[place].Number, branches);
        }
    }

    private static IEnumerable<Facts> People()
    {
        yield return FactsOf([], []);
        ScoreRecorded[] before = [Phq9(0, null), .. Enumerable.Range(0, 4).Select(answer => Phq9(answer, answer))];
        foreach (var now in Present())
        {
            yield return FactsOf([], now);
            foreach (var earlier in before)
            {
                yield return FactsOf([earlier], now);
            }
        }

        // Completed twice on one day: the total is the one's and item 9 the other's.
        foreach (var total in Enumerable.Range(0, Others + 4))
        {
            foreach (var now in Enumerable.Range(0, 4).Select(Unfinished))
            {
                yield return FactsOf([], Phq9(total, null), now);
                foreach (var earlier in before)
                {
                    yield return FactsOf([earlier], Phq9(total, null), now);
                }
            }
        }
    }

    private static IEnumerable<ScoreRecorded> Present()
    {
        for (var total = 0; total <= Others + 3; total++)
        {
            yield return Phq9(total, null);
            for (var answer = Math.Max(0, total - Others); answer <= Math.Min(3, total); answer++)
            {
                yield return Phq9(total, answer);
            }
        }

        // More left out than may be, with and without the item on risk.
        yield return new ScoreRecorded(InstrumentCode.Phq9, [.. Enumerable.Repeat(ItemAnswer.Unanswered, 9)], null);
        for (var answer = 0; answer <= 3; answer++)
        {
            yield return Unfinished(answer);
        }
    }

    private static ScoreRecorded Unfinished(int answer) => new(InstrumentCode.Phq9, [.. Enumerable.Repeat(ItemAnswer.Unanswered, 8), ItemAnswer.Of(answer)], null);

    private static ScoreRecorded Phq9(int total, int? item9)
    {
        if (item9 is not { } answer)
        {
            return new ScoreRecorded(InstrumentCode.Phq9, [], total * FactCode.Thousand);
        }

        var rest = total - answer;
        return new ScoreRecorded(
            InstrumentCode.Phq9, [.. Enumerable.Range(0, 8).Select(place => ItemAnswer.Of(Math.Clamp(rest - (3 * place), 0, 3))), ItemAnswer.Of(answer)], null);
    }

    private static Facts FactsOf(ImmutableArray<ScoreRecorded> before, params ImmutableArray<ScoreRecorded> today)
    {
        var facts = new Facts();
        var events = before.Concat(today).Select((score, place) => new HistoryEvent(
            $"{place}", new ToldAt(1, place), new ToldAt(1, place), s_today.AddDays(7 * Math.Min(place - before.Length, 0)), null, score));
        ScoreFacts.Add(facts, new Questionnaires([.. events]), Norms.Published, s_today);
        return facts;
    }
}
