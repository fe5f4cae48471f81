namespace SteppedCare.Policies;

/// <summary>Which facts go together in one person, group by group: each a set of people, found by running the production fact code.</summary>
internal static class Relations
{
    internal static IEnumerable<int> Of(FactSpace space)
    {
        for (var view = 0; view < space.Norms.Length; view++)
        {
            yield return ScoreRelation.Of(space, view);
        }

        yield return Item9Relation.Of(space);
    }
}
