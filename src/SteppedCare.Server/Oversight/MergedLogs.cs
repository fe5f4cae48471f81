using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>
/// The sixteen logs of a service as one, lowest position first: in the embedded file the order of commits; in Redis that of the primaries' clocks, exact
/// within a tag.
/// </summary>
internal sealed class MergedLogs(ILogTail log, string service, LogVector at)
{
    private const int ReadAtOnce = 128;

    private readonly EpisodeTag[] _tags = [.. EpisodeTag.All(service)];
    private readonly Queue<LogEntry>[] _coming = [.. Enumerable.Range(0, EpisodeTag.Buckets).Select(_ => new Queue<LogEntry>())];
    private readonly LogPosition[] _read = [.. at.Positions];
    private readonly bool[] _isAtEnd = new bool[EpisodeTag.Buckets];
    private LogVector _at = at;

    /// <summary>The next entries; none at the end of all logs, null when a place is lost.</summary>
    internal async Task<IReadOnlyList<MergedEntry>?> TakeAsync(int count, CancellationToken cancellationToken)
    {
        var taken = new List<MergedEntry>(count);
        while (taken.Count < count)
        {
            if (!await FillAsync(cancellationToken))
            {
                return null;
            }

            var bucket = -1;
            for (var each = 0; each < _coming.Length; each++)
            {
                if (_coming[each].Count > 0 && (bucket < 0 || Head(each).CompareTo(Head(bucket)) < 0))
                {
                    bucket = each;
                }
            }

            if (bucket < 0)
            {
                break;
            }

            var position = Head(bucket);
            _at = _at.With(bucket, position);
            taken.Add(new MergedEntry(bucket, _coming[bucket].Dequeue(), _at));
        }

        return taken;
    }

    /// <summary>Nothing more is wanted of this log.</summary>
    internal void End(int bucket)
    {
        _isAtEnd[bucket] = true;
        _coming[bucket].Clear();
    }

    private LogPosition Head(int bucket) => LogPosition.Parse(_coming[bucket].Peek().Position);

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        var empty = Enumerable.Range(0, _coming.Length).Where(bucket => _coming[bucket].Count == 0 && !_isAtEnd[bucket]).ToArray();
        if (empty.Length == 0)
        {
            return true;
        }

        var pages = await Task.WhenAll(empty.Select(bucket => log.ReadOnAsync(_tags[bucket], _read[bucket], ReadAtOnce, cancellationToken)));
        for (var index = 0; index < empty.Length; index++)
        {
            if (pages[index] is not { } page)
            {
                return false;
            }

            var bucket = empty[index];
            foreach (var entry in page)
            {
                _coming[bucket].Enqueue(entry);
            }

            _read[bucket] = page.Count > 0 ? LogPosition.Parse(page[^1].Position) : _read[bucket];
            _isAtEnd[bucket] = page.Count < ReadAtOnce;
        }

        return true;
    }
}

/// <summary>An entry of the merged logs.</summary>
/// <param name="Bucket">Its tag's number.</param>
/// <param name="Entry">The entry.</param>
/// <param name="At">What was seen of all logs, this entry with it.</param>
internal readonly record struct MergedEntry(int Bucket, LogEntry Entry, LogVector At);
