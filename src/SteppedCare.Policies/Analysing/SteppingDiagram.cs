using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// A list of first-match rules as one function of the people in a space: for each, which rule holds first, and whether an unknown one above it would have answered
/// otherwise. Made from the last rule upwards, so that another list that differs in its upper rules only shares the rest.
/// </summary>
internal sealed class SteppingDiagram
{
    private readonly FactSpace _space;
    private readonly DiagramJoin[] _prepend;

    private SteppingDiagram(FactSpace space, ImmutableArray<ModelRule> rules, Ladder ladder, ImmutableArray<int> conditions, ImmutableArray<int> suffixes, DiagramJoin[] prepend)
    {
        (_space, Rules, Ladder, Conditions, Suffixes, _prepend) = (space, rules, ladder, conditions, suffixes, prepend);
    }

    internal ImmutableArray<ModelRule> Rules { get; }

    internal Ladder Ladder { get; }

    /// <summary>Each rule's condition, as a function to false, unknown, true.</summary>
    internal ImmutableArray<int> Conditions { get; }

    /// <summary>What the rules from each place on would answer by themselves; the first of them is the answer.</summary>
    internal ImmutableArray<int> Suffixes { get; }

    /// <summary>For each person the rule that holds first, and whether it stands; see <see cref="WinnerOf"/> and <see cref="Agrees"/>.</summary>
    internal int Answer => Suffixes[0];

    internal static SteppingDiagram Of(FactSpace space, ImmutableArray<ModelRule> rules, Ladder ladder, int view = 0)
    {
        var prepend = rules.Select((_, place) => new DiagramJoin(space.Store, (truth, rest) => Prepend(rules, place, truth, rest), Settled(place))).ToArray();
        return Fold(space, rules, ladder, prepend, [.. rules.Select(rule => space.Diagram(rule.Condition, view))], null);
    }

    /// <summary>The same list, but for some of its conditions.</summary>
    internal SteppingDiagram With(ImmutableArray<ModelRule> rules) => Fold(_space, rules, Ladder, _prepend, [.. rules.Select(rule => _space.Diagram(rule.Condition))], this);

    /// <summary>-1 where none holds.</summary>
    internal static int WinnerOf(int value) => (value >> 1) - 1;

    /// <summary>No unknown rule above would have answered otherwise.</summary>
    internal static bool Agrees(int value) => (value & 1) == 1;

    /// <summary>The value in full, for somebody at that step.</summary>
    internal SteppingAnswer AnswerOf(int value, Step present) => SteppingAnswer.Of(Rules, Ladder, WinnerOf(value), Agrees(value), present);

    private static SteppingDiagram Fold(
        FactSpace space, ImmutableArray<ModelRule> rules, Ladder ladder, DiagramJoin[] prepend, ImmutableArray<int> conditions, SteppingDiagram? known)
    {
        var suffixes = new int[rules.Length + 1];
        suffixes[^1] = space.Store.Leaf(Value(-1, agrees: true));
        var isShared = known is not null;
        for (var place = rules.Length - 1; place >= 0; place--)
        {
            isShared = isShared && conditions[place] == known!.Conditions[place];
            suffixes[place] = isShared ? known!.Suffixes[place] : prepend[place].Of(conditions[place], suffixes[place + 1]);
        }

        return new SteppingDiagram(space, rules, ladder, conditions, [.. suffixes], prepend);
    }

    private static Func<int, int?> Settled(int place) => truth => truth == FactSpace.True ? Value(place, agrees: true) : null;

    private static int Prepend(ImmutableArray<ModelRule> rules, int place, int truth, int rest) => truth switch
    {
        FactSpace.False => rest,
        FactSpace.True => Value(place, agrees: true),
        _ => Value(WinnerOf(rest), Agrees(rest) && WinnerOf(rest) >= 0 && rules[WinnerOf(rest)].HasEffectOf(rules[place])),
    };

    private static int Value(int winner, bool agrees) => ((winner + 1) << 1) | (agrees ? 1 : 0);
}
