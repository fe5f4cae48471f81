using System.Text.Json.Nodes;
using Grpc.Core;
using SteppedCare.Server.Connect;

namespace SteppedCare.Server.OpenApi;

/// <summary>How calls fail over HTTP, in the form and by the codes of the Connect protocol.</summary>
internal static class FailureResponses
{
    public const string Schema = "connect.Error";

    // A content type or a version of HTTP that is not taken is unimplemented, too.
    private static readonly (string Name, int HttpStatus)[] s_codes =
    [
        .. Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK).Select(ConnectCodes.Of),
        (ConnectCodes.Of(StatusCode.Unimplemented).Name, StatusCodes.Status415UnsupportedMediaType),
        (ConnectCodes.Of(StatusCode.Unimplemented).Name, StatusCodes.Status505HttpVersionNotsupported),
    ];

    // Those whose failures may say when to send again.
    private static readonly int[] s_retried = [ConnectCodes.Of(StatusCode.Aborted).HttpStatus, ConnectCodes.Of(StatusCode.Unavailable).HttpStatus];

    /// <summary>By their names among the components: "failure404".</summary>
    public static JsonObject Responses() => new(ByStatus().Select(codes => KeyValuePair.Create(Name(codes.Key), (JsonNode?)Response(codes))));

    /// <summary>What an operation refers to, by status.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> References() => ByStatus().Select(codes =>
        KeyValuePair.Create($"{codes.Key}", (JsonNode?)new JsonObject { ["$ref"] = $"#/components/responses/{Name(codes.Key)}" }));

    public static JsonObject ErrorSchema() => new()
    {
        ["type"] = "object",
        ["description"] = "Why a call failed. No value of the request is ever in it.",
        ["required"] = new JsonArray("code"),
        ["properties"] = new JsonObject
        {
            ["code"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. s_codes.Select(code => code.Name).Distinct().Select(name => (JsonNode)name)]) },
            ["message"] = new JsonObject { ["type"] = "string", ["description"] = "One sentence for whoever reads it." },
            ["details"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "google.rpc.ErrorInfo with a stable reason, google.rpc.BadRequest with every field that is wrong, and others.",
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = new JsonArray("type", "value"),
                    ["properties"] = new JsonObject
                    {
                        ["type"] = new JsonObject { ["type"] = "string", ["description"] = "The full name of the detail's message." },
                        ["value"] = new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64", ["description"] = "The message in binary, without padding." },
                        ["debug"] = new JsonObject { ["description"] = "The same message as JSON, to be read by people." },
                    },
                },
            },
        },
    };

    private static JsonObject Response(IGrouping<int, string> codes)
    {
        var response = new JsonObject { ["description"] = string.Join(" or ", codes) };
        if (s_retried.Contains(codes.Key))
        {
            response["headers"] = new JsonObject
            {
                ["Retry-After"] = new JsonObject
                {
                    ["description"] = "Whole seconds after which to send the same request again, where the service says it.",
                    ["schema"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
                },
            };
        }

        var schema = new JsonObject { ["$ref"] = $"#/components/schemas/{Schema}" };
        response["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } };
        return response;
    }

    private static IOrderedEnumerable<IGrouping<int, string>> ByStatus() => s_codes.GroupBy(code => code.HttpStatus, code => code.Name).OrderBy(codes => codes.Key);

    private static string Name(int status) => $"failure{status}";
}
