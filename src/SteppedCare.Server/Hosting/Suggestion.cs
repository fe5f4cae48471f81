namespace SteppedCare.Server.Hosting;

/// <summary>Which setting a mistyped name may have meant.</summary>
internal static class Suggestion
{
    /// <summary>A sentence to append; empty when nothing is near.</summary>
    public static string For(string given)
    {
        var (name, distance) = SettingCatalogue.All
            .Select(setting => Fit(setting.Name, given))
            .Select(name => (name, Distance(name.ToUpperInvariant(), given.ToUpperInvariant())))
            .MinBy(pair => pair.Item2);
        return distance <= Math.Max(2, given.Length / 3) ? $" Did you mean {name}?" : "";
    }

    /// <summary>The setting's name with its wild parts filled in from what was given.</summary>
    private static string Fit(string name, string given)
    {
        var theirs = given.Split(':');
        return string.Join(':', name.Split(':').Select((part, i) => part.StartsWith('<') && i < theirs.Length ? theirs[i] : part));
    }

    /// <summary>Edits from one to the other; two neighbouring letters swapped are one.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
