namespace SteppedCare.Server.Services;

/// <summary>The reasons of google.rpc.ErrorInfo that this layer gives; the engine has its own. Never changed once published.</summary>
internal static class WireReasons
{
    internal const string InvalidFields = "INVALID_FIELDS";
    internal const string MalformedRequest = "MALFORMED_REQUEST";
    internal const string RequestTooLarge = "REQUEST_TOO_LARGE";
    internal const string MethodUnknown = "METHOD_UNKNOWN";
    internal const string InvalidHeader = "INVALID_HEADER";
    internal const string EncodingUnsupported = "ENCODING_UNSUPPORTED";
    internal const string ContentTypeUnsupported = "CONTENT_TYPE_UNSUPPORTED";
    internal const string HttpMethodUnsupported = "HTTP_METHOD_UNSUPPORTED";
    internal const string HttpVersionUnsupported = "HTTP_VERSION_UNSUPPORTED";
    internal const string HealthServiceUnknown = "HEALTH_SERVICE_UNKNOWN";
    internal const string StoreUnavailable = "STORE_UNAVAILABLE";
    internal const string FateUnknown = "FATE_UNKNOWN";
    internal const string PolicyNotLive = "POLICY_NOT_LIVE";
    internal const string ServerStopping = "SERVER_STOPPING";
    internal const string DeadlineExceeded = "DEADLINE_EXCEEDED";
    internal const string Cancelled = "CANCELLED";
    internal const string Internal = "INTERNAL";
}
