using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Reflection;
using SteppedCare.Server.Services;
using SteppedCare.Server.Services.Publishing;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace SteppedCare.Server.OpenApi;

/// <summary>The calls that can be made by HTTP, as OpenAPI 3.1: made from the contract itself, so that it cannot say anything else.</summary>
internal sealed class OpenApiDocument
{
    private const string Json = "application/json";
    private const string Timeout = "timeout";
    private const string Person = "person";
    private const string Roles = "roles";
    private const string ToldPerson = "told-person";
    private const string ToldRoles = "told-roles";

    private static readonly JsonSerializerOptions s_form = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Comments _comments;
    private readonly MessageSchemas _schemas;

    private OpenApiDocument(ContractFiles files, IReadOnlyDictionary<string, JsonNode> examples)
    {
        _comments = new(files.All);
        _schemas = new(_comments, examples);
    }

    public static byte[] Write(ContractFiles files, MappedServices mapped, HostSettings settings)
    {
        // The domain's own first.
        var services = files.All.SelectMany(file => file.Services)
            .Where(service => mapped.Names.Contains(service.FullName) && Unary(service).Any())
            .OrderBy(service => service.File.Package.StartsWith("grpc.", StringComparison.Ordinal))
            .ToList();
        return JsonSerializer.SerializeToUtf8Bytes(new OpenApiDocument(files, RequestExamples.For(settings)).Write(services), s_form);
    }

    private JsonObject Write(List<ServiceDescriptor> services)
    {
        var paths = new JsonObject(services.SelectMany(Unary).Select(method => KeyValuePair.Create(
            $"/{method.Service.FullName}/{method.Name}", (JsonNode?)new JsonObject { ["post"] = Operation(method) })));
        var schemas = _schemas.ToJson();
        schemas[FailureResponses.Schema] = FailureResponses.ErrorSchema();
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "SteppedCare",
                ["version"] = WebPages.Version,
                ["description"] = _comments.Of(services[0].File),
            },
            ["tags"] = new JsonArray([.. services.Select(service => (JsonNode)new JsonObject { ["name"] = service.FullName, ["description"] = _comments.Of(service) })]),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas, ["responses"] = FailureResponses.Responses(), ["parameters"] = Headers() },
        };
    }

    private JsonObject Operation(MethodDescriptor method) => new()
    {
        ["operationId"] = method.FullName,
        ["tags"] = new JsonArray(method.Service.FullName),
        ["summary"] = method.Name,
        ["description"] = _comments.Of(method),
        ["parameters"] = new JsonArray([.. HeadersOf(method).Select(header => (JsonNode)new JsonObject { ["$ref"] = $"#/components/parameters/{header}" })]),
        ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(method.InputType) },
        ["responses"] = new JsonObject(FailureResponses.References().Prepend(KeyValuePair.Create(
            "200", (JsonNode?)new JsonObject { ["description"] = _comments.Of(method.OutputType), ["content"] = Content(method.OutputType) }))),
    };

    private JsonObject Content(MessageDescriptor message) => new()
    {
        [Json] = new JsonObject { ["schema"] = _schemas.Of(message) },
        ["application/proto"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } },
    };

    private static JsonObject Headers() => new()
    {
        [Timeout] = new JsonObject
        {
            ["name"] = "Connect-Timeout-Ms",
            ["in"] = "header",
            ["description"] = "How long the call may take, in milliseconds.",
            ["schema"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{1,10}$" },
        },
        [Person] = PersonHeader("Who asks.", required: true),
        [Roles] = RolesHeader("", required: true),
        [ToldPerson] = PersonHeader("Who asks; without it no decision is named.", required: false),
        [ToldRoles] = RolesHeader(" Without one no decision is named.", required: false),
    };

    private static JsonObject PersonHeader(string description, bool required) => new()
    {
        ["name"] = CallerReading.PersonHeader,
        ["in"] = "header",
        ["description"] = description,
        ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9._@-]{1,64}$" },
    };

    private static JsonObject RolesHeader(string otherwise, bool required) => new()
    {
        ["name"] = CallerReading.RolesHeader,
        ["in"] = "header",
        ["description"] = $"Their roles, separated by commas: {string.Join(", ", PolicyRoles.Words.Keys.Order(StringComparer.Ordinal))}.{otherwise}",
        ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static IEnumerable<string> HeadersOf(MethodDescriptor method) => method.Service.FullName == OfferedServices.Oversight.FullName ? [Timeout, Person, Roles]
        : method.Service.FullName != OfferedServices.Policies.FullName ? [Timeout]
        : PolicyRoles.Needed.ContainsKey(method.Name) ? [Timeout, Person, Roles]
        : PolicyRoles.HearNames.ContainsKey(method.Name) ? [Timeout, ToldPerson, ToldRoles]
        : [Timeout];

    private static IEnumerable<MethodDescriptor> Unary(ServiceDescriptor service) =>
        service.Methods.Where(method => !method.IsClientStreaming && !method.IsServerStreaming);
}
