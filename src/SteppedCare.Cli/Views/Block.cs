using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>How something is meant. A terminal shows it by colour; plain text has its words alone, so the words must say it, too.</summary>
internal enum Tone
{
    Plain,
    Good,
    Bad,
    Warning,
    Strong,
    Faint,
}

/// <summary>A piece of what a command has to say. Commands say what there is; writers decide how it looks.</summary>
internal abstract record Block;

/// <summary>One line.</summary>
internal sealed record Line(string Text, Tone Tone = Tone.Plain, int Indent = 0) : Block;

/// <summary>A table.</summary>
internal sealed record Grid(ImmutableArray<string> Head, ImmutableArray<GridRow> Rows) : Block;

/// <summary>One row of a table.</summary>
internal sealed record GridRow(Tone Tone, ImmutableArray<string> Cells)
{
    internal static GridRow Of(Tone tone, params string[] cells) => new(tone, [.. cells]);
}

/// <summary>A line of an author's file with a caret beneath what is meant.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Source">The line as written.</param>
/// <param name="Column">1-based; 0: the line as a whole.</param>
/// <param name="Length">How much of it.</param>
internal sealed record Excerpt(int Number, string Source, int Column, int Length) : Block;

/// <summary>Text to be copied as it stands.</summary>
internal sealed record Listing(string Text) : Block;
