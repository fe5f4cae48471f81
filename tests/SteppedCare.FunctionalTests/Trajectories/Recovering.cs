using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>Asks a store again until it is back, as its callers do; bounded.</summary>
internal static class Recovering
{
    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(50);

    public static async Task<StoredEpisode> LoadAsync(ITrajectoryStore store, EpisodeKey key)
    {
        StoredEpisode? found = null;
        await UntilAsync(async () =>
        {
            found = await store.LoadAsync(key, null, CancellationToken.None);
            return true;
        });
        return found!.Value;
    }

    public static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                if (await reached())
                {
                    return;
                }
            }
            catch (StoreUnavailableException) when (!patience.IsCancellationRequested)
            {
            }

            await Task.Delay(s_betweenAttempts, patience.Token);
        }
    }
}
