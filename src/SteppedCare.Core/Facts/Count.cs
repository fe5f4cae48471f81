using System.Globalization;

namespace SteppedCare;

/// <summary>
/// A whole number of things or days: sessions attended, weeks at this step, age in years. Unknown when nobody counted.
/// Compare it with a number: <c>p.AttendedAtStep &gt;= 4</c>. The default value is unknown.
/// </summary>
public readonly struct Count
{
    private readonly int _coded;

    private Count(int coded) => _coded = coded;

    internal static Count Unknown => default;

    /// <summary>True when it was counted; never unknown itself.</summary>
    public Truth IsKnown => Truth.Of(_coded != 0);

    internal int Code => _coded == 0 ? FactCode.Unknown : _coded >> 1;

    internal static Count Of(int value) => new(Coded(value));

    internal static Count FromCode(int code) => code == FactCode.Unknown ? default : Of(code);

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator >=(Count count, int bound) => Answer(count, count._coded >= Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator <=(Count count, int bound) => Answer(count, count._coded <= Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator >(Count count, int bound) => Answer(count, count._coded > Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator <(Count count, int bound) => Answer(count, count._coded < Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator ==(Count count, int value) => Answer(count, count._coded == Coded(value));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator !=(Count count, int value) => Answer(count, count._coded != Coded(value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Count other && other._coded == _coded;

    /// <inheritdoc/>
    public override int GetHashCode() => _coded;

    /// <inheritdoc/>
    public override string ToString() => _coded == 0 ? "unknown" : Code.ToString(CultureInfo.InvariantCulture);

    private static int Coded(int value) => (value << 1) | 1;

    private static Truth Answer(Count count, bool holds) => count._coded == 0 ? Truth.Unknown : Truth.Of(holds);
}
