using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary><c>stepped-care call</c> as a process, against the real server.</summary>
[Collection(ReadmeCollection.Name)]
public sealed class CallCommandTests(ReadmeServer server)
{
    private static readonly string s_program = $"dotnet {Repository.Built("src/SteppedCare.Cli", "stepped-care.dll")}";

    [Fact]
    public async Task A_request_from_standard_input_is_answered_like_one_from_a_file()
    {
        var fromFile = await CallAsync("Triage docs/examples/triage.json");
        var fromInput = await CallAsync("Triage -", Repository.Read("docs/examples/triage.json"));
        var withoutName = await CallAsync("Triage", Repository.Read("docs/examples/triage.json"));

        Assert.Equal((0, ""), (fromFile.ExitCode, fromFile.Errors));
        using var reply = JsonDocument.Parse(fromFile.Output);
        Assert.Equal("services/demo/episodes/c5b1f0e2/decisions/1", reply.RootElement.GetProperty("clinician").GetProperty("name").GetString());
        Assert.Equal([fromFile, fromFile], [fromInput, withoutName]);
    }

    [Theory]
    [InlineData("RecordEvents", """{"episode": "x1", "events": [{"happenedOn": "yesterday"}]}""")]
    [InlineData("Evaluate", """{"service": "demo", "call": "DECISION_CALL_TRIAGE", "events": [{"happenedOn": "2026-02-02", "referralReceived": {"source": "REFERRAL_SOURCE_SELF_REFERRAL"}}, {"happenedOn": "2026-02-02", "scoreRecorded": {"instrument": "INSTRUMENT_PHQ_9", "total": 99}}]}""")]
    public async Task A_refusal_is_told_with_status_reason_and_every_field(string method, string request)
    {
        var run = await CallAsync(method, request);

        var lines = run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((6, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("INVALID_ARGUMENT INVALID_FIELDS: ", lines[0], StringComparison.Ordinal);
        Assert.NotEmpty(lines[1..]);
        Assert.All(lines[1..], line => Assert.Matches(@"^  [a-z_]+(\[\d+\])?(\.[a-z_0-9]+(\[\d+\])?)*: .", line));
    }

    [Fact]
    public async Task An_unknown_episode_is_a_refusal()
    {
        var run = await CallAsync("GetEpisode", """{"service": "demo", "episode": "nobody"}""");

        Assert.Equal((6, "NOT_FOUND EPISODE_UNKNOWN: No such episode; the first event of a new one is its referral.\n"), (run.ExitCode, run.Errors));
    }

    [Theory]
    [InlineData("""{"service": "demo", "epsiode": "hush"}""", "epsiode is no field.\n")]
    [InlineData("""{"events": [{}, {"scoreRecorded": {"instrument": "hush"}}]}""", "events[1].scoreRecorded.instrument cannot be read as one of the names of Instrument.\n")]
    [InlineData("""{"events": [{"score_recorded": {"items": [{"value": "hush"}]}}], "asOf": "hush"}""", "events[0].score_recorded.items[0].value cannot be read as double.\nasOf cannot be read as Timestamp.\n")]
    [InlineData("""{"events": "hush"}""", "events must be a list.\n")]
    [InlineData("""{"events": ["hush"]}""", "events[0] must be an object.\n")]
    [InlineData("""{"episode": "hush", "episode": "hush"}""", "episode is given twice.\n")]
    [InlineData("""{"events": [{"planExplained": {}, "voided": {}}]}""", "events[0] may have one of planExplained, voided.\n")]
    [InlineData("""["hush"]""", "The request must be an object.\n")]
    [InlineData("{\n  \"service\": hush", "The request is no JSON: line 2, byte 14.\n")]
    [InlineData("", "The request is no JSON: line 1, byte 1.\n")]
    public async Task A_request_that_cannot_be_read_is_told_by_its_fields_and_never_by_their_values(string request, string says)
    {
        var run = await CallAsync("Triage", request);

        Assert.Equal((2, says), (run.ExitCode, run.Errors));
    }

    [Theory]
    [InlineData("Triaje docs/examples/triage.json", "There is no such method; there are Triage, Review, ")]
    [InlineData("Triage no/such/file.json", "The file of the request is not there or cannot be read.")]
    [InlineData("Triage docs/examples/triage.json --address ftp://host", "--address or STEPPED_CARE_ADDRESS must be host:port or http://host:port.")]
    [InlineData("Triage docs/examples/triage.json more", "")]
    [InlineData("", "")]
    public async Task Bad_arguments_are_told_by_their_own_code(string arguments, string says)
    {
        var run = await Shell.RunAsync($"{s_program} call {arguments}");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(says, run.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public async Task Where_no_service_listens_none_was_reached()
    {
        var run = await Shell.RunAsync($"{s_program} call Triage docs/examples/triage.json --address 127.0.0.1:1");

        Assert.Equal((7, "UNAVAILABLE: no service answered at http://127.0.0.1:1/.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task The_web_address_takes_the_same_command()
    {
        var run = await Shell.RunAsync($"{s_program} call Triage docs/examples/triage.json --address {server.Running.Web}");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("OUTCOME_ENTER", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_speaks_no_gRPC_is_not_the_service()
    {
        await using var other = WebApplication.CreateSlimBuilder().Build();
        other.Urls.Add("http://127.0.0.1:0");
        await other.StartAsync();

        var run = await Shell.RunAsync($"{s_program} call Triage docs/examples/triage.json --address {other.Urls.Single()}");

        Assert.Equal(7, run.ExitCode);
        Assert.Contains("is no SteppedCare service", run.Errors, StringComparison.Ordinal);
    }

    private Task<Shell> CallAsync(string arguments, string? input = null) =>
        Shell.RunAsync($"{s_program} call {arguments} --address {server.Running.Grpc}", input: input);
}
