using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Facts drawn at random, most known, some not. The same seed gives the same people. Each fact is drawn by itself, so that some people could not be:
/// what holds for all of them holds for the possible ones.
/// </summary>
internal sealed class RandomFacts(int seed)
{
    private const double ShareUnknown = 0.12;
    private const double ShareYesOfRare = 0.15;
    private const int MostDrawnCount = 40;

    private static readonly ImmutableArray<FactRow> s_triage = [.. FactTable.RowsOf(typeof(TriageCase))];

    private static readonly ImmutableArray<FactRow> s_review = [.. FactTable.RowsOf(typeof(ReviewCase))];

    private readonly Random _random = new(seed);

    internal Facts Next(DecisionCall call)
    {
        var facts = new Facts();
        foreach (var row in call == DecisionCall.Triage ? s_triage : s_review)
        {
            if (_random.NextDouble() >= ShareUnknown)
            {
                facts[row.Number] = Draw(row);
            }
        }

        return facts;
    }

    private int Draw(FactRow row) => row.Kind switch
    {
        // What is stated or seldom so is mostly not there; were it a coin, nearly everybody would be out of scope or in danger.
        FactKind.Truth when row.Absence is Absence.Stated or Absence.Seldom => _random.NextDouble() < ShareYesOfRare ? 1 : 0,
        FactKind.Truth => _random.Next(2),
        FactKind.Choice => _random.Next(row.Least, row.Most + 1),

        // Counts reach far beyond what any rule asks for; half are drawn where rules look.
        FactKind.Count when row.Most > MostDrawnCount && _random.Next(2) == 0 => _random.Next(row.Least, MostDrawnCount + 1),
        _ => _random.Next(row.Least, row.Most + 1),
    };
}
