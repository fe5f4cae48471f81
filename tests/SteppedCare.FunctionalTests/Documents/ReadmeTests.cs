using System.Text.Json;
using SteppedCare.FunctionalTests.Servers;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>README's first screen, typed off the page.</summary>
[Collection(ReadmeCollection.Name)]
public sealed class ReadmeTests(ReadmeServer server)
{
    private static readonly string[] s_commands = [.. Fence.Of("README.md", "bash").SelectMany(fence => fence.Commands())];

    [Fact]
    public async Task The_first_command_starts_a_server_that_says_where_everything_is()
    {
        Assert.Contains($"content root    {Repository.Root}\n", server.Running.Banner, StringComparison.Ordinal);
        using var client = new HttpClient();
        Assert.Contains("steppedcare_build_info", await client.GetStringAsync(new Uri(server.Running.Web, "/metrics")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_gets_the_answer_that_the_page_shows()
    {
        var line = Assert.Single(s_commands, command => command.Contains(" call ", StringComparison.Ordinal));

        var run = await Shell.RunAsync(line, new Dictionary<string, string> { ["STEPPED_CARE_ADDRESS"] = server.Running.Grpc });

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        using var shown = JsonDocument.Parse(Assert.Single(Fence.Of("README.md", "json")).Text);
        using var real = JsonDocument.Parse(run.Output);
        Assert.Equal([], Differences(shown.RootElement, real.RootElement, "the answer"));
    }

    [Fact]
    public async Task The_same_request_by_curl_gets_the_same_answer()
    {
        var line = Assert.Single(s_commands, command => command.StartsWith("curl ", StringComparison.Ordinal));

        var run = await Shell.RunAsync(line.Replace("http://127.0.0.1:5081", server.Running.Web.ToString().TrimEnd('/'), StringComparison.Ordinal));

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        using var shown = JsonDocument.Parse(Assert.Single(Fence.Of("README.md", "json")).Text);
        using var real = JsonDocument.Parse(run.Output);
        Assert.Equal([], Differences(shown.RootElement, real.RootElement, "the answer"));
    }

    [Fact]
    public async Task The_command_for_Redis_serves_from_it()
    {
        await using var redis = await RedisServer.StartDurableAsync();
        var line = Assert.Single(s_commands, command => command.Contains("--Store:Redis=", StringComparison.Ordinal));

        await using var running = await RunningServer.StartAsync(line.Replace("127.0.0.1:6379", redis.Endpoint, StringComparison.Ordinal));

        Assert.DoesNotContain("embedded", running.Banner, StringComparison.Ordinal);
        Assert.NotEqual("0", (await redis.CommandAsync("DBSIZE")).ToString());
    }

    /// <summary>Every member on the page must stand in the reply; of a list, as many as are shown. What the page leaves out is not asked.</summary>
    internal static IEnumerable<string> Differences(JsonElement shown, JsonElement real, string path)
    {
        if (shown.ValueKind != real.ValueKind)
        {
            return [$"{path}: {real}"];
        }

        return shown.ValueKind switch
        {
            JsonValueKind.Object => shown.EnumerateObject().SelectMany(member => real.TryGetProperty(member.Name, out var found)
                ? Differences(member.Value, found, $"{path}.{member.Name}")
                : [$"{path}.{member.Name} is not in the reply"]),
            JsonValueKind.Array => shown.EnumerateArray().SelectMany((element, place) => place < real.GetArrayLength()
                ? Differences(element, real[place], $"{path}[{place}]")
                : [$"{path}[{place}] is not in the reply"]),
            _ => JsonElement.DeepEquals(shown, real) ? [] : [$"{path}: {real}"],
        };
    }
}
