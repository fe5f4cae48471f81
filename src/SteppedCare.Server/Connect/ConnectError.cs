using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using SteppedCare.Server.Services;
using RpcStatus = Google.Rpc.Status;

namespace SteppedCare.Server.Connect;

/// <summary>A failed call in Connect's JSON.</summary>
internal sealed class ConnectError
{
    // The body stands alone, not inside a page: letters may stay letters.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly TypeRegistry s_known = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);

    private readonly StatusCode _code;
    private readonly string _message;
    private readonly RpcStatus? _status;

    /// <param name="code">How it failed.</param>
    /// <param name="message">For whoever reads it.</param>
    /// <param name="details">google.rpc.Status in bytes; empty for none.</param>
    internal ConnectError(StatusCode code, string message, byte[] details)
    {
        _code = code;
        _message = message;
        _status = details.Length > 0 ? RpcStatus.Parser.ParseFrom(details) : null;
    }

    internal ConnectError(RpcException failure)
        : this(failure.StatusCode, failure.Status.Detail, failure.Trailers.GetValueBytes(StatusFactory.DetailsTrailer) ?? [])
    {
    }

    internal int HttpStatus => ConnectCodes.Of(_code).HttpStatus;

    /// <summary>Whole seconds after which to try again; null where that is not said.</summary>
    internal string? RetryAfter =>
        _status?.Details.FirstOrDefault(detail => detail.Is(RetryInfo.Descriptor))?.Unpack<RetryInfo>().RetryDelay is { } delay
            ? Math.Ceiling(delay.ToTimeSpan().TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : null;

    internal ReadOnlyMemory<byte> ToJson()
    {
        var text = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(text, s_json))
        {
            Write(json);
        }

        return text.WrittenMemory;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code", ConnectCodes.Of(_code).Name);
        json.WriteString("message", _message);
        if (_status is { Details.Count: > 0 })
        {
            json.WriteStartArray("details");
            foreach (var detail in _status.Details)
            {
                Write(detail, json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Any detail, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", Any.GetTypeName(detail.TypeUrl));
        json.WriteString("value", Convert.ToBase64String(detail.Value.Span).TrimEnd('='));
        switch (detail.Unpack(s_known))
        {
            case ErrorInfo info:
                json.WritePropertyName("debug");
                Write(info, json);
                break;
            case { } known:
                json.WritePropertyName("debug");
                json.WriteRawValue(JsonFormatter.Default.Format(known));
                break;
            default:
                break;
        }

        json.WriteEndObject();
    }

    // By hand: the package at hand has its first field under the name that it had before google.rpc was published.
    private static void Write(ErrorInfo info, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("reason", info.Type);
        json.WriteString("domain", info.Domain);
        if (info.Metadata.Count > 0)
        {
            json.WriteStartObject("metadata");
            foreach (var (name, value) in info.Metadata)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
