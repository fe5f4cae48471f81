using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>State of a channel's connection. The numbers are baked into Grpc.Net.Client's IL.</summary>
public enum ConnectivityState
{
    Idle = 0,
    Connecting = 1,
    Ready = 2,
    TransientFailure = 3,
    Shutdown = 4,
}

public static class AsyncStreamReaderExtensions
{
    /// <summary>Reads a stream to its end with <c>await foreach</c>.</summary>
    public static IAsyncEnumerable<T> ReadAllAsync<T>(this IAsyncStreamReader<T> streamReader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return Drain(streamReader, cancellationToken);
    }

    private static async IAsyncEnumerable<T> Drain<T>(IAsyncStreamReader<T> reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await reader.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            yield return reader.Current;
        }
    }
}
