using System.Globalization;

namespace SteppedCare.Server.Trajectories;

/// <summary>A place in a tag's log, comparable with others of the same log: two numbers in Redis, one in the embedded file. The default is before the first entry that ever was.</summary>
internal readonly record struct LogPosition(long High, long Low) : IComparable<LogPosition>
{
    /// <summary>Reads what either store calls a position.</summary>
    public static LogPosition Parse(string position)
    {
        var dash = position.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? new(Number(position), 0) : new(Number(position.AsSpan(0, dash)), Number(position.AsSpan(dash + 1)));
    }

    public int CompareTo(LogPosition other) => (High, Low).CompareTo((other.High, other.Low));

    private static long Number(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
