namespace SteppedCare;

/// <summary>
/// What a condition about a person can be: true, false, or <b>unknown</b> because something was not asked or not answered.
/// Also the type of every yes/no fact.
/// </summary>
/// <remarks>
/// <c>&amp;&amp;</c>, <c>||</c> and <c>!</c> follow Kleene: false wins an "and", true wins an "or", otherwise one unknown makes the whole unknown.
/// There is deliberately no conversion to or from <see cref="bool"/>: a missing answer cannot silently become "no".
/// The default value is unknown.
/// </remarks>
public readonly struct Truth
{
    private readonly sbyte _value;

    private Truth(int value) => _value = (sbyte)value;

    internal static Truth True => new(1);

    internal static Truth False => new(-1);

    internal static Truth Unknown => default;

    /// <summary>True when this was asked and answered; never unknown itself.</summary>
    public Truth IsKnown => Of(_value != 0);

    internal bool IsTrue => _value > 0;

    internal bool IsFalse => _value < 0;

    internal bool IsUnknown => _value == 0;

    internal int Code => _value == 0 ? FactCode.Unknown : (_value + 1) >> 1;

    internal static Truth Of(bool value) => new(value ? 1 : -1);

    internal static Truth FromCode(int code) => code == FactCode.Unknown ? default : Of(code == 1);

    /// <summary>Kleene logic.</summary>
    public static Truth operator &(Truth left, Truth right) => left._value < right._value ? left : right;

    /// <summary>Kleene logic.</summary>
    public static Truth operator |(Truth left, Truth right) => left._value > right._value ? left : right;

    /// <summary>Kleene logic.</summary>
    public static Truth operator !(Truth operand) => new(-operand._value);

    /// <summary>Kleene logic.</summary>
    public static bool operator true(Truth operand) => operand._value > 0;

    /// <summary>Kleene logic.</summary>
    public static bool operator false(Truth operand) => operand._value < 0;

    /// <inheritdoc/>
    public override string ToString() => _value switch { > 0 => "yes", < 0 => "no", _ => "unknown" };
}
