using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>Finishes what is to be moved and nobody moves: a rollout whose time has come, or one whose mover was killed.</summary>
internal sealed partial class RolloutMoving(RolloutMover mover, IPolicyRegistry registry, TimeProvider time, ILogger<RolloutMoving> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly Bell _bell = new();

    /// <summary>A first rollout is reached before the server listens, if the store can be reached.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await MoveAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

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
                await MoveAsync(stoppingToken);
                await _bell.WaitAsync(s_period, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end: another replica goes on.
        }
        finally
        {
            registry.Moved -= OnMoved;
        }
    }

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await mover.MoveDueAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Said elsewhere; the next try is in a second.
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            MoveBroke(fault);
        }
    }

    private void OnMoved(RegistryState state) => _bell.Ring();

    [LoggerMessage(54, LogLevel.Error, "Moving rollouts failed; the next try is in a second")]
    private partial void MoveBroke(Exception fault);
}
