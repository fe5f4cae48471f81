using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using SteppedCare.FunctionalTests.Hosting;

namespace SteppedCare.FunctionalTests.OpenApi;

/// <summary>What goes over HTTP is what the document says, held by a validator that is not ours.</summary>
public sealed class DoorTests(OpenApiServer open) : IClassFixture<OpenApiServer>
{
    private const string Service = "/steppedcare.v1.DecisionService/";

    [Fact]
    public async Task Requests_and_replies_of_a_course_are_as_the_document_says()
    {
        var triage = Example("steppedcare.v1.TriageRequest");
        var names = new JsonObject { ["service"] = triage["service"]!.DeepClone(), ["episode"] = triage["episode"]!.DeepClone() };
        var started = new JsonObject { ["happenedOn"] = "2026-02-10", ["stepStarted"] = new JsonObject { ["step"] = "STEP_LOW" } };
        var worse = new JsonObject
        {
            ["happenedOn"] = "2026-02-17",
            ["riskAnswered"] = new JsonObject
            {
                ["answers"] = new JsonArray(new JsonObject { ["topic"] = "RISK_TOPIC_PLAN", ["answer"] = "ANSWER_YES" }),
            },
        };
        (string Method, JsonObject Request)[] calls =
        [
            ("Triage", triage),
            ("RecordEvents", With(names, ("requestId", "r2"), ("events", new JsonArray(started)))),
            ("Review", With(names, ("requestId", "r3"), ("events", new JsonArray(worse)), ("asOf", "2026-02-18T09:00:00Z"))),
            ("Evaluate", Example("steppedcare.v1.EvaluateRequest")),
            ("GetEpisode", names),
        ];

        var cases = new List<SchemaCase>();
        foreach (var (method, request) in calls)
        {
            using var reply = await PostAsync(method, request);
            var text = await reply.Content.ReadAsStringAsync();
            Assert.True(reply.StatusCode == HttpStatusCode.OK, $"{method}: {text}");
            var operation = open.Document.GetProperty("paths").GetProperty(Service + method).GetProperty("post");
            cases.Add(SchemaCase.Of(SchemaOf(operation.GetProperty("requestBody")), request.ToJsonString()));
            cases.Add(SchemaCase.Of(SchemaOf(operation.GetProperty("responses").GetProperty("200")), text));
        }

        Assert.Equal(cases.Select(one => $"{one.Schema}: "), cases.Zip(await SchemaCase.FaultsAsync(open.Document, cases), (one, fault) => $"{one.Schema}: {fault}"));
        Assert.True(cases.Single(one => one.Schema == "steppedcare.v1.ReviewResponse").Value.GetProperty("contingency").GetProperty("showNow").GetBoolean());
    }

    [Theory]
    [InlineData("Triage", """{ "service": "demo" }""", "application/json")]
    [InlineData("Triage", """{ "service": "demo", "episod": "e" }""", "application/json")]
    [InlineData("Triage", "{", "application/json")]
    [InlineData("Triage", "{}", "text/plain")]
    [InlineData("GetEpisode", """{ "service": "demo", "episode": "nobody" }""", "application/json")]
    public async Task A_failure_is_as_the_document_says(string method, string request, string type)
    {
        using var content = new StringContent(request, System.Text.Encoding.UTF8, type);
        using var reply = await open.Server.Client.PostAsync(new Uri(open.Server.Addresses.Web, Service + method), content).WaitAsync(AServer.Patience);

        var responses = open.Document.GetProperty("paths").GetProperty(Service + method).GetProperty("post").GetProperty("responses");
        var response = responses.GetProperty($"{(int)reply.StatusCode}").GetProperty("$ref").GetString()!.Split('/')[^1];
        var described = open.Document.GetProperty("components").GetProperty("responses").GetProperty(response);
        var failure = SchemaCase.Of(SchemaOf(described), await reply.Content.ReadAsStringAsync());
        Assert.Equal("", Assert.Single(await SchemaCase.FaultsAsync(open.Document, [failure])));
        Assert.Contains(failure.Value.GetProperty("code").GetString()!, described.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string method, JsonObject request) =>
        await open.Server.Client.PostAsJsonAsync(new Uri(open.Server.Addresses.Web, Service + method), request).WaitAsync(AServer.Patience);

    private JsonObject Example(string schema) => JsonNode.Parse(
        open.Document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("examples")[0].GetRawText())!.AsObject();

    private static JsonObject With(JsonObject names, params (string Name, JsonNode Value)[] fields)
    {
        var request = names.DeepClone().AsObject();
        foreach (var (name, value) in fields)
        {
            request[name] = value;
        }

        return request;
    }

    private static string SchemaOf(JsonElement described) =>
        described.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
}
