using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Sweeping;

/// <summary>Sweeps round after round. A change of rollout begins the next one at once.</summary>
internal sealed partial class SweepRounds(Sweeper sweeper, IPolicyRegistry registry, SweepOptions options, TimeProvider time, ILogger<SweepRounds> logger) : BackgroundService
{
    private readonly Bell _bell = new();

    public override void Dispose()
    {
        base.Dispose();
        _bell.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        registry.Moved += OnMoved;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (!await RoundAsync(stoppingToken))
                {
                    await _bell.WaitAsync(options.Every, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end: another replica goes on, or this one after its next start.
        }
        finally
        {
            registry.Moved -= OnMoved;
        }
    }

    private async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await sweeper.RoundAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Said elsewhere; the next round is soon.
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            RoundBroke(FaultKinds.Of(fault), fault.StackTrace ?? "");
        }

        return false;
    }

    private void OnMoved(RegistryState state) => _bell.Ring();

    [LoggerMessage(161, LogLevel.Error, "A sweep over what fell due failed: {Kinds}; the next one goes on\n{Stack}")]
    private partial void RoundBroke(string kinds, string stack);
}
