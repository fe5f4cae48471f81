using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>Asks the shadows while calls go on, brings counts into the store about once a second, and lets the guard look at them.</summary>
internal sealed partial class RolloutWatching(
    ShadowAsking shadows, ArmTallies tallies, RolloutGuard guard, RolloutKeeper keeper, TimeProvider time, ILogger<RolloutWatching> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var asking = shadows.AskAllAsync(stoppingToken);
        try
        {
            using var timer = new PeriodicTimer(s_period, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await LeaveAsync();
        }

        await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
            await guard.LookAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Said elsewhere; counts are kept until it is back.
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LookBroke(fault);
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(s_farewell, time);
            await FlushAsync(patience.Token);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // The counts of the last second are lost.
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await tallies.FlushAsync(cancellationToken);
        await shadows.FlushAsync(cancellationToken);
        shadows.KeepOnly((service, epoch) => keeper.Find(service, epoch) is not null);
    }

    [LoggerMessage(58, LogLevel.Error, "Watching rollouts failed; the next look is in a second")]
    private partial void LookBroke(Exception fault);
}
