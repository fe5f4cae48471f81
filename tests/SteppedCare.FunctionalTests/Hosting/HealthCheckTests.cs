namespace SteppedCare.FunctionalTests.Hosting;

public sealed class HealthCheckTests
{
    [Theory]
    [InlineData("", 0, "SERVING\n")]
    [InlineData("down", 1, "NOT_SERVING\n")]
    [InlineData("unknown", 1, "")]
    [InlineData("silent", 1, "")]
    public async Task Its_exit_code_says_whether_the_server_serves(string service, int code, string says)
    {
        await using var server = await AServer.StartAsync(map: ScriptedHealth.Map);

        var run = await ServerProcess.RunAsync(
            AppContext.BaseDirectory, "healthcheck", "--address", server.Addresses.Grpc.Authority, "--service", service, "--timeout", service == "silent" ? "500ms" : "30s");

        Assert.Equal((code, says), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task No_server_is_not_serving()
    {
        var run = await ServerProcess.RunAsync(AppContext.BaseDirectory, "healthcheck", "--address", "127.0.0.1:1");

        Assert.Equal((1, "http://127.0.0.1:1/ did not say that it serves: Unavailable.\n"), (run.ExitCode, run.Errors));
    }

    [Theory]
    [InlineData("--timeout", "2")]
    [InlineData("--address", "ftp://host")]
    public async Task An_option_that_cannot_be_read_is_a_bad_argument(string option, string value) =>
        Assert.Equal(64, (await ServerProcess.RunAsync(AppContext.BaseDirectory, "healthcheck", option, value)).ExitCode);
}
