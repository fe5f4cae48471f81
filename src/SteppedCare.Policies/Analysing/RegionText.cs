namespace SteppedCare.Policies;

/// <summary>A set of people told in a few lines, given the larger set that they are told apart within.</summary>
internal static class RegionText
{
    private const int MostLines = 4;

    /// <param name="space">Where both sets live.</param>
    /// <param name="region">Whom the words are about.</param>
    /// <param name="within">Whom they are chosen among.</param>
    /// <param name="telling">The facts that tell most, such as those of the rule that changed: let go of last.</param>
    internal static string Of(FactSpace space, int region, int within, IReadOnlySet<FactNumber> telling)
    {
        var others = space.Both.Of(within, space.Map(region, value => 1 - value));
        var order = space.Variables
            .OrderBy(variable => telling.Contains(variable.Fact.Number))
            .ThenByDescending(variable => variable.Fact.Absence is Absence.Derived or Absence.Seldom)
            .ThenByDescending(variable => variable.Number)
            .Select(variable => variable.Number)
            .ToList();
        var lines = new List<string>();
        for (var left = region; lines.Count < MostLines && DiagramSearch.Find(space.Store, [left], values => values[0] == 1) is { } way;)
        {
            var box = Box.Of(space, way);
            box.Widen(order, others);
            left = box.Without(left);
            box.Trim(within);
            lines.Add(box.ToString());
            if (lines.Count == MostLines && DiagramSearch.Find(space.Store, [left], values => values[0] == 1) is not null)
            {
                lines.Add("and others");
            }
        }

        return string.Join("; ", lines);
    }
}
