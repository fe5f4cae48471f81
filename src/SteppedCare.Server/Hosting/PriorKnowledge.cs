using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using KestrelListenOptions = Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions;

namespace SteppedCare.Server.Hosting;

/// <summary>
/// HTTP/2 beside HTTP/1.1 on one address without TLS. Kestrel serves only one of them there, since nothing agrees on a version beforehand; but whoever speaks
/// HTTP/2 begins with its preface, which is no request of HTTP/1. A connection that begins so is served by the address that speaks HTTP/2 anyway.
/// With TLS the two ends agree by ALPN, and this is not needed.
/// </summary>
internal sealed class PriorKnowledge(KestrelServerLimits limits)
{
    private ConnectionDelegate? _http2;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Takes the server of an address that speaks HTTP/2. That address is to be bound first.</summary>
    public void Lend(KestrelListenOptions listen) => ((IConnectionBuilder)listen).Use(next => _http2 = next);

    /// <summary>Looks how each connection of an address begins.</summary>
    public void Offer(KestrelListenOptions listen) => ((IConnectionBuilder)listen).Use(http1 => async connection =>
    {
        switch (await BeginsWithPrefaceAsync(connection))
        {
            case true:
                await _http2!(connection);
                break;
            case false:
                await http1(connection);
                break;
            default:
                // Said nothing that could be answered: closed, stopped, or too slow.
                break;
        }
    });

    // Nothing is consumed: whoever serves the connection reads from its first byte on. Null when it ended before it could be told.
    private async Task<bool?> BeginsWithPrefaceAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        using var patience = new CancellationTokenSource(limits.KeepAliveTimeout);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token, connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default);
        for (var begun = false; ; begun = true)
        {
            ReadResult read;
            try
            {
                read = await input.ReadAsync(ending.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException)
            {
                return null;
            }

            var verdict = Verdict(read.Buffer);
            input.AdvanceTo(read.Buffer.Start, verdict is null ? read.Buffer.End : read.Buffer.Start);
            if (verdict is not null || read.IsCompleted)
            {
                return verdict ?? (read.Buffer.IsEmpty ? null : false);
            }

            // Once a caller has begun they have less time for all of it.
            if (!begun)
            {
                patience.CancelAfter(limits.RequestHeadersTimeout);
            }
        }
    }

    private static bool? Verdict(ReadOnlySequence<byte> bytes)
    {
        Span<byte> beginning = stackalloc byte[Preface.Length];
        beginning = beginning[..(int)Math.Min(bytes.Length, Preface.Length)];
        bytes.Slice(0, beginning.Length).CopyTo(beginning);
        return !Preface.StartsWith(beginning) ? false : beginning.Length == Preface.Length ? true : null;
    }
}
