using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SteppedCare.Cli;

/// <summary>Tells when files of a folder were saved, from its making on: once for a burst, since editors write in several steps.</summary>
internal sealed class SavedFiles : IDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(150);

    private readonly Channel<bool> _saved = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher _watcher;
    private readonly TimeProvider _time;

    internal SavedFiles(string folder, TimeProvider time)
    {
        _time = time;
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        _watcher.Changed += Tell;
        _watcher.Created += Tell;
        _watcher.Deleted += Tell;
        _watcher.Renamed += Tell;
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose() => _watcher.Dispose();

    internal async IAsyncEnumerable<DateTimeOffset> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await _saved.Reader.WaitToReadAsync(cancellation))
        {
            await Task.Delay(s_quiet, _time, cancellation);
            while (_saved.Reader.TryRead(out _))
            {
            }

            yield return _time.GetUtcNow();
        }
    }

    private void Tell(object sender, FileSystemEventArgs change) => _saved.Writer.TryWrite(true);
}
