using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SteppedCare.FunctionalTests.Servers;

/// <summary>Ports for servers that are killed and started again, below those that the system gives to clients: such a server finds its own free when it comes back.</summary>
internal static class LoopbackPort
{
    private const int Lowest = 15_000;
    private const int BelowHighest = 31_000;

    // While a server is down its port is free to look at, and nobody else's all the same.
    private static readonly ConcurrentDictionary<int, bool> s_given = new();

    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, BelowHighest);
            if (s_given.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
