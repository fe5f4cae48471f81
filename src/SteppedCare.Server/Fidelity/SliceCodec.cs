using System.Globalization;

namespace SteppedCare.Server.Fidelity;

/// <summary>
/// The names of slices within their month. A format: <c>step|problem|revision|call.rule|clinician</c>, numbers of the vocabularies, the last two empty except for
/// figures of single rules and of clinicians. A group of people is <c>axis.code</c> alone, the code empty where none was recorded.
/// </summary>
internal static class SliceCodec
{
    internal static string Write(Slice slice)
    {
        if (slice.Group is { } group)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{(int)group.Axis}.{group.Code}");
        }

        var rule = slice.Rule is { } place ? string.Create(CultureInfo.InvariantCulture, $"{(int)place.Call}.{place.Index}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{(int)slice.Step}|{(int)slice.Problem}|{slice.Revision}|{rule}|{slice.Clinician}");
    }

    /// <exception cref="FormatException">Nobody wrote this.</exception>
    internal static Slice Read(Month month, string name)
    {
        if (!name.Contains('|', StringComparison.Ordinal) && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            return Slice.Of(month, new GroupPlace((AuditAxis)Number(name[..dot]), name[(dot + 1)..]));
        }

        if (name.Split('|') is not [var step, var problem, var revision, var rule, var clinician])
        {
            throw new FormatException("The name of a slice has five parts, that of a group two.");
        }

        return new Slice(month, (Step)Number(step), (Problem)Number(problem), revision)
        {
            Rule = rule.Split('.') is [var call, var index] ? new RulePlace((DecisionCall)Number(call), Number(index)) : null,
            Clinician = clinician.Length == 0 ? null : clinician,
        };
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
