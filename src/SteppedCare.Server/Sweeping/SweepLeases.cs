using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Sweeping;

/// <summary>Shares the tags among replicas. It saves work; that nothing is told twice does not rest on it.</summary>
internal sealed class SweepLeases(IRegistryStore store, ReplicaName name)
{
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_release = TimeSpan.FromMilliseconds(1);

    /// <summary>Where this replica begins among so many, so that not all begin at the same one.</summary>
    internal int Begin(int count) => (int)((uint)string.GetHashCode(name.Value, StringComparison.Ordinal) % (uint)Math.Max(1, count));

    internal Task<bool> TakeAsync(EpisodeTag tag, CancellationToken cancellationToken) => store.TryLeaseAsync(NameOf(tag), name.Value, s_time, cancellationToken);

    internal async Task ReleaseAsync(EpisodeTag tag)
    {
        try
        {
            await store.TryLeaseAsync(NameOf(tag), name.Value, s_release, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // It ends by itself.
        }
    }

    internal static string NameOf(EpisodeTag tag) => $"sweep-{tag.Service}-{tag.Bucket:00}";
}
