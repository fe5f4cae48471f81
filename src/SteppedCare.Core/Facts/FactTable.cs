using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;

namespace SteppedCare;

/// <summary>How a fact's whole number is to be read.</summary>
internal enum FactKind
{
    Score,
    Count,
    Truth,
    Choice,
}

/// <summary>One row of the table of facts.</summary>
/// <param name="Number">Its place in the vector.</param>
/// <param name="Name">As a policy writes it after <c>p.</c>, such as <c>Risk.Plan</c>.</param>
/// <param name="Kind">How its number is read.</param>
/// <param name="Absence">What absence means.</param>
/// <param name="Least">Least value.</param>
/// <param name="Most">Greatest value.</param>
/// <param name="CountsDays">Grows by one a day.</param>
/// <param name="ChoiceType">The list a choice is from.</param>
/// <param name="Decimals">A mean: its value, least and most are in thousandths.</param>
/// <param name="CountsSessions">Grows with sessions, and can be watched.</param>
internal sealed record FactRow(
    FactNumber Number, string Name, FactKind Kind, Absence Absence, int Least, int Most, bool CountsDays, Type? ChoiceType, bool Decimals = false, bool CountsSessions = false)
{
    /// <summary>What its number counts.</summary>
    internal string Unit => CountsSessions ? "sessions" : "days";

    /// <summary>Kept by the clock alone, between decisions: counted from an instant, so that a watch can ask for it at once.</summary>
    internal bool IsOfTheClock => Number >= FactNumber.DaysReviewOverdue;

    /// <summary>Of danger that nobody has seen to. It outlives the episode.</summary>
    internal bool IsOfDanger => Number is FactNumber.DaysRiskTaskLate or FactNumber.DaysRiskUndecided;

    /// <summary>Thousandths in one step of its value.</summary>
    internal int Grain => Decimals ? 1 : FactCode.Thousand;

    /// <summary>Absent reads as the known value 0: "not stated", "none assigned" or "no".</summary>
    internal bool IsZeroWhenAbsent => Absence is Absence.Stated or Absence.Assigned or Absence.Seldom;

    /// <summary>The value in words, for an explanation.</summary>
    internal string Show(int value) => value == FactCode.Unknown
        ? Absence switch { Absence.Stated => "not stated", Absence.Assigned => "none", Absence.Seldom => Show(0), _ => "unknown" }
        : Kind switch
        {
            FactKind.Truth => value == 1 ? "yes" : "no",
            FactKind.Choice => Enum.GetName(ChoiceType!, value) ?? "unknown",
            _ when Decimals => (value / (decimal)FactCode.Thousand).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
}

/// <summary>Every fact, read once off the properties of the cases.</summary>
internal static class FactTable
{
    /// <summary>All facts in the order of their numbers.</summary>
    internal static ImmutableArray<FactRow> All { get; } =
    [
        .. new[] { typeof(TriageCase), typeof(ReviewCase) }.SelectMany(RowsOf).DistinctBy(row => row.Number).OrderBy(row => row.Number),
    ];

    /// <summary>By number: absent reads as 0.</summary>
    internal static readonly bool[] ZeroWhenAbsent = [.. Enumerable.Range(0, Facts.Length).Select(number => All.Any(row => (int)row.Number == number && row.IsZeroWhenAbsent))];

    /// <summary>The counts that a watch can look at: of days, of sessions, and those that the clock alone keeps.</summary>
    internal static ImmutableArray<FactRow> Watched { get; } =
    [
        .. All.Concat(RowsOf(typeof(WatchedCase))).DistinctBy(row => row.Number).Where(row => row.CountsDays || row.CountsSessions).OrderBy(row => row.Number),
    ];

    private static readonly FrozenDictionary<FactNumber, FactRow> s_byNumber = All.Union(Watched).ToFrozenDictionary(row => row.Number);

    private static readonly FrozenDictionary<string, FactRow> s_byName = All.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    internal static FactRow Of(FactNumber number) => s_byNumber[number];

    internal static bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FactRow? row) => s_byName.TryGetValue(name, out row);

    /// <summary>The facts of one case.</summary>
    internal static IEnumerable<FactRow> RowsOf(Type caseType) => RowsOf(caseType, "");

    private static IEnumerable<FactRow> RowsOf(Type type, string prefix)
    {
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.GetCustomAttribute<FactAttribute>() is { } fact)
            {
                yield return RowOf(prefix + property.Name, property.PropertyType, fact);
            }
            else if (property.PropertyType == typeof(RiskFacts) || property.PropertyType == typeof(AccessFacts))
            {
                foreach (var row in RowsOf(property.PropertyType, property.Name + "."))
                {
                    yield return row;
                }
            }
        }
    }

    private static FactRow RowOf(string name, Type type, FactAttribute fact)
    {
        var choice = type.IsGenericType ? type.GetGenericArguments()[0] : null;
        var kind = choice is not null ? FactKind.Choice
            : type == typeof(Score) ? FactKind.Score
            : type == typeof(Count) ? FactKind.Count
            : FactKind.Truth;
        var most = kind switch
        {
            FactKind.Truth => 1,
            FactKind.Choice => (int)Enum.GetValuesAsUnderlyingType(choice!).GetValue(Enum.GetValuesAsUnderlyingType(choice!).Length - 1)!,
            _ => fact.Most,
        };
        return new FactRow(fact.Number, name, kind, fact.Absence, kind is FactKind.Truth or FactKind.Choice ? 0 : fact.Least, most, fact.Days, choice, fact.Decimals, fact.Sessions);
    }
}
