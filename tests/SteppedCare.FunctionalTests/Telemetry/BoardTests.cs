using System.Text.Json;
using System.Text.RegularExpressions;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.FunctionalTests.Telemetry;

/// <summary>The boards that operators copy ask a real Prometheus what it can answer, for what there is.</summary>
public sealed partial class BoardTests
{
    private static readonly string s_folder = Path.Combine(AssembledServer.Repository, "deploy", "grafana");

    public static TheoryData<string> Boards { get; } = [.. Directory.EnumerateFiles(s_folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task Every_query_of_a_board_is_taken_by_Prometheus_and_names_what_there_is(string board)
    {
        await using var server = await AServer.StartAsync(["--Listen:Operations", "127.0.0.1:0"]);
        await using var prometheus = await PrometheusServer.StartAsync(server.Operations);
        await prometheus.QueryAsync(MetricNames.BuildInfo);
        var queries = QueriesOf(board);

        Assert.NotEmpty(queries);
        Assert.All(await Task.WhenAll(queries.Select(prometheus.FaultOfAsync)), Assert.Empty);
        Assert.All(
            queries.SelectMany(query => Metric().Matches(query)).Select(match => match.Value.Replace("_bucket", "", StringComparison.Ordinal)),
            name => Assert.Contains(name, MetricNames.All));
        Assert.All(
            queries.SelectMany(query => Measured().Matches(query)).Select(match => match.Groups[1].Value), name => Assert.NotNull(MeasureCatalogue.Find(name)));
    }

    private static string[] QueriesOf(string board)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, board)));
        return
        [
            .. json.RootElement.GetProperty("panels").EnumerateArray()
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
                .Select(target => target.GetProperty("expr").GetString()!),
        ];
    }

    [GeneratedRegex("steppedcare_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("measure=\"([a-z0-9-]+)\"")]
    private static partial Regex Measured();
}
