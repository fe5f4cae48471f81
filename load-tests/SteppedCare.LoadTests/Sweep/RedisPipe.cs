using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SteppedCare.LoadTests.Sweep;

/// <summary>A plain connection to a redis-server: many commands on their way at once, bytes as they are.</summary>
internal sealed class RedisPipe : IDisposable
{
    private readonly TcpClient _client;
    private readonly BufferedStream _out;
    private readonly BufferedStream _in;

    internal RedisPipe(int port)
    {
        _client = new TcpClient("127.0.0.1", port) { NoDelay = true };
        _out = new BufferedStream(_client.GetStream(), 1 << 20);
        _in = new BufferedStream(_client.GetStream(), 1 << 16);
    }

    /// <summary>Puts a command on its way; its answer is waited for later.</summary>
    internal void Send(params ReadOnlySpan<byte[]> words)
    {
        Write($"*{words.Length}\r\n");
        foreach (var word in words)
        {
            Write($"${word.Length}\r\n");
            _out.Write(word);
            Write("\r\n");
        }
    }

    /// <summary>The next answer: bytes, or null where there is nothing.</summary>
    internal byte[]? Receive()
    {
        _out.Flush();
        var line = Line();
        switch (line[0])
        {
            case '$' when line != "$-1":
                var bytes = new byte[int.Parse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture)];
                _in.ReadExactly(bytes);
                Line();
                return bytes;
            case '$':
                return null;
            case '-':
                throw new InvalidOperationException($"redis-server said {line}");
            default:
                return Encoding.ASCII.GetBytes(line[1..]);
        }
    }

    internal byte[]? Ask(params ReadOnlySpan<byte[]> words)
    {
        Send(words);
        return Receive();
    }

    public void Dispose()
    {
        _out.Dispose();
        _in.Dispose();
        _client.Dispose();
    }

    private void Write(string text) => _out.Write(Encoding.ASCII.GetBytes(text));

    private string Line()
    {
        var line = new StringBuilder();
        for (var letter = _in.ReadByte(); letter != '\n'; letter = _in.ReadByte())
        {
            if (letter < 0)
            {
                throw new IOException("redis-server closed the connection.");
            }

            if (letter != '\r')
            {
                line.Append((char)letter);
            }
        }

        return line.ToString();
    }
}
