using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SteppedCare.FunctionalTests.Servers;

/// <summary>Stands between a client and a server and breaks the connection at the moment a test names.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _running = [];
    private readonly int _port;
    private readonly ConcurrentDictionary<string, Moment> _armed = new(StringComparer.Ordinal);
    private int _cuts;

    public CuttingProxy(int port)
    {
        _port = port;
        _listener.Start();
        _running.Add(AcceptAsync());
    }

    public string Endpoint => $"127.0.0.1:{Port}";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often it did what a test asked for.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>The next request that contains this text never reaches the server.</summary>
    public void CutBefore(string text) => _armed[text] = Moment.BeforeRequest;

    /// <summary>The next request that contains this text reaches the server; its reply never comes back.</summary>
    public void CutAfter(string text) => _armed[text] = Moment.AfterReply;

    /// <summary>The next request that contains this text reaches the server; its reply never comes back and the connection stays open.</summary>
    public void SilenceAfter(string text) => _armed[text] = Moment.Never;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_running).WaitAsync(TimeSpan.FromSeconds(30));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _running.Add(ForwardAsync(client));
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
                var link = new Link(client.GetStream(), server.GetStream());
                await Task.WhenAny(RequestsAsync(link), RepliesAsync(link));
            }
            catch (Exception ended) when (IsEnd(ended))
            {
            }
        }
    }

    private async Task RequestsAsync(Link link)
    {
        var buffer = new byte[1 << 18];
        try
        {
            for (int read; (read = await link.Client.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                switch (Due(buffer.AsSpan(0, read)))
                {
                    case Moment.None:
                        break;
                    case Moment.BeforeRequest:
                        return;
                    case var moment:
                        link.Replies = moment;
                        break;
                }

                await link.Server.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
        }
    }

    private async Task RepliesAsync(Link link)
    {
        var buffer = new byte[1 << 18];
        try
        {
            for (int read; (read = await link.Server.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                switch (link.Replies)
                {
                    case Moment.AfterReply:
                        return;
                    case Moment.Never:
                        continue;
                    default:
                        await link.Client.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                        break;
                }
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
        }
    }

    // Each text once.
    private Moment Due(ReadOnlySpan<byte> sent)
    {
        foreach (var text in _armed.Keys)
        {
            if (sent.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0 && _armed.TryRemove(text, out var moment))
            {
                Interlocked.Increment(ref _cuts);
                return moment;
            }
        }

        return Moment.None;
    }

    private static bool IsEnd(Exception fault) => fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException;

    private enum Moment
    {
        None,
        BeforeRequest,
        AfterReply,
        Never,
    }

    private sealed class Link(NetworkStream client, NetworkStream server)
    {
        public NetworkStream Client => client;

        public NetworkStream Server => server;

        public volatile Moment Replies;
    }
}
