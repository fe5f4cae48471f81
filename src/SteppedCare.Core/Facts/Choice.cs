using System.Runtime.CompilerServices;

namespace SteppedCare;

/// <summary>
/// One of a closed list: the problem a clinician assigned, what the person prefers. Unknown when nobody said.
/// Compare it with a member of the list: <c>p.Problem == Ptsd</c>, or with several: <c>p.Problem.Is(Ptsd, Bdd)</c>.
/// </summary>
/// <typeparam name="T">The list: an enum over <see cref="int"/> whose members are numbered from 0.</typeparam>
public readonly struct Choice<T>
    where T : struct, Enum
{
    // 0 is "unknown", otherwise the member's number + 1.
    private readonly int _coded;

    private Choice(int coded) => _coded = coded;

    internal static Choice<T> Unknown => default;

    /// <summary>True when a member was chosen; never unknown itself.</summary>
    public Truth IsKnown => Truth.Of(_coded != 0);

    internal int Code => _coded == 0 ? FactCode.Unknown : _coded - 1;

    /// <summary>A known value.</summary>
    public static implicit operator Choice<T>(T value) => new(Coded(value));

    internal static Choice<T> FromCode(int code) => code == FactCode.Unknown ? default : new(code + 1);

    /// <summary>True when it is one of these; unknown when nobody said.</summary>
    public Truth Is(params ReadOnlySpan<T> values)
    {
        if (_coded == 0)
        {
            return Truth.Unknown;
        }

        foreach (var value in values)
        {
            if (Coded(value) == _coded)
            {
                return Truth.True;
            }
        }

        return Truth.False;
    }

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator ==(Choice<T> choice, T value) =>
        choice._coded == 0 ? Truth.Unknown : Truth.Of(choice._coded == Coded(value));

    /// <summary>Unknown when the fact is.</summary>
    public static Truth operator !=(Choice<T> choice, T value) => !(choice == value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Choice<T> other && other._coded == _coded;

    /// <inheritdoc/>
    public override int GetHashCode() => _coded;

    /// <inheritdoc/>
    public override string ToString() => _coded == 0 ? "unknown" : Unsafe.BitCast<int, T>(_coded - 1).ToString();

    private static int Coded(T value) => Unsafe.BitCast<T, int>(value) + 1;
}
