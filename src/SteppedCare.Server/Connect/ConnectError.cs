using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using SteppedCare.Server.Connect.Json;
using SteppedCare.Server.Services;
using RpcStatus = Google.Rpc.Status;

namespace SteppedCare.Server.Connect;

/// <summary>A failed call in Connect's JSON.</summary>
internal sealed class ConnectError
{
    private static readonly Dictionary<string, MessageForm> s_known = KnownDetails();

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

    internal void Write(Utf8JsonWriter json)
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
        var type = Any.GetTypeName(detail.TypeUrl);
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("value", Convert.ToBase64String(detail.Value.Span).TrimEnd('='));
        if (s_known.TryGetValue(type, out var form))
        {
            json.WritePropertyName("debug");
            MessageWriting.Write(detail.Value.Span, form, json);
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, MessageForm> KnownDetails()
    {
        var forms = new MessageForms();
        return ErrorDetailsReflection.Descriptor.MessageTypes.ToDictionary(type => type.FullName, forms.Of, StringComparer.Ordinal);
    }
}
