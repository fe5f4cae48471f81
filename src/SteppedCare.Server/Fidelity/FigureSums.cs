using System.Numerics;

namespace SteppedCare.Server.Fidelity;

/// <summary>Counts while they are added up, each at the place of its figure's number: those of a national year are forty millions.</summary>
internal sealed class FigureSums
{
    // No figure has so high a number.
    private const int Most = 4096;

    private long[] _counts = new long[256];

    /// <summary>Every count that is not 0.</summary>
    internal Dictionary<Figure, long> Counts
    {
        get
        {
            var counts = new Dictionary<Figure, long>();
            for (var figure = 0; figure < _counts.Length; figure++)
            {
                if (_counts[figure] != 0)
                {
                    counts[(Figure)figure] = _counts[figure];
                }
            }

            return counts;
        }
    }

    /// <summary>Adds the figures of a slice as they lie in a page of that month, less those of windows that are open on that day.</summary>
    /// <exception cref="FormatException">Nobody wrote this.</exception>
    internal void Add(ReadOnlySpan<byte> counts, Month month, DateOnly today)
    {
        for (Figure figure = 0; CountsCodec.TryNext(ref counts, ref figure, out var count);)
        {
            if (!Closings.IsOpen(figure, month, today))
            {
                PlaceOf(Closings.Told(figure)) += count;
            }
        }
    }

    internal void Add(FigureSums other)
    {
        for (var figure = 0; figure < other._counts.Length; figure++)
        {
            PlaceOf((Figure)figure) += other._counts[figure];
        }
    }

    private ref long PlaceOf(Figure figure)
    {
        if ((uint)figure >= (uint)_counts.Length)
        {
            Grow((uint)figure);
        }

        return ref _counts[(int)figure];
    }

    private void Grow(uint figure)
    {
        if (figure >= Most)
        {
            throw new FormatException("No figure has this number.");
        }

        Array.Resize(ref _counts, (int)BitOperations.RoundUpToPowerOf2(figure + 1));
    }
}
