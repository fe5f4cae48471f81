using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace SteppedCare.Policies;

/// <summary>A person given fact by fact, for cases at both sides of a threshold: <c>{Phq9: 16, Item9: 0, Risk.Plan: yes, Step: low}</c>. What is not given is absent.</summary>
internal static class FactReader
{
    internal static Facts Read(CaseNode node)
    {
        var facts = new Facts();
        foreach (var (name, value) in node.All())
        {
            if (!FactTable.TryGet(name, out var row))
            {
                node.Fault(value, $"'{name}' is no fact.", Words.Nearest(name, FactTable.All.Select(fact => fact.Name)));
            }
            else if (TryRead(row, (value as YamlScalarNode)?.Value ?? "", out var number))
            {
                facts[row.Number] = number;
            }
            else
            {
                node.Fault(value, $"'{name}' cannot be '{value}': {Allowed(row)}.");
            }
        }

        return facts;
    }

    private static bool TryRead(FactRow row, string text, out int value)
    {
        value = FactCode.Unknown;
        switch (text)
        {
            case "unknown" or "not stated" or "none":
                return true;
            case "yes" or "true" when row.Kind == FactKind.Truth:
                value = 1;
                return true;
            case "no" or "false" when row.Kind == FactKind.Truth:
                value = 0;
                return true;
            default:
                return row.Kind switch
                {
                    FactKind.Choice => Words.TryParse(row.ChoiceType!, text, out value),
                    FactKind.Truth => false,
                    _ => TryReadNumber(row, text, out value),
                };
        }
    }

    private static bool TryReadNumber(FactRow row, string text, out int value)
    {
        var isRead = decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < 1_000_000;
        var grains = isRead ? number * FactCode.Thousand / row.Grain : 0.5m;
        value = decimal.IsInteger(grains) ? (int)grains : FactCode.Unknown;
        return value >= row.Least && value <= row.Most;
    }

    private static string Allowed(FactRow row) => row.Kind switch
    {
        FactKind.Truth => "yes, no or unknown",
        FactKind.Choice => string.Join(", ", Enum.GetNames(row.ChoiceType!)),
        _ => $"{row.Show(row.Least)} to {row.Show(row.Most)}, or unknown",
    };
}
