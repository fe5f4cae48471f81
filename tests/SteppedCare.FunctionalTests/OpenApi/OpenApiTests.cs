using System.Net;
using System.Text.Json;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.Server.OpenApi;
using SteppedCare.Server.Publishing;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.OpenApi;

public sealed class OpenApiTests(OpenApiServer open) : IClassFixture<OpenApiServer>
{
    [Fact]
    public async Task It_is_valid_to_a_validator_that_is_not_ours()
    {
        using var folder = new TestFolder();
        var file = folder.Write("openapi.json", open.Document.GetRawText());

        var run = await Shell.RunAsync($"node eng/clients/node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js {file}");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        using var verdict = JsonDocument.Parse(run.Output);
        Assert.True(verdict.RootElement.GetProperty("valid").GetBoolean(), run.Output);
        Assert.Equal("3.1.0", open.Document.GetProperty("openapi").GetString());
    }

    [Fact]
    public void It_says_when_a_failed_call_is_sent_again_and_that_old_versions_of_HTTP_fail()
    {
        var failures = open.Document.GetProperty("components").GetProperty("responses").EnumerateObject().ToList();

        Assert.Contains(failures, failure => failure.Name == "failure505");
        Assert.Equal(
            ["failure409", "failure503"],
            failures.Where(failure => failure.Value.TryGetProperty("headers", out var headers) && headers.TryGetProperty("Retry-After", out _))
                .Select(failure => failure.Name));
    }

    [Fact]
    public void Every_call_of_one_message_for_one_is_in_it_and_no_stream()
    {
        var expected = Wire.DecisionService.Descriptor.Methods.Concat(Wire.OversightService.Descriptor.Methods).Concat(Wire.PolicyService.Descriptor.Methods).Concat(Grpc.Health.V1.Health.Descriptor.Methods)
            .Where(method => !method.IsClientStreaming && !method.IsServerStreaming)
            .Select(method => $"/{method.Service.FullName}/{method.Name}");

        Assert.Equal(expected, open.Document.GetProperty("paths").EnumerateObject().Select(path => path.Name));
    }

    [Fact]
    public void Who_asks_about_policies_finds_the_headers_that_say_so_and_whether_they_may_be_left_out()
    {
        var expected = Wire.PolicyService.Descriptor.Methods.Where(method => !method.IsServerStreaming).Select(method => (
            method.Name,
            PolicyRoles.Needed.ContainsKey(method.Name) ? "steppedcare-person True, steppedcare-roles True"
            : PolicyRoles.HearNames.ContainsKey(method.Name) ? "steppedcare-person False, steppedcare-roles False"
            : ""));

        Assert.Equal(expected, expected.Select(method => (method.Name, string.Join(", ", Headers(method.Name).Where(header => header.StartsWith("steppedcare-", StringComparison.Ordinal))))));
        Assert.Contains(expected, method => method.Item2.Contains("False", StringComparison.Ordinal));
    }

