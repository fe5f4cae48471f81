using System.Text.Json;

namespace SteppedCare.Server.Registry;

/// <summary>An entry that this release cannot read. It has its place, and its request is known; what it changed is not.</summary>
internal sealed record UnreadEntry : RegistryEntry
{
    /// <summary>The kind that it says it is; empty when it does not say.</summary>
    public required string Kind { get; init; }

    internal static UnreadEntry Of(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            using var entry = JsonDocument.ParseValue(ref reader);
            return Of(entry.RootElement);
        }
        catch (JsonException)
        {
            return new UnreadEntry { At = DateTimeOffset.UnixEpoch, By = string.Empty, Kind = string.Empty };
        }
    }

    private static UnreadEntry Of(JsonElement entry)
    {
        var request = Member(entry, "request") is { } asked && Text(asked, "id") is { Length: > 0 } id ? new RegistryRequest(id, Text(asked, "hash")) : null;
        return new UnreadEntry
        {
            At = Member(entry, "at") is { ValueKind: JsonValueKind.String } at && at.TryGetDateTimeOffset(out var instant) ? instant : DateTimeOffset.UnixEpoch,
            By = Text(entry, "by"),
            Kind = Text(entry, "kind"),
            Request = request,
        };
    }

    private static JsonElement? Member(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var member) ? member : null;

    private static string Text(JsonElement entry, string name) => Member(entry, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : "";
}
