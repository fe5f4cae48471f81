using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>A server on a cluster of which one primary hangs.</summary>
[Collection(nameof(SharedCluster))]
public sealed class ClusterReadinessTests(SharedCluster shared)
{
    private const int Services = 8;

    [Fact]
    public async Task While_one_primary_hangs_every_service_gets_its_epochs_on_the_others()
    {
        var names = Enumerable.Range(0, Services).Select(number => $"part-{number}").ToArray();
        await using var server = await AServer.StartAsync(
            ["--Store:Redis", shared.Cluster.Endpoints, "--Store:RedisCallTimeout", "2s", .. names.SelectMany(Service)]);
        await server.UntilReadyIsAsync("ready\n");
        var primaries = await shared.Cluster.PrimariesAsync();
        var (hanging, answering) = (primaries[0], primaries[1]);
        var lost = await Task.WhenAll(names.Select(name => EpochOnAsync(name, answering.Port)));

        await hanging.SuspendAsync();
        try
        {
            await Task.WhenAll(lost.Select(epoch => answering.CliAsync("DEL", epoch)));
            await Recovering.UntilAsync(async () => (await Task.WhenAll(lost.Select(epoch => answering.CliAsync("GET", epoch)))).All(epoch => TagEpoch.Parse(epoch).Number == 1));
        }
        finally
        {
            await hanging.ResumeAsync();
        }

        await server.UntilReadyIsAsync("ready\n");
    }

    private static string[] Service(string name) =>
    [
        $"--Services:{name}:Policy=talking-therapies", $"--Services:{name}:Contacts:0:Name=Emergency services", $"--Services:{name}:Contacts:0:Number=999",
        $"--Services:{name}:Contacts:0:When=If life is in danger now.", $"--Services:{name}:Contacts:0:ReviewBy=2027-05-31",
    ];

    private async Task<string> EpochOnAsync(string service, int port)
    {
        foreach (var epoch in EpisodeTag.All(service).Select(tag => new RedisKeys(tag).Epoch.ToString()))
        {
            if ((await shared.Cluster.OwnerOfAsync(epoch)).Port == port)
            {
                return epoch;
            }
        }

        throw new InvalidOperationException("None of its sixteen tags lies there.");
    }
}
