using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace SteppedCare.Tests.Episodes;

/// <summary>A value with everything in it as text, so that two are compared field by field whatever their own equality says.</summary>
internal static class Printed
{
    internal static string Of(object? value)
    {
        var text = new StringBuilder();
        Print(text, value);
        return text.ToString();
    }

    private static void Print(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("none");
                break;
            case string or Enum or bool or int or long or ulong or byte or DateOnly:
                text.Append(CultureInfo.InvariantCulture, $"'{value}'");
                break;
            case TimeOnly time:
                text.Append(time.Ticks);
                break;
            case DateTimeOffset instant:
                text.Append(instant.ToUnixTimeMilliseconds());
                break;
            case ItemAnswer item:
                text.Append(item.Code);
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var member in list)
                {
                    Print(text, member);
                    text.Append(' ');
                }

                text.Append(']');
                break;
            default:
                text.Append(value.GetType().Name).Append('{');
                foreach (var property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.Name != "EqualityContract"))
                {
                    text.Append(property.Name).Append('=');
                    Print(text, property.GetValue(value));
                    text.Append(' ');
                }

                text.Append('}');
                break;
        }
    }
}
