using System.Text.Json;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Hosting;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.OpenApi;

/// <summary>The page in a real browser, used by its labels and the keyboard.</summary>
public sealed class TryPageTests
{
    private static readonly string[] s_paths = ["/try", "/try/page.css", "/try/page.js", "/try/examples.js", "/try/icon.svg", "/openapi.json"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_makes_calls_shows_answers_and_names_the_field_that_is_wrong(bool development)
    {
        await using var server = await StartAsync(development ? ["--development"] : []);

        var seen = await VisitAsync(server);

        Assert.Empty(seen.Complaints);
        Assert.Equal(server.Addresses.Web.GetLeftPart(UriPartial.Authority), Assert.Single(seen.Hosts.Distinct()));
        Assert.Equal(
            Wire.DecisionService.Descriptor.Methods.Concat(Wire.OversightService.Descriptor.Methods).Concat(Wire.PolicyService.Descriptor.Methods).Where(method => !method.IsClientStreaming && !method.IsServerStreaming)
                .Select(method => method.Name).Append("Check"),
            seen.Calls);
        Assert.Equal(development, seen.Notice);
        Assert.StartsWith("Where should care begin?", seen.Meaning, StringComparison.Ordinal);
        Assert.StartsWith("200 OK", seen.Triage.Status, StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"OUTCOME_ENTER\"", seen.Triage.Text, StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"OUTCOME_ENTER\"", seen.Decision.Text, StringComparison.Ordinal);
        Assert.Contains("\"showNow\": true", seen.Review.Text, StringComparison.Ordinal);
        Assert.Contains("Emergency services: 999.", seen.Contacts, StringComparison.Ordinal);
        Assert.StartsWith("400, ", seen.Refused.Status, StringComparison.Ordinal);
        Assert.Contains("invalid_argument (INVALID_FIELDS)", seen.Failure, StringComparison.Ordinal);
        Assert.Contains("events[1].score_recorded.items[0]", seen.Failure, StringComparison.Ordinal);
        Assert.True(seen.ContactsGone);
        Assert.Contains("(PERSON_REQUIRED)", seen.Nobody, StringComparison.Ordinal);
        Assert.DoesNotContain("_REQUIRED)", seen.Somebody, StringComparison.Ordinal);
        Assert.StartsWith("The request is not JSON", seen.Unsent, StringComparison.Ordinal);
        Assert.Equal(2, seen.Grounds.Distinct().Count());
        Assert.Equal(1, seen.SentAtOnce);
        Assert.True(seen.KeepsFocus);
        Assert.True(seen.KeepsDraft);
        Assert.True(seen.Contrast >= 3, $"{seen.Contrast}");
    }

    [Fact]
    public async Task It_takes_nothing_from_anywhere_else_and_runs_nothing_inline()
    {
        await using var server = await StartAsync([]);

        foreach (var path in s_paths)
        {
            using var reply = await server.Client.GetAsync(new Uri(server.Addresses.Web, path)).WaitAsync(AServer.Patience);
            Assert.Equal(
                "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                Assert.Single(reply.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
        }

        using var elsewhere = await server.Client.GetAsync(new Uri(server.Addresses.Web, "/try/other.js")).WaitAsync(AServer.Patience);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Its_address_with_a_slash_leads_to_the_one_without()
    {
        await using var server = await StartAsync([]);

        using var reply = await server.Client.GetAsync(new Uri(server.Addresses.Web, "/try/")).WaitAsync(AServer.Patience);

        Assert.Equal(new Uri(server.Addresses.Web, "/try"), reply.RequestMessage!.RequestUri);
        Assert.Equal("text/html", reply.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<AServer> StartAsync(IReadOnlyList<string> arguments)
    {
        var server = await AServer.StartAsync([.. arguments, "--Policies", Path.Combine(AssembledServer.Repository, "policies")]);
        await server.UntilReadyIsAsync("ready\n");
        return server;
    }

    private static async Task<Seen> VisitAsync(AServer server)
    {
        var modules = new Dictionary<string, string> { ["NODE_PATH"] = Repository.PathOf("eng/clients/node_modules") };

        var run = await Shell.RunAsync(
            $"node tests/SteppedCare.FunctionalTests/OpenApi/try-page.js {server.Addresses.Web} \"$(type -P chromium)\"", modules);

        Assert.True(run.ExitCode == 0, run.Errors);
        return JsonSerializer.Deserialize<Seen>(run.Output, JsonSerializerOptions.Web)!;
    }

    private sealed record Seen(
        string[] Complaints, string[] Hosts, string[] Calls, bool Notice, string Meaning, Answer Triage, Answer Decision, Answer Review, string Contacts,
        Answer Refused, string Failure, bool ContactsGone, string Nobody, string Somebody, string Unsent, string[] Grounds, int SentAtOnce, bool KeepsFocus, bool KeepsDraft, double Contrast);

    private sealed record Answer(string Status, string Text);
}
