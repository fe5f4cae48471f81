using System.Security.Cryptography;

namespace SteppedCare.Server.Rollouts;

/// <summary>What this replica is called among the others: machine and process, and a few letters of chance since one process can hold two servers.</summary>
internal sealed class ReplicaName(RandomNumberGenerator chance)
{
    private const int MostMachine = 40;

    internal string Value { get; } = $"{Machine()}-{Environment.ProcessId}-{Letters(chance)}";

    private static string Machine()
    {
        var machine = string.Concat(Environment.MachineName.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'));
        return machine.Length > MostMachine ? machine[..MostMachine] : machine;
    }

    private static string Letters(RandomNumberGenerator chance)
    {
        var bytes = new byte[3];
        chance.GetBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
