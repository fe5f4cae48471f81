namespace SteppedCare.Policies;

/// <summary>People told in words, fact by fact.</summary>
internal static class BoxText
{
    // So many "no" are told together.
    private const int FewAbsent = 3;

    internal static string Of(FactSpace space, Box box)
    {
        var told = space.Variables.Where(variable => !box.IsFree(variable.Number)).Select(variable => (Variable: variable, Text: Of(variable, box))).ToList();
        var absent = told.Where(each => each.Variable.Fact.Kind == FactKind.Truth && each.Text == $"{each.Variable.Fact.Name} no").Select(each => each.Variable.Fact.Name).ToList();
        var parts = told.Select(each => each.Text).Where(text => absent.Count < FewAbsent || !absent.Any(name => text == $"{name} no")).ToList();
        if (absent.Count >= FewAbsent)
        {
            parts.Add($"none of {string.Join(", ", absent)}");
        }

        return parts.Count == 0 ? "everybody" : string.Join(" and ", parts);
    }

    private static string Of(FactVariable variable, Box box)
    {
        var allowed = Enumerable.Range(0, variable.Width).Where(branch => box.Allows(variable.Number, branch)).ToList();
        var name = variable.Fact.Name;
        var known = allowed.Where(branch => branch != variable.Unknown).ToList();
        var isUnknownIn = allowed.Contains(variable.Unknown);
        if (known.Count == 0)
        {
            return $"{name} unknown";
        }

        if (known.Count == variable.Runs.Length)
        {
            return $"{name} known";
        }

        var refused = Enumerable.Range(0, variable.Runs.Length).Except(known).ToList();
        var text = variable.Fact.Kind switch
        {
            FactKind.Truth => $"{name} {variable.Fact.Show(variable.Runs[known[0]][0].From)}",
            FactKind.Choice when ValuesOf(variable, refused) is { Count: 1 } one => $"{name} not {variable.Fact.Show(one[0])}",
            FactKind.Choice => $"{name} {string.Join(" or ", ValuesOf(variable, known).Select(variable.Fact.Show))}",
            _ => $"{name} {string.Join(" or ", Runs(variable, known).Select(run => Range(variable.Fact, run)))}",
        };
        return isUnknownIn ? $"{text} or unknown" : variable.Unknown >= 0 && text.Contains(" not ", StringComparison.Ordinal) ? $"{text} and known" : text;
    }

    private static string Range(FactRow fact, Run run) => (run.From == fact.Least, run.To == fact.Most) switch
    {
        _ when run.From == run.To => fact.Show(run.From),
        (true, false) => $"up to {fact.Show(run.To)}",
        (false, true) => $"from {fact.Show(run.From)}",
        _ => $"{fact.Show(run.From)} to {fact.Show(run.To)}",
    };

    private static List<int> ValuesOf(FactVariable variable, IEnumerable<int> branches) =>
        [.. branches.SelectMany(branch => variable.Runs[branch]).SelectMany(run => Enumerable.Range(run.From, run.To - run.From + 1)).Order()];

    // Runs that lie side by side are one.
    private static List<Run> Runs(FactVariable variable, IEnumerable<int> branches)
    {
        var runs = new List<Run>();
        foreach (var run in branches.SelectMany(branch => variable.Runs[branch]).OrderBy(run => run.From))
        {
            if (runs.Count > 0 && runs[^1].To == run.From - 1)
            {
                runs[^1] = runs[^1] with { To = run.To };
            }
            else
            {
                runs.Add(run);
            }
        }

        return runs;
    }
}
