using System.Net;
using System.Net.Sockets;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>The real program, refusing.</summary>
public sealed class StartRefusalTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_fault_is_told_at_once_and_a_secret_never()
    {
        var run = await ServerProcess.RunAsync(
            _folder.Path, "--ContentRoot", _folder.Path, "--Listen:Gprc", "127.0.0.1:0", "--Limits:MaxDeadline=9", "--Store:RedisPassword", "hush",
            "--Services:demo:TimeZone", "Europe/Londres", "--Log:Format", "xml");

        Assert.Equal(
            """
            The server does not start: 5 settings are refused.
              Limits:MaxDeadline = "9" (argument): must be a number with its unit, such as 500ms, 2s or 1m, from 100ms to 10m.
              Listen:Gprc (argument) is no setting. Did you mean Listen:Grpc?
              Log:Format = "xml" (argument): must be simple or json.
              Services:demo:TimeZone = "Europe/Londres" (argument): must be the name of a time zone, such as Europe/London.
              Store:RedisPassword (argument, not shown): of no use without Store:Redis.

            """,
            run.Errors);
        Assert.Equal(78, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Outside_loopback_without_authentication_it_does_not_start()
    {
        var run = await ServerProcess.RunAsync(_folder.Path, "--ContentRoot", _folder.Path, "--Listen:Grpc", "0.0.0.0:0", "--Listen:Web=127.0.0.1:0");

        Assert.Equal(
            """
            The server does not start: 1 setting is refused.
              Listen:Grpc = "0.0.0.0:0" (argument): reachable from outside this machine, and this server does not authenticate its callers. Listen on 127.0.0.1 or [::1] behind a proxy that does, or pass --development if whoever can reach it may read and write everything.

            """,
            run.Errors);
        Assert.Equal(78, run.ExitCode);
    }

    [Fact]
    public async Task With_the_development_switch_it_starts_outside_loopback_and_shouts()
    {
        var run = await ServerProcess.RunUntilAsync(
            _folder.Path, "steppedcare-development: true", "--ContentRoot", _folder.Path, "--Listen:Grpc", "0.0.0.0:0", "--Listen:Web=127.0.0.1:0", "--development");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("!!! DEVELOPMENT: NOBODY IS AUTHENTICATED.", run.Output, StringComparison.Ordinal);
        Assert.Contains($"content root    {_folder.Path}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"data            {_folder.Path}/data\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("store           embedded", run.Output, StringComparison.Ordinal);
        Assert.Contains("service demo    talking-therapies 2026.1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overdue_crisis_contact_is_a_loud_warning_and_no_refusal()
    {
        var file = _folder.Write("overdue.json", """
            { "Services": { "demo": { "Contacts": [ { "Name": "Crisis line", "Number": "111", "When": "Now.", "ReviewBy": "2020-01-31" } ] } } }
            """);

        var run = await ServerProcess.RunUntilAsync(
            _folder.Path, "OVERDUE", ["--config", file, "--ContentRoot", _folder.Path, .. TestFolder.FreePorts]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("CRISIS CONTACT OVERDUE FOR REVIEW: Crisis line of service demo was to be checked by 2020-01-31", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_as_unavailable()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();

        var run = await ServerProcess.RunAsync(
            _folder.Path, "--ContentRoot", _folder.Path, "--Listen:Grpc", $"{holder.LocalEndpoint}", "--Listen:Web=127.0.0.1:0");

        Assert.Equal(69, run.ExitCode);
        Assert.Contains("address already in use", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Argument 1 is not an option: options begin with --.", "serve")]
    [InlineData("--Data needs a value.", "--Data")]
    [InlineData("--data is given twice.", "--Data", "a", "--data=b")]
    [InlineData("--data is no option of healthcheck: it takes --address, --service and --timeout.", "healthcheck", "--data", "x")]
    public async Task A_command_line_that_cannot_be_read_is_refused(string message, params string[] arguments)
    {
        var run = await ServerProcess.RunAsync(_folder.Path, arguments);

        Assert.Equal(64, run.ExitCode);
        Assert.Equal($"The command line cannot be read (--help lists what can be given):\n  {message}\n", run.Errors);
    }

    [Fact]
    public async Task A_file_of_settings_that_is_not_there_or_not_json_is_refused_without_quoting_it()
    {
        var broken = _folder.Write("broken.json", "{ \"Store\": { \"RedisPassword\": \"hush\" ");

        var absent = await ServerProcess.RunAsync(_folder.Path, "--config", "absent.json");
        var unreadable = await ServerProcess.RunAsync(_folder.Path, "--config", broken);

        Assert.Equal((78, $"The server does not start: The file of settings {_folder.Path}/absent.json is not there.\n"), (absent.ExitCode, absent.Errors));
        Assert.Equal((78, $"The server does not start: The file of settings {broken} cannot be read as JSON.\n"), (unreadable.ExitCode, unreadable.Errors));
    }
}
