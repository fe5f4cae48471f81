using SteppedCare.Policies;
using SteppedCare.Tests.Policies.Gates;

namespace SteppedCare.Tests.Policies;

/// <summary>What must not pass unseen is the same whichever shipped policy answers: who is left alone surfaces under both.</summary>
public sealed class ShippedWatchTests
{
    [Fact]
    public void Both_shipped_policies_watch_the_same_numbers_and_raise_the_same_tasks()
    {
        var watches = Watches("policies/talking-therapies/2026.1");

        Assert.Equal(12, watches.Length);
        Assert.Equal(watches, Watches("policies/nice-depression/2026.1"));
    }

    private static string[] Watches(string version)
    {
        var bundle = Bundles.Read(version);
        var revision = PolicyCompiler.Load(bundle.Label, bundle.Source, cache: null).Revision!;
        try
        {
            return [.. revision.Book.WatchTimers.Select(watch => $"{watch.Name} {watch.Step} {watch.Fact} {string.Join(' ', watch.Thresholds)} {watch.Task}")];
        }
        finally
        {
            revision.Retire();
        }
    }
}
