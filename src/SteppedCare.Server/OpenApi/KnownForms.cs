using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace SteppedCare.Server.OpenApi;

/// <summary>The JSON that protobuf's own rules give to scalars and to its well-known messages.</summary>
internal static class KnownForms
{
    /// <summary>A message whose JSON is not an object of its fields; null for every other.</summary>
    public static JsonObject? Of(string message) => message switch
    {
        "google.protobuf.Timestamp" => new() { ["type"] = "string", ["format"] = "date-time" },
        "google.protobuf.Duration" => new() { ["type"] = "string", ["pattern"] = @"^-?[0-9]+(\.[0-9]{1,9})?s$" },
        "google.protobuf.FieldMask" => new() { ["type"] = "string" },
        "google.protobuf.Empty" or "google.protobuf.Struct" => new() { ["type"] = "object" },
        "google.protobuf.ListValue" => new() { ["type"] = "array" },
        "google.protobuf.Value" => [],
        "google.protobuf.Any" => new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["@type"] = new JsonObject { ["type"] = "string" } },
            ["required"] = new JsonArray("@type"),
        },
        "google.protobuf.DoubleValue" or "google.protobuf.FloatValue" => Of(FieldType.Double),
        "google.protobuf.Int64Value" => Of(FieldType.Int64),
        "google.protobuf.UInt64Value" => Of(FieldType.UInt64),
        "google.protobuf.Int32Value" => Of(FieldType.Int32),
        "google.protobuf.UInt32Value" => Of(FieldType.UInt32),
        "google.protobuf.BoolValue" => Of(FieldType.Bool),
        "google.protobuf.StringValue" => Of(FieldType.String),
        "google.protobuf.BytesValue" => Of(FieldType.Bytes),
        _ => null,
    };

    public static JsonObject Of(FieldType scalar) => scalar switch
    {
        FieldType.Bool => new() { ["type"] = "boolean" },
        FieldType.String => new() { ["type"] = "string" },
        FieldType.Bytes => new() { ["type"] = "string", ["contentEncoding"] = "base64" },
        FieldType.Double => new() { ["type"] = "number", ["format"] = "double" },
        FieldType.Float => new() { ["type"] = "number", ["format"] = "float" },
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => new() { ["type"] = "integer", ["format"] = "int32" },
        FieldType.UInt32 or FieldType.Fixed32 => new() { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = uint.MaxValue },

        // As strings: a number of JavaScript holds 53 bits.
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => new() { ["type"] = "string", ["format"] = "int64", ["pattern"] = "^-?[0-9]+$" },
        FieldType.UInt64 or FieldType.Fixed64 => new() { ["type"] = "string", ["format"] = "uint64", ["pattern"] = "^[0-9]+$" },
        _ => throw new InvalidOperationException($"{scalar} is no scalar."),
    };
}
