using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>Takes in about once a second what other replicas appended.</summary>
internal sealed partial class RegistryPoll(IPolicyRegistry registry, TimeProvider time, ILogger<RegistryPoll> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private bool _isBroken;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await registry.RefreshAsync(stoppingToken);
                _isBroken = false;
            }
            catch (StoreUnavailableException)
            {
                // The registry said so in log and metrics; the next look is in a second.
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // What is live stays live: nothing that is read there may end the server.
                if (!_isBroken)
                {
                    PollBroke(fault);
                }

                _isBroken = true;
            }
        }
    }

    [LoggerMessage(123, LogLevel.Error, "Reading the registry of policies failed; what is live stays live, and it is read again every second")]
    private partial void PollBroke(Exception fault);
}
