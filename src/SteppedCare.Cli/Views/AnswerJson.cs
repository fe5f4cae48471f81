using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Google.Protobuf;

namespace SteppedCare.Cli;

/// <summary>Answers for programs: names in snake_case, messages of the contract under the contract's own names.</summary>
internal static class AnswerJson
{
    private static readonly JsonFormatter s_messages = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true));

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new MessageConverter() },
    };

    private static readonly JsonSerializerOptions s_line = new(s_options) { WriteIndented = false };

    internal static string LineOf(object answer) => JsonSerializer.Serialize(answer, answer.GetType(), s_line) + "\n";

    internal static string Of(object answer) => JsonSerializer.Serialize(answer, answer.GetType(), s_options).ReplaceLineEndings("\n") + "\n";

    private sealed class MessageConverter : JsonConverter<IMessage>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(IMessage));

        public override IMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Answers are written, never read.");

        public override void Write(Utf8JsonWriter writer, IMessage value, JsonSerializerOptions options) =>
            JsonNode.Parse(s_messages.Format(value))!.WriteTo(writer, options);
    }
}
