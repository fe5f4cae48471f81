using System.Globalization;

namespace SteppedCare;

/// <summary>
/// The total, or one item, of a validated questionnaire; or a change between two of them. Unknown when it was not completed.
/// Compare it with a number: <c>p.Phq9 &gt;= 16</c>, <c>p.Mobility &gt;= 2.3</c>. Comparing an unknown score gives unknown.
/// </summary>
/// <remarks>Kept in thousandths, so that means such as the Mobility Inventory's compare exactly. The default value is unknown.</remarks>
public readonly struct Score
{
    // 0 is "unknown"; otherwise thousandths * 2 + 1, which keeps the order and makes the default value mean "none".
    private readonly int _coded;

    private Score(int coded) => _coded = coded;

    internal static Score Unknown => default;

    /// <summary>True when there is a score; never unknown itself.</summary>
    public Truth IsKnown => Truth.Of(_coded != 0);

    internal int Code => _coded == 0 ? FactCode.Unknown : _coded >> 1;

    internal static Score Of(int value) => new(Coded(value));

    internal static Score Of(decimal value) => new(((int)decimal.Round(value * FactCode.Thousand) << 1) | 1);

    /// <summary>A whole score of so many points, or the unknown code.</summary>
    internal static Score FromPoints(int points) => points == FactCode.Unknown ? default : Of(points);

    internal static Score FromCode(int code) => code == FactCode.Unknown ? default : new((code << 1) | 1);

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator >=(Score score, int bound) => Answer(score, score._coded >= Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator <=(Score score, int bound) => Answer(score, score._coded <= Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator >(Score score, int bound) => Answer(score, score._coded > Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator <(Score score, int bound) => Answer(score, score._coded < Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator ==(Score score, int value) => Answer(score, score._coded == Coded(value));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator !=(Score score, int value) => Answer(score, score._coded != Coded(value));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator >=(Score score, double bound) => Answer(score, score._coded >= Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator <=(Score score, double bound) => Answer(score, score._coded <= Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator >(Score score, double bound) => Answer(score, score._coded > Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator <(Score score, double bound) => Answer(score, score._coded < Coded(bound));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator ==(Score score, double value) => Answer(score, score._coded == Coded(value));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator !=(Score score, double value) => Answer(score, score._coded != Coded(value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Score other && other._coded == _coded;

    /// <inheritdoc/>
    public override int GetHashCode() => _coded;

    /// <inheritdoc/>
    public override string ToString() =>
        _coded == 0 ? "unknown" : (Code / (decimal)FactCode.Thousand).ToString("0.###", CultureInfo.InvariantCulture);

    internal static int Thousandths(double value) => (int)Math.Round(value * FactCode.Thousand);

    private static int Coded(int value) => ((value * FactCode.Thousand) << 1) | 1;

    private static int Coded(double value) => (Thousandths(value) << 1) | 1;

    private static Truth Answer(Score score, bool holds) => score._coded == 0 ? Truth.Unknown : Truth.Of(holds);
}
