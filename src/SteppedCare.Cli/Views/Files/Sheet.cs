using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Cli;

/// <summary>
/// Rows for other programs, the same in both forms: comma-separated values with a line of names first, or an object with those names a line. A cell is a text, a
/// number, true or false, or null where there is nothing; dates and instants are texts as ISO 8601 has them.
/// </summary>
internal sealed record Sheet(ImmutableArray<string> Columns, IReadOnlyList<ImmutableArray<object?>> Rows)
{
    /// <summary>As comma-separated values.</summary>
    internal string Csv => Rows.Aggregate(new StringBuilder(CsvLine.Of(Columns)), (text, row) => text.Append(CsvLine.Of(row))).ToString();

    /// <summary>As JSON, an object a line.</summary>
    internal string JsonLines => string.Concat(Rows.Select(LineOf));

    internal static ImmutableArray<object?> Row(params ReadOnlySpan<object?> cells) => [.. cells];

    /// <summary>An instant as a cell: to the millisecond, always in UTC.</summary>
    internal static string? Cell(Timestamp? instant) => instant is null ? null : InstantText.Exact(instant);

    /// <summary>A member of a list as a cell; null for the one that says nothing.</summary>
    internal static string? Cell<T>(T member)
        where T : struct, System.Enum => member.Equals(default(T)) ? null : ContractWords.Of(member);

    private string LineOf(ImmutableArray<object?> row)
    {
        var line = new JsonObject();
        for (var column = 0; column < Columns.Length; column++)
        {
            line[Columns[column]] = row[column] is { } cell ? JsonValue.Create(cell) : null;
        }

        return AnswerJson.LineOf(line);
    }
}
