using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>A drawing as data: what lies where. Whole pixels, so that the same revision gives the same bytes everywhere.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Title">What a screen reader says first.</param>
/// <param name="Description">What the picture shows, for those who do not see it.</param>
/// <param name="Marks">Later ones lie over earlier ones.</param>
internal sealed record Picture(int Width, int Height, string Title, string Description, ImmutableArray<Mark> Marks);

/// <summary>One thing drawn.</summary>
internal abstract record Mark
{
    private Mark()
    {
    }

    /// <param name="Area">Where.</param>
    /// <param name="Style">A class of the style sheet.</param>
    /// <param name="Strength">How much of its colour shows, in hundredths.</param>
    internal sealed record Panel(Area Area, string Style, int Strength = 100) : Mark;

    /// <param name="Path">SVG path data.</param>
    /// <param name="Style">A class of the style sheet.</param>
    internal sealed record Stroke(string Path, string Style) : Mark;

    /// <param name="Left">Where the first letter begins.</param>
    /// <param name="Baseline">What the letters stand on.</param>
    /// <param name="Text">One line.</param>
    /// <param name="Size">Letter size.</param>
    /// <param name="IsBold">Heavier and wider.</param>
    /// <param name="Style">A class of the style sheet.</param>
    internal sealed record Line(int Left, int Baseline, string Text, int Size, bool IsBold, string Style) : Mark
    {
        /// <summary>What the letters may cover, descenders included.</summary>
        internal Area Area => new(Left, Baseline - Size + 1, (int)Math.Ceiling(Lettering.WidthOf(Text, Size, IsBold)), Size + (Size / 5));
    }
}

/// <summary>A rectangle in pixels, from its top left corner.</summary>
internal readonly record struct Area(int Left, int Top, int Width, int Height)
{
    internal int Right => Left + Width;

    internal int Bottom => Top + Height;

    internal bool Holds(Area other) => other.Left >= Left && other.Top >= Top && other.Right <= Right && other.Bottom <= Bottom;

    internal bool Meets(Area other) => other.Left < Right && Left < other.Right && other.Top < Bottom && Top < other.Bottom;
}
