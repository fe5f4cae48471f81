using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace SteppedCare.Server.Trajectories;

/// <summary>
/// One connection to one primary, for WAIT alone. WAIT speaks of what its own connection wrote last: a client that connects again by itself could send it on a
/// connection that wrote nothing, and would be told at once that every replica has everything. So this one never connects again, and it does not share its
/// connection, which WAIT blocks.
/// </summary>
internal sealed class ReplicaConnection : IAsyncDisposable
{
    private const int MostLine = 4096;

    private static readonly TimeSpan s_markKept = TimeSpan.FromMinutes(1);

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[MostLine];
    private int _from;
    private int _to;

    private ReplicaConnection(Stream stream) => _stream = stream;

    public static async Task<ReplicaConnection> OpenAsync(EndPoint primary, RedisOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(primary, cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Ssl)
            {
                var secured = new SslStream(stream);
                stream = secured;
                await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = HostOf(primary) }, cancellationToken);
            }

            var connection = new ReplicaConnection(stream);
            if (options.Password is { Length: > 0 } password)
            {
                await connection.SendAsync(Command("AUTH", password), cancellationToken);
                await connection.ReadAsync(cancellationToken);
            }

            return connection;
        }
        catch
        {
            await (stream?.DisposeAsync() ?? ValueTask.CompletedTask);
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes a mark under each key and waits until so many replicas have them, and with them all that was written there before. Tells how many have them by
    /// then, in which history they were written, and which keys the primary does not answer for.
    /// </summary>
    /// <exception cref="ReplicaRefusedException">The primary refused, for all keys alike.</exception>
    /// <exception cref="IOException">The connection is of no more use.</exception>
    public async Task<Marked> MarkAsync(IReadOnlyList<string> keys, int replicas, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // The marks first, alone: had all been refused, nothing would be known.
        await SendAsync([.. keys.SelectMany(key => Command("SET", key, "1", "PX", Milliseconds(s_markKept)))], cancellationToken);
        var elsewhere = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            try
            {
                await ReadAsync(cancellationToken);
            }
            catch (ReplicaRefusedException refusal) when (RedisFaults.TellsOfOneSlot(refusal.Message))
            {
                elsewhere.Add(key);
            }
        }

        if (elsewhere.Count == keys.Count)
        {
            return new Marked(string.Empty, 0, elsewhere);
        }

        await SendAsync(
            [.. Command("INFO", "replication"), .. Command("WAIT", replicas.ToString(CultureInfo.InvariantCulture), Milliseconds(atMost))], cancellationToken);
        var history = RedisHistory.Of(await ReadAsync(cancellationToken));
        var have = await ReadAsync(cancellationToken);
        return new Marked(history, int.Parse(have, CultureInfo.InvariantCulture), elsewhere);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static string HostOf(EndPoint primary) => primary switch
    {
        DnsEndPoint named => named.Host,
        IPEndPoint numbered => numbered.Address.ToString(),
        _ => string.Empty,
    };

    private static byte[] Command(params string[] words)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{words.Length}\r\n");
        foreach (var word in words)
        {
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private async Task SendAsync(byte[] bytes, CancellationToken cancellationToken) => await _stream.WriteAsync(bytes, cancellationToken);

    // Only the kinds of answer that these commands have: a word, a refusal, a number, a text.
    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        return line[0] switch
        {
            '+' or ':' => line[1..],
            '-' => throw new ReplicaRefusedException(line[1..]),
            '$' when int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) => await ReadTextAsync(length, cancellationToken),
            _ => throw new IOException("An answer that Redis does not give."),
        };
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf("\r\n"u8);
            if (end > 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _from, end);
                _from += end + 2;
                return line;
            }

            if (end == 0 || _to - _from == _buffer.Length)
            {
                throw new IOException("An answer that Redis does not give.");
            }

            await FillAsync(cancellationToken);
        }
    }

    private async Task<string> ReadTextAsync(int length, CancellationToken cancellationToken)
    {
        if (length > _buffer.Length - 2)
        {
            throw new IOException("An answer longer than Redis gives.");
        }

        while (_to - _from < length + 2)
        {
            await FillAsync(cancellationToken);
        }

        var text = Encoding.UTF8.GetString(_buffer, _from, length);
        _from += length + 2;
        return text;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
        _to -= _from;
        _from = 0;
        var read = await _stream.ReadAsync(_buffer.AsMemory(_to), cancellationToken);
        _to += read > 0 ? read : throw new IOException("The primary closed the connection.");
    }
}

/// <summary>The primary refused a mark, in its own words, which stay here.</summary>
internal sealed class ReplicaRefusedException(string words) : Exception(words);

/// <summary>What came of marks.</summary>
/// <param name="History">The history they were written in; empty when none was.</param>
/// <param name="Replicas">How many replicas have them.</param>
/// <param name="Elsewhere">The keys whose slots this primary does not answer for, or not alone.</param>
internal sealed record Marked(string History, int Replicas, IReadOnlySet<string> Elsewhere);
