using System.Collections;
using System.Text.RegularExpressions;
using SteppedCare.FunctionalTests.Hosting;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>What the image holds, without the image: published, started, asked and stopped by the steps that the Dockerfile names.</summary>
[Collection(ReadmeCollection.Name)]
public sealed partial class PublishTests
{
    [Fact]
    public async Task A_published_server_serves_says_so_and_stops_when_asked()
    {
        using var folder = new TemporaryFolder();
        var published = await Shell.RunAsync($"eng/publish.sh {folder.Path}");
        Assert.True(published.ExitCode == 0, published.Output + published.Errors);
        var program = $"dotnet {Path.Combine(folder.Path, "SteppedCare.Server.dll")}";

        await using var server = await RunningServer.StartAsync($"{program} --Policies {Repository.PathOf("policies")}");
        var health = await Shell.RunAsync($"{program} healthcheck --address {server.Grpc} --timeout 30s");

        Assert.Equal((0, "SERVING\n", ""), (health.ExitCode, health.Output, health.Errors));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public void The_settings_of_the_image_are_settings_and_good_with_its_argument_alone()
    {
        using var folder = new TestFolder();
        var dockerfile = Repository.Read("Dockerfile");
        var environment = new Hashtable();
        foreach (Match setting in Variable().Matches(dockerfile))
        {
            // The image's folders are not on this machine.
            environment[setting.Groups["name"].Value] = setting.Groups["value"].Value.Replace("/data", folder.Path, StringComparison.Ordinal);
        }

        var (settings, faults) = folder.Read(["--development"], environment);
        var (_, without) = folder.Read([], environment);

        Assert.Equal(3, environment.Count);
        Assert.Empty(faults);
        Assert.Equal((folder.Path, "0.0.0.0:5080", "0.0.0.0:5081"), (settings.Folders.Data, settings.Listen.Grpc.ToString(), settings.Listen.Web.ToString()));
        Assert.Equal(["Listen:Grpc", "Listen:Web"], without.Select(fault => fault.Name));
        Assert.Contains("\nCMD [\"--development\"]\n", dockerfile, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<name>STEPPEDCARE_[A-Z_]+)=(?<value>\S+)")]
    private static partial Regex Variable();
}
