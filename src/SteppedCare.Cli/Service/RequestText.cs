using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SteppedCare.Cli;

/// <summary>
/// A request as people write it. The parser of Google.Protobuf tells neither where a fault is nor keeps the value out of its message, and takes the last of
/// two values for one field; so the text is gone through first, field by field, and the places alone are named: what stands there may be about a person.
/// </summary>
internal static class RequestText
{
    // What the parser itself takes.
    private const int Depth = 100;

    private static readonly JsonParser s_parser = new(new JsonParser.Settings(Depth));

    /// <summary>The request, or every place that cannot be read.</summary>
    internal static (IMessage? Request, IReadOnlyList<string> Faults) Read(string text, MessageDescriptor type)
    {
        var faults = FaultsOf(text, type);
        if (faults.Count > 0)
        {
            return (null, faults);
        }

        try
        {
            return (s_parser.Parse(text, type), []);
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            return (null, ["The request cannot be read."]);
        }
    }

    private static List<string> FaultsOf(string text, MessageDescriptor type)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Depth });
            var faults = new List<string>();
            Walk(json.RootElement, type, "", faults);
            return faults;
        }
        catch (JsonException fault)
        {
            return [string.Create(CultureInfo.InvariantCulture, $"The request is no JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.")];
        }
    }

    private static void Walk(JsonElement value, MessageDescriptor type, string path, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{(path.Length == 0 ? "The request" : path)} must be an object.");
            return;
        }

        var given = new List<FieldDescriptor>();
        foreach (var member in value.EnumerateObject())
        {
            var here = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            var field = type.Fields.InFieldNumberOrder().FirstOrDefault(each => each.JsonName == member.Name || each.Name == member.Name);
            if (field is null)
            {
                faults.Add($"{here} is no field.");
            }
            else if (given.Contains(field))
            {
                faults.Add($"{here} is given twice.");
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                given.Add(field);
                Check(member.Value, field, here, faults);
            }
        }

        foreach (var several in given.GroupBy(field => field.RealContainingOneof).Where(group => group.Key is not null && group.Count() > 1))
        {
            faults.Add($"{(path.Length == 0 ? "The request" : path)} may have one of {string.Join(", ", several.Select(field => field.JsonName))}.");
        }
    }

    private static void Check(JsonElement value, FieldDescriptor field, string path, List<string> faults)
    {
        if (!field.IsRepeated)
        {
            CheckOne(value, field, path, faults);
        }
        else if (value.ValueKind != JsonValueKind.Array)
        {
            faults.Add($"{path} must be a list.");
        }
        else
        {
            foreach (var (place, element) in value.EnumerateArray().Index())
            {
                CheckOne(element, field, string.Create(CultureInfo.InvariantCulture, $"{path}[{place}]"), faults);
            }
        }
    }

    private static void CheckOne(JsonElement value, FieldDescriptor field, string path, List<string> faults)
    {
        if (field.FieldType == FieldType.Message && !IsWellKnown(field.MessageType))
        {
            Walk(value, field.MessageType, path, faults);
            return;
        }

        try
        {
            var list = field.IsRepeated ? $"[{value.GetRawText()}]" : value.GetRawText();
            s_parser.Parse($$"""{ "{{field.JsonName}}": {{list}} }""", field.ContainingType);
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            faults.Add($"{path} cannot be read as {KindOf(field)}.");
        }
    }

    // Both of its own exceptions are of the first kind.
    private static bool IsRefusal(Exception fault) => fault is IOException or InvalidOperationException or FormatException or OverflowException;

    // Those are written as plain values, an instant as a string.
    private static bool IsWellKnown(MessageDescriptor type) => type.File.Package == "google.protobuf";

    private static string KindOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Enum => $"one of the names of {field.EnumType.Name}",
        FieldType.Message => field.MessageType.Name,
        _ => field.FieldType.ToString().ToLowerInvariant(),
    };
}
