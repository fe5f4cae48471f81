using SteppedCare.FunctionalTests.Servers;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>
/// A portal in every language plays the same story against the server that README starts, through a connection that is cut and another that falls silent, and
/// prints
/// the same: so every client decides, fails, retries and resumes alike.
/// </summary>
[Collection(ReadmeCollection.Name)]
public sealed class ExampleTests(ReadmeServer server)
{
    private const string Page = "docs/integrate.md";
    private const string GrpcPort = "http://127.0.0.1:5080";
    private const string WebPort = "http://127.0.0.1:5081";

    private static readonly string[] s_commands =
    [
        .. Fence.Of(Page, "bash").SelectMany(fence => fence.Commands())
            .Where(command => command.Contains("/portal.", StringComparison.Ordinal) || command.Contains("examples/csharp", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Portals => [.. s_commands];

    [Theory]
    [MemberData(nameof(Portals))]
    public async Task A_portal_in_every_language_decides_fails_retries_and_resumes_alike(string command)
    {
        var overGrpc = command.EndsWith(GrpcPort, StringComparison.Ordinal);
        await using var proxy = new CuttingProxy(overGrpc ? new Uri($"http://{server.Running.Grpc}").Port : server.Running.Web.Port);
        proxy.CutAfter("please-cut-");
        proxy.SilenceAfter("please-be-silent-");

        var run = await Shell.RunAsync(command.Replace(overGrpc ? GrpcPort : WebPort, $"http://{proxy.Endpoint}", StringComparison.Ordinal));

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(Transcript(withStreams: overGrpc), run.Output);
        Assert.Equal(2, proxy.Cuts);
    }

    [Fact]
    public void Every_client_has_its_line()
    {
        string[] clients = ["csharp", "grpc-js", "connect ", "connect-json ", "connect-http2 ", "connect-json-http2 ", "connect-grpc ", "python3 ", "portal.sh"];

        Assert.All(clients, client => Assert.Single(s_commands, command => command.Contains(client, StringComparison.Ordinal)));
    }

    // The unary form of Connect has no streams.
    private static string Transcript(bool withStreams) =>
        string.Concat(Repository.Read("docs/examples/transcript.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => withStreams || !line.StartsWith("caseload", StringComparison.Ordinal))
            .Select(line => line + "\n"));
}
