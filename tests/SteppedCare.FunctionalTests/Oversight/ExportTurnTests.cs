using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>Many analysts at once are slower, and nobody's decision is.</summary>
public sealed class ExportTurnTests
{
    private const int Analysts = 6;

    [Fact]
    public async Task However_many_export_at_once_two_read_and_all_get_everything()
    {
        await using var store = await OwnStore.StartAsync(BothServers.Embedded);
        var logs = new HeldReads();
        await using var server = await store.ServeAsync(services =>
            services.AddSingleton<ILogTail>(provider => logs.Over(provider.GetRequiredService<SqliteTrajectoryStore>().LogTail)));
        var course = server.Course();
        await course.TriageAsync(A.Mild);

        logs.Hold();
        var exports = Enumerable.Range(0, Analysts).Select(_ => ExportTests.RecordsAsync(server, new() { Kinds = { Wire.ExportKind.Decisions } })).ToArray();
        await logs.AwaitAsync(sought: Analysts * 2 * EpisodeTag.Buckets, reading: Exporting.Turns * EpisodeTag.Buckets);
        logs.Release();

        foreach (var records in await Task.WhenAll(exports).WaitAsync(AssembledServer.Patience))
        {
            Assert.Equal(course.Name, Assert.Single(records).Episode);
        }

        Assert.Equal(Exporting.Turns * EpisodeTag.Buckets, logs.MostAtOnce);
    }

    /// <summary>The log as it is, whose readers wait until they are let go.</summary>
    private sealed class HeldReads : ILogTail
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _isThere = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ILogTail? _inner;
        private bool _isHeld;
        private (int Sought, int Reading) _awaited = (int.MaxValue, int.MaxValue);
        private int _sought;
        private int _reading;

        internal int MostAtOnce { get; private set; }

        internal HeldReads Over(ILogTail inner)
        {
            _inner = inner;
            return this;
        }

        internal void Hold() => _isHeld = true;

        internal void Release() => _open.SetResult();

        /// <summary>Until so many places were sought and so many reads wait.</summary>
        internal async Task AwaitAsync(int sought, int reading)
        {
            lock (_lock)
            {
                _awaited = (sought, reading);
                Tell();
            }

            await _isThere.Task.WaitAsync(AssembledServer.Patience);
        }

        public Task<LogBounds> BoundsAsync(EpisodeTag tag, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                _sought += _isHeld ? 1 : 0;
                Tell();
            }

            return _inner!.BoundsAsync(tag, cancellationToken);
        }

        public async Task<IReadOnlyList<LogEntry>?> ReadOnAsync(EpisodeTag tag, LogPosition after, int count, CancellationToken cancellationToken)
        {
            if (!_isHeld)
            {
                return await _inner!.ReadOnAsync(tag, after, count, cancellationToken);
            }

            lock (_lock)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++_reading);
                Tell();
            }

            await _open.Task.WaitAsync(cancellationToken);
            var entries = await _inner!.ReadOnAsync(tag, after, count, cancellationToken);
            lock (_lock)
            {
                _reading--;
            }

            return entries;
        }

        public Task<LogEntry?> FirstAfterAsync(EpisodeTag tag, LogPosition place, CancellationToken cancellationToken) => _inner!.FirstAfterAsync(tag, place, cancellationToken);

        private void Tell()
        {
            if (_sought >= _awaited.Sought && _reading >= _awaited.Reading)
            {
                _isThere.TrySetResult();
            }
        }
    }
}
