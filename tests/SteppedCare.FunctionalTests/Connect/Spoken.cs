using System.Net.Sockets;
using System.Text;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>What is said to a server by hand, byte by byte.</summary>
internal static class Spoken
{
    /// <summary>Says it all and listens until something was heard so often, or the end. Whoever waits for nothing hangs up first.</summary>
    internal static async Task<string> SayAsync(Uri address, string request, string awaited, int times)
    {
        using var patience = new CancellationTokenSource(WireHost.Patience);
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, patience.Token);
        var (heard, piece, stream) = ("", new byte[4_096], socket.GetStream());
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), patience.Token);
            if (times == 0)
            {
                socket.Client.Shutdown(SocketShutdown.Send);
            }

            for (int read; (times == 0 || heard.Split(awaited).Length <= times) && (read = await stream.ReadAsync(piece, patience.Token)) > 0;)
            {
                heard += Encoding.UTF8.GetString(piece, 0, read);
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            // Cut off; what was said before counts.
        }

        return heard;
    }
}
