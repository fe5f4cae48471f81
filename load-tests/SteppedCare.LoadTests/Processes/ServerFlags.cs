using System.CommandLine;

namespace SteppedCare.LoadTests.Processes;

/// <summary>What every verb that starts a server of its own is told in the same words.</summary>
internal sealed class ServerFlags
{
    private readonly Option<FileInfo> _server = Binary("--server", "SteppedCare.Server.dll, built for release");
    private readonly Option<string> _store = new("--store") { DefaultValueFactory = _ => "sqlite", Description = "Where episodes are kept." };

    internal ServerFlags() => _store.AcceptOnlyFromAmong("sqlite", "redis");

    /// <summary>A program that must be there.</summary>
    internal static Option<FileInfo> Binary(string name, string description)
    {
        var option = new Option<FileInfo>(name) { Required = true, Description = description };
        option.AcceptExistingOnly();
        return option;
    }

    internal static Option<int> Number(string name, int usually, string description) =>
        new(name) { DefaultValueFactory = _ => usually, Description = description };

    internal static Option<double> Measure(string name, double usually, string description) =>
        new(name) { DefaultValueFactory = _ => usually, Description = description };

    /// <param name="command">The verb.</param>
    /// <param name="choosesStore">Whether it runs on either store.</param>
    internal void AddTo(Command command, bool choosesStore = true)
    {
        command.Options.Add(_server);
        if (choosesStore)
        {
            command.Options.Add(_store);
        }
    }

    internal FileInfo ServerOf(ParseResult line) => line.GetValue(_server)!;

    internal bool IsOnRedis(ParseResult line) => line.GetValue(_store) == "redis";
}
