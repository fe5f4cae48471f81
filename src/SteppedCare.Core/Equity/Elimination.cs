namespace SteppedCare;

/// <summary>
/// Which unknowns have but one value that a set of equations allows, whatever the equations come to. By elimination in whole numbers modulo a prime: of times as
/// small as 1 and −1 it finds what fractions would, without growing.
/// </summary>
internal static class Elimination
{
    private const long Prime = int.MaxValue;

    /// <param name="equations">For each, how many times it has which unknown.</param>
    internal static IEnumerable<T> Following<T>(IEnumerable<IEnumerable<(T Unknown, int Times)>> equations)
        where T : notnull
    {
        var places = new Dictionary<T, int>();
        var unknowns = new List<T>();
        var sparse = equations.Select(equation => equation.Select(each => (PlaceOf(each.Unknown), each.Times)).ToList()).Where(equation => equation.Count > 0).ToList();
        var rows = sparse.Select(equation => Row(equation, unknowns.Count)).ToList();
        Reduce(rows, unknowns.Count);
        return rows.Select(SingleOf).OfType<int>().Select(place => unknowns[place]);

        int PlaceOf(T unknown)
        {
            if (places.TryAdd(unknown, unknowns.Count))
            {
                unknowns.Add(unknown);
            }

            return places[unknown];
        }
    }

    private static long[] Row(List<(int Place, int Times)> equation, int length)
    {
        var row = new long[length];
        foreach (var (place, times) in equation)
        {
            row[place] = (row[place] + times + Prime) % Prime;
        }

        return row;
    }

    // Afterwards every leading unknown stands in one row alone.
    private static void Reduce(List<long[]> rows, int unknowns)
    {
        var done = 0;
        for (var column = 0; column < unknowns && done < rows.Count; column++)
        {
            var found = rows.FindIndex(done, row => row[column] != 0);
            if (found < 0)
            {
                continue;
            }

            (rows[done], rows[found]) = (rows[found], rows[done]);
            var leading = rows[done];
            Scale(leading, InverseOf(leading[column]));
            foreach (var row in rows.Where(row => row != leading && row[column] != 0))
            {
                Add(row, leading, Prime - row[column]);
            }

            done++;
        }
    }

    private static void Scale(long[] row, long times)
    {
        for (var place = 0; place < row.Length; place++)
        {
            row[place] = row[place] * times % Prime;
        }
    }

    private static void Add(long[] row, long[] other, long times)
    {
        for (var place = 0; place < row.Length; place++)
        {
            row[place] = (row[place] + (other[place] * times)) % Prime;
        }
    }

    // Fermat: to the power of the prime less two.
    private static long InverseOf(long number)
    {
        var inverse = 1L;
        for (var power = Prime - 2; power > 0; power >>= 1)
        {
            inverse = (power & 1) == 1 ? inverse * number % Prime : inverse;
            number = number * number % Prime;
        }

        return inverse;
    }

    // The only unknown of a row; null where it has more, or none.
    private static int? SingleOf(long[] row)
    {
        var first = Array.FindIndex(row, times => times != 0);
        return first >= 0 && Array.FindIndex(row, first + 1, times => times != 0) < 0 ? first : null;
    }
}
