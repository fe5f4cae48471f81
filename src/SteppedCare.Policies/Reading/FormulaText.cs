using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SteppedCare.Policies;

/// <summary>
/// A formula as one line, for the manifest: <c>A</c> always, <c>K2</c> fact 2 is known, <c>T2[16:27]</c> fact 2 lies in the run, <c>&amp; | !</c> before
/// what they join, and <c>NMarked;</c> before what the author calls so. Facts go by their numbers, which never change.
/// </summary>
internal static class FormulaText
{
    internal static string Write(Formula formula)
    {
        var text = new StringBuilder();
        Write(formula, text);
        return text.ToString();
    }

    /// <exception cref="FormatException">The text is not a formula.</exception>
    internal static Formula Read(string text)
    {
        var at = 0;
        var formula = Read(text, ref at);
        return at == text.Length ? formula : throw new FormatException("A formula goes on after its end.");
    }

    private static void Write(Formula formula, StringBuilder text)
    {
        switch (formula)
        {
            case Formula.Test(var fact, var runs):
                text.Append(CultureInfo.InvariantCulture, $"T{(int)fact.Number}[");
                text.AppendJoin(',', runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.From}:{run.To}")));
                text.Append(']');
                break;
            case Formula.Known(var fact):
                text.Append(CultureInfo.InvariantCulture, $"K{(int)fact.Number};");
                break;
            case Formula.And(var left, var right):
                Write(left, right, '&', text);
                break;
            case Formula.Or(var left, var right):
                Write(left, right, '|', text);
                break;
            case Formula.Not(var operand):
                text.Append('!');
                Write(operand, text);
                break;
            case Formula.Named(var name, var meaning):
                text.Append('N').Append(name).Append(';');
                Write(meaning, text);
                break;
            default:
                text.Append('A');
                break;
        }
    }

    private static void Write(Formula left, Formula right, char sign, StringBuilder text)
    {
        text.Append(sign);
        Write(left, text);
        Write(right, text);
    }

    private static Formula Read(string text, ref int at)
    {
        switch (at < text.Length ? text[at++] : '\0')
        {
            case 'A':
                return new Formula.Always();
            case 'K':
                return new Formula.Known(Fact(Until(text, ';', ref at)));
            case 'T':
                var fact = Fact(Until(text, '[', ref at));
                return new Formula.Test(fact, Runs(Until(text, ']', ref at)));
            case '!':
                return new Formula.Not(Read(text, ref at));
            case 'N':
                var name = Until(text, ';', ref at);
                return new Formula.Named(name, Read(text, ref at));
            case '&':
                var first = Read(text, ref at);
                return new Formula.And(first, Read(text, ref at));
            case '|':
                var either = Read(text, ref at);
                return new Formula.Or(either, Read(text, ref at));
            default:
                throw new FormatException("Not a formula.");
        }
    }

    private static string Until(string text, char end, ref int at)
    {
        var stop = text.IndexOf(end, at);
        if (stop < 0)
        {
            throw new FormatException("A formula ends too early.");
        }

        var part = text[at..stop];
        at = stop + 1;
        return part;
    }

    private static FactRow Fact(string number) => FactTable.Of((FactNumber)int.Parse(number, CultureInfo.InvariantCulture));

    private static ImmutableArray<Run> Runs(string text) => text.Length == 0
        ? []
        : [.. text.Split(',').Select(run => run.Split(':')).Select(ends => new Run(int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[1], CultureInfo.InvariantCulture)))];
}
