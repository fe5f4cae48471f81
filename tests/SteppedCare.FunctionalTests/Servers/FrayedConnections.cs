using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SteppedCare.FunctionalTests.Servers;

/// <summary>Stands between a client and a server and breaks every connection after some bytes of what the server says, wherever that falls.</summary>
/// <param name="server">The server's port; it may change when the server is started again.</param>
/// <param name="bytes">After how many bytes the next connection breaks.</param>
internal sealed class FrayedConnections(Func<int> server, Func<int> bytes) : IAsyncDisposable
{
    private readonly TcpListener _listener = Started();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _running = [];
    private int _cuts;

    /// <summary>How many connections it broke.</summary>
    internal int Cuts => Volatile.Read(ref _cuts);

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    internal void Begin() => _running.Add(AcceptAsync());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_running).WaitAsync(TimeSpan.FromSeconds(30));
        _stop.Dispose();
    }

    private static TcpListener Started()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _running.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var upstream = new TcpClient())
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token))
        {
            try
            {
                await upstream.ConnectAsync(IPAddress.Loopback, server(), over.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(upstream.GetStream(), over.Token),
                    CopyAsync(upstream.GetStream(), client.GetStream(), bytes(), over.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or IOException)
            {
                // Either side went away.
            }

            await over.CancelAsync();
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[4_096];
        while (most > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, most)), cancellationToken);
            if (read == 0)
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            most -= read;
        }

        Interlocked.Increment(ref _cuts);
    }
}
