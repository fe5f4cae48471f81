using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>Takes in about once a second what other replicas appended.</summary>
internal sealed class RegistryPoll(IPolicyRegistry registry, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await registry.RefreshAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The registry said so in log and metrics; the next look is in a second.
            }
        }
    }
}
