using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SteppedCare.LoadTests.Processes;

/// <summary>
/// Ports for servers that will be killed and started again. They lie below the range from which the system gives ports to clients: while such a server is
/// down, a client that looks for it could otherwise be given that very port and connect to itself, and the server could not come back.
/// </summary>
internal static class LoopbackPort
{
    private const int Lowest = 15_000;
    private const int BelowHighest = 32_000;
    private const int MostTries = 200;

    // No run draws as many ports.
    private const int Apart = 97;
    private const int PlacesApart = (BelowHighest - Lowest) / Apart;

    // Two runs of one seed draw the same numbers: a port that was given out here and is not listened on yet is free to nobody else.
    private static readonly ConcurrentDictionary<int, bool> s_given = new();

    internal static int Free() => Free(RandomNumberGenerator.GetInt32);

    /// <summary>Drawn by a seed, each process from a place of its own: two that run beside each other with one seed would be given the same ports.</summary>
    internal static int Free(Random chance) =>
        Free((lowest, belowHighest) => lowest + ((chance.Next(belowHighest - lowest) + (Environment.ProcessId % PlacesApart * Apart)) % (belowHighest - lowest)));

    private static int Free(Func<int, int, int> draw)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var port = draw(Lowest, BelowHighest);
            if (!s_given.TryAdd(port, true))
            {
                continue;
            }

            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }

        throw new InvalidOperationException("No free port was found.");
    }
}
