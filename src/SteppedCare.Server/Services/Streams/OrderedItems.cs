using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Services.Streams;

/// <summary>
/// The items of one stream on their way to their answers: some worked on at once, two of one episode one after the other, answers in the order of the
/// items. An item keeps its place until its answer is written, and nothing is read without room for it; so a caller who does not read is not read from, and
/// memory stays bounded, in items and in bytes.
/// </summary>
/// <param name="items">Where they come from.</param>
/// <param name="answers">Where the answers go. A write that waits is the flow control of the connection, down to the caller.</param>
/// <param name="turn">The episode within which an item waits for its turn; null for an item that waits for none.</param>
/// <param name="answer">Answers one; never throws.</param>
internal sealed class OrderedItems<TItem, TAnswer>(
    IAsyncStreamReader<TItem> items, IServerStreamWriter<TAnswer> answers, Func<TItem, EpisodeKey?> turn, Func<TItem, Task<TAnswer>> answer)
    where TItem : IMessage
    where TAnswer : IMessage
{
    private const int MostItems = 64;
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly Room _room = new(MostItems, MostBytes);
    private readonly Channel<Item> _inOrder = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly ConcurrentDictionary<EpisodeKey, Task<TAnswer>> _latest = new();

    /// <summary>Answers until there is nothing more to read, or reading failed or was stopped; what was read is answered in any case.</summary>
    /// <param name="stopReading">Ends the reading alone.</param>
    /// <param name="gone">Nobody waits for answers any more.</param>
    /// <returns>What ended the reading; null for a caller who had no more to send.</returns>
    internal async Task<Exception?> RunAsync(CancellationToken stopReading, CancellationToken gone)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopReading, gone);
        var reading = ReadAsync(enough.Token);
        try
        {
            await WriteAsync(gone);
            return await reading;
        }
        finally
        {
            // Whatever went wrong with writing, no item outlives its stream.
            await enough.CancelAsync();
            await reading;
            await foreach (var left in _inOrder.Reader.ReadAllAsync(CancellationToken.None))
            {
                await left.Answer;
            }
        }
    }

    private async Task<Exception?> ReadAsync(CancellationToken enough)
    {
        try
        {
            while (true)
            {
                await _room.FreeAsync(enough);
                if (!await items.MoveNext(enough))
                {
                    return null;
                }

                _inOrder.Writer.TryWrite(Start(items.Current));
            }
        }
        catch (Exception fault)
        {
            return fault;
        }
        finally
        {
            _inOrder.Writer.Complete();
        }
    }

    private async Task WriteAsync(CancellationToken gone)
    {
        await foreach (var item in _inOrder.Reader.ReadAllAsync(gone))
        {
            var made = await item.Answer;
            await answers.WriteAsync(made, gone);
            if (item.Turn is { } episode)
            {
                // Unless a later item of the episode stands there.
                _latest.TryRemove(KeyValuePair.Create(episode, item.Answer));
            }

            _room.Leave(item.Size + made.CalculateSize());
        }
    }

    // Elsewhere than in the reading loop, which would otherwise run what needs no waiting one after the other.
    private Item Start(TItem item)
    {
        var size = item.CalculateSize();
        _room.Take(size);
        if (turn(item) is not { } episode)
        {
            return new Item(null, size, Task.Run(() => AnswerAsync(item)));
        }

        var started = _latest.TryGetValue(episode, out var before)
            ? Task.Run(() => AfterAsync(before, item))
            : Task.Run(() => AnswerAsync(item));
        _latest[episode] = started;
        return new Item(episode, size, started);
    }

    private async Task<TAnswer> AfterAsync(Task before, TItem item)
    {
        await before;
        return await AnswerAsync(item);
    }

    private async Task<TAnswer> AnswerAsync(TItem item)
    {
        var made = await answer(item);
        _room.Grow(made.CalculateSize());
        return made;
    }

    private sealed record Item(EpisodeKey? Turn, int Size, Task<TAnswer> Answer);
}
