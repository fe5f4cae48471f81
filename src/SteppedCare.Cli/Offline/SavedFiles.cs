using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SteppedCare.Cli;

/// <summary>Tells when files of a folder were saved: once for a burst, since editors write in several steps.</summary>
internal sealed class SavedFiles(string folder, TimeProvider time)
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(150);

    internal async IAsyncEnumerable<DateTimeOffset> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var saved = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        void Tell(object sender, FileSystemEventArgs change) => saved.Writer.TryWrite(true);
        watcher.Changed += Tell;
        watcher.Created += Tell;
        watcher.Deleted += Tell;
        watcher.Renamed += (sender, change) => Tell(sender, change);
        watcher.EnableRaisingEvents = true;
        while (await saved.Reader.WaitToReadAsync(cancellation))
        {
            await Task.Delay(s_quiet, time, cancellation);
            while (saved.Reader.TryRead(out _))
            {
            }

            yield return time.GetUtcNow();
        }
    }
}
