using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grpc.Net.Client.Configuration;
using SteppedCare.Client;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>What docs/integrate.md shows is what the examples and the client for .NET do.</summary>
public sealed partial class IntegratePageTests
{
    private const string Page = "docs/integrate.md";
    private const string ServiceConfig = "docs/examples/service-config.json";

    [Fact]
    public void The_service_config_on_the_page_is_the_one_the_examples_use() =>
        Assert.Equal(Repository.Read(ServiceConfig), Assert.Single(Fence.Of(Page, "json")).Text);

    [Fact]
    public void The_client_for_NET_retries_by_the_same_service_config()
    {
        var options = new SteppedCareClientOptions();
        options.Addresses.Add(new Uri("http://127.0.0.1:5080"));
        using var shown = JsonDocument.Parse(Repository.Read(ServiceConfig));

        Assert.Equal(shown.RootElement.GetProperty("methodConfig").EnumerateArray().Select(InWords), RetryPolicies.Of(options).MethodConfigs.Select(InWords));
    }

    [Theory]
    [InlineData(Page)]
    [InlineData("src/SteppedCare.Client/README.md")]
    public void Every_snippet_is_cut_from_code_that_is_compiled_and_run(string page)
    {
        var sources = Directory.EnumerateFiles(Repository.PathOf("docs/examples/csharp"), "*.cs")
            .Concat(Directory.EnumerateFiles(Repository.PathOf("tests/SteppedCare.FunctionalTests/Clients"), "*.cs"))
            .Select(path => Spaces().Replace(File.ReadAllText(path), " "))
            .ToList();

        var snippets = Fence.Of(page, "csharp").ToList();

        Assert.NotEmpty(snippets);
        Assert.All(snippets, snippet => Assert.Contains(sources, source => source.Contains(Spaces().Replace(snippet.Text, " ").Trim(), StringComparison.Ordinal)));
    }

    private static string InWords(JsonElement config)
    {
        var names = config.GetProperty("name").EnumerateArray().Select(name => $"{name.GetProperty("service")}/{(name.TryGetProperty("method", out var method) ? method : "")}");
        return string.Join(' ', names) + (config.TryGetProperty("retryPolicy", out var retry)
            ? $" {retry.GetProperty("maxAttempts")} {retry.GetProperty("initialBackoff")} {retry.GetProperty("maxBackoff")} {retry.GetProperty("backoffMultiplier")} "
                + string.Join(' ', retry.GetProperty("retryableStatusCodes").EnumerateArray())
            : "");
    }

    private static string InWords(MethodConfig config)
    {
        var names = config.Names.Select(name => $"{name.Service}/{name.Method}");
        return string.Join(' ', names) + (config.RetryPolicy is { } retry
            ? string.Create(CultureInfo.InvariantCulture, $" {retry.MaxAttempts} {retry.InitialBackoff!.Value.TotalSeconds}s {retry.MaxBackoff!.Value.TotalSeconds}s {retry.BackoffMultiplier} ")
                + string.Join(' ', retry.RetryableStatusCodes.Select(code => code.ToString().ToUpperInvariant()))
            : "");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
