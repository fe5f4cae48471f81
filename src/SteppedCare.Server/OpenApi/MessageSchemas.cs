using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace SteppedCare.Server.OpenApi;

/// <summary>The JSON form of the contract's messages as JSON Schema. What is referred to is described, once, under its full name.</summary>
/// <param name="comments">What the protos say.</param>
/// <param name="examples">Examples by the full names of messages.</param>
internal sealed partial class MessageSchemas(Comments comments, IReadOnlyDictionary<string, JsonNode> examples)
{
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    /// <summary>Everything referred to so far.</summary>
    public JsonObject ToJson() => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)));

    /// <summary>A reference to a message.</summary>
    public JsonObject Of(MessageDescriptor message)
    {
        if (KnownForms.Of(message.FullName) is { } form)
        {
            return form;
        }

        if (!_schemas.ContainsKey(message.FullName))
        {
            // Before its fields: a message may contain itself.
            var schema = _schemas[message.FullName] = [];
            Describe(message, schema);
        }

        return Reference(message.FullName);
    }

    private void Describe(MessageDescriptor message, JsonObject schema)
    {
        schema["type"] = "object";
        Say(schema, comments.Of(message));
        var fields = message.Fields.InDeclarationOrder();
        schema["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.JsonName, (JsonNode?)Of(field))));
        if (fields.Where(field => IsRequired(comments.Of(field))).Select(field => (JsonNode)field.JsonName).ToArray() is { Length: > 0 } required)
        {
            schema["required"] = new JsonArray(required);
        }

        var oneofs = message.Oneofs.Where(oneof => !oneof.IsSynthetic).Select(oneof => (JsonNode)Of(oneof)).ToArray();
        if (oneofs.Length > 0)
        {
            schema["allOf"] = new JsonArray(oneofs);
        }

        if (examples.GetValueOrDefault(message.FullName) is { } example)
        {
            schema["examples"] = new JsonArray(example.DeepClone());
        }
    }

    private JsonObject Of(FieldDescriptor field)
    {
        var schema = field.IsMap ? new JsonObject { ["type"] = "object", ["additionalProperties"] = OfOne(field.MessageType.FindFieldByNumber(2)) }
            : field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = OfOne(field) }
            : OfOne(field);
        Say(schema, comments.Of(field));
        return schema;
    }

    private JsonObject OfOne(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message or FieldType.Group => Of(field.MessageType),
        FieldType.Enum => Of(field.EnumType),
        _ => KnownForms.Of(field.FieldType),
    };

    private JsonObject Of(EnumDescriptor one)
    {
        if (_schemas.TryAdd(one.FullName, []))
        {
            var schema = _schemas[one.FullName];
            schema["type"] = "string";
            schema["enum"] = new JsonArray([.. one.Values.Select(value => (JsonNode)value.Name)]);
            Say(schema, $"{comments.Of(one)}\n\n{string.Join('\n', one.Values.Select(value => $"- `{value.Name}`: {comments.Of(value)}"))}");
        }

        return Reference(one.FullName);
    }

    // Each field of it alone, or where it may be left out none.
    private JsonObject Of(OneofDescriptor oneof)
    {
        var set = oneof.Fields.Select(field => new JsonObject { ["required"] = new JsonArray((JsonNode)field.JsonName) }).ToList();
        var text = comments.Of(oneof);
        if (!IsRequired(text))
        {
            set.Add(new JsonObject { ["not"] = new JsonObject { ["anyOf"] = new JsonArray([.. set.Select(one => one.DeepClone())]) } });
        }

        var schema = new JsonObject { ["oneOf"] = new JsonArray([.. set]) };
        Say(schema, text);
        return schema;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static void Say(JsonObject schema, string text)
    {
        if (text.Length > 0)
        {
            schema["description"] = text;
        }
    }

    private static bool IsRequired(string comment) => RequiredSentence().IsMatch(comment);

    /// <summary>How the contract says it, as a sentence of its own: "Required without items." is another matter.</summary>
    [GeneratedRegex(@"(^|\s)Required\.(\s|$)")]
    private static partial Regex RequiredSentence();
}
