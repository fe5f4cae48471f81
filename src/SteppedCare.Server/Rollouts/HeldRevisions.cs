using System.Collections.Immutable;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>Revisions that every replica is asked to hold, and this one does, until it is disposed of: however long the change that needs them takes.</summary>
internal sealed class HeldRevisions : IAsyncDisposable
{
    private static readonly TimeSpan s_wantedFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_renewed = TimeSpan.FromSeconds(10);

    private readonly IDisposable _here;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;

    private HeldRevisions(IRegistryStore store, ImmutableArray<RevisionName> revisions, IDisposable here, TimeProvider time)
    {
        _here = here;
        _renewing = RenewAsync(store, revisions, time, _ended.Token);
    }

    internal static async Task<HeldRevisions> HoldAsync(
        IRegistryStore store, RolloutKeeper keeper, ImmutableArray<RevisionName> revisions, TimeProvider time, CancellationToken cancellationToken)
    {
        await store.WantAsync(revisions, s_wantedFor, cancellationToken);
        return new HeldRevisions(store, revisions, keeper.Prepare(revisions), time);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        _ended.Dispose();
        _here.Dispose();
    }

    private static async Task RenewAsync(IRegistryStore store, ImmutableArray<RevisionName> revisions, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_renewed, time, cancellationToken);
                try
                {
                    await store.WantAsync(revisions, s_wantedFor, cancellationToken);
                }
                catch (StoreUnavailableException)
                {
                    // The next time is before it ends.
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The change is made, or given up.
        }
    }
}