    [Fact]
    public void The_words_of_the_protos_are_on_every_call_message_field_and_member()
    {
        var schemas = open.Document.GetProperty("components").GetProperty("schemas").EnumerateObject().ToList();
        var calls = open.Document.GetProperty("paths").EnumerateObject().Select(path => path.Value.GetProperty("post"));

        Assert.Equal("Where should care begin? Records the events and the decision, both or neither. The first event of a new episode must be its referral.", Text(calls.First()));
        Assert.All(calls, call => Assert.NotEmpty(Text(call)));
        Assert.All(schemas, schema => Assert.True(Text(schema.Value).Length > 0, schema.Name));
        Assert.All(
            schemas.Where(schema => schema.Name.StartsWith("steppedcare.", StringComparison.Ordinal) && schema.Value.TryGetProperty("properties", out _))
                .SelectMany(schema => schema.Value.GetProperty("properties").EnumerateObject().Select(property => (schema.Name, Property: property))),
            field => Assert.True(Text(field.Property.Value).Length > 0, $"{field.Name}.{field.Property.Name}"));
        Assert.Contains("- `STEP_LOW`: ", Text(Schema("steppedcare.v1.Step")), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_have_the_types_and_names_of_protobufs_JSON()
    {
        var decision = Schema("steppedcare.v1.Decision").GetProperty("properties");
        var provenance = Schema("steppedcare.v1.Provenance").GetProperty("properties");

        Assert.Equal("date-time", decision.GetProperty("asOf").GetProperty("format").GetString());
        Assert.Equal("string", provenance.GetProperty("epoch").GetProperty("type").GetString());
        Assert.Equal("integer", provenance.GetProperty("languageVersion").GetProperty("type").GetString());
        Assert.Equal("number", Schema("steppedcare.v1.ItemAnswer").GetProperty("properties").GetProperty("value").GetProperty("type").GetString());
        Assert.Equal("#/components/schemas/steppedcare.v1.Task", decision.GetProperty("tasks").GetProperty("items").GetProperty("$ref").GetString());
        Assert.Equal(["STEP_UNSPECIFIED", "STEP_MONITOR"], Strings(Schema("steppedcare.v1.Step").GetProperty("enum")).Take(2));
    }

    [Theory]
    [InlineData("TriageRequest", "service", "episode", "requestId")]
    [InlineData("ScoreRecorded", "instrument")]
    [InlineData("CloseTaskRequest", "name", "requestId", "person", "reason")]
    [InlineData("ConsentChanged", "scope", "given")]
    public void Required_is_what_the_protos_call_required(string message, params string[] fields) =>
        Assert.Equal(fields, Strings(Schema($"steppedcare.v1.{message}").GetProperty("required")));

    [Fact]
    public async Task Its_examples_and_only_whole_requests_are_valid_by_its_own_schemas()
    {
        var examples = open.Document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .Where(schema => schema.Value.TryGetProperty("examples", out _))
            .Select(schema => new SchemaCase(schema.Name, schema.Value.GetProperty("examples")[0]))
            .ToList();

        var faults = await SchemaCase.FaultsAsync(
            open.Document,
            [
                .. examples,
                SchemaCase.Of("steppedcare.v1.ConfirmDecisionRequest", """{ "name": "n", "requestId": "r", "clinician": "c" }"""),
                SchemaCase.Of("steppedcare.v1.ConfirmDecisionRequest", """{ "name": "n", "requestId": "r", "clinician": "c", "accept": {}, "override": { "outcome": "OUTCOME_ENTER", "reason": "OVERRIDE_REASON_CAPACITY" } }"""),
                SchemaCase.Of("steppedcare.v1.Event", """{ "happenedOn": "2026-02-09" }"""),
                SchemaCase.Of("steppedcare.v1.Event", """{ "happenedOn": "2026-02-09", "scoreRecorded": { "instrument": "PHQ-9" } }"""),
                SchemaCase.Of("steppedcare.v1.Event", """{ "happened_on": "2026-02-09", "planExplained": {} }"""),
            ]);

        Assert.Equal(["steppedcare.v1.EvaluateRequest", "steppedcare.v1.Event", "steppedcare.v1.TriageRequest"], examples.Select(example => example.Schema));
        Assert.All(faults.Take(examples.Count), Assert.Empty);
        Assert.All(faults.Skip(examples.Count), fault => Assert.NotEmpty(fault));
    }

    [Theory]
    [InlineData(OpenApiSetup.Document)]
    [InlineData(OpenApiSetup.Page)]
    public async Task Who_has_it_already_is_told_so(string path)
    {
        var address = new Uri(open.Server.Addresses.Web, path);
        using var first = await open.Server.Client.GetAsync(address).WaitAsync(AServer.Patience);
        using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        using var second = await open.Server.Client.SendAsync(again).WaitAsync(AServer.Patience);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotModified], [first.StatusCode, second.StatusCode]);
        Assert.True(first.Headers.CacheControl?.NoCache);
        Assert.Contains("default-src 'self'", first.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private IEnumerable<string> Headers(string method)
    {
        var parameters = open.Document.GetProperty("components").GetProperty("parameters");
        return open.Document.GetProperty("paths").GetProperty($"/steppedcare.v1.PolicyService/{method}").GetProperty("post").GetProperty("parameters").EnumerateArray()
            .Select(reference => parameters.GetProperty(reference.GetProperty("$ref").GetString()!.Split('/')[^1]))
            .Select(header => $"{header.GetProperty("name").GetString()} {header.TryGetProperty("required", out var required) && required.GetBoolean()}");
    }

    private JsonElement Schema(string name) => open.Document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static string Text(JsonElement described) => described.TryGetProperty("description", out var text) ? text.GetString()! : "";

    private static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(one => one.GetString());
}
