using System.CommandLine;
using System.CommandLine.Parsing;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Day;

/// <summary>Where the day is played: through a service that runs already, whose store is named beside it, or through one that is started for the day.</summary>
internal sealed class PlaceOptions
{
    internal PlaceOptions()
    {
        Server.AcceptExistingOnly();
        Store.AcceptOnlyFromAmong("sqlite", "redis");
        StoreFile.AcceptExistingOnly();
        Address.Validators.Add(given =>
        {
            if (!Uri.TryCreate(given.GetValueOrDefault<string>(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                given.AddError("--address must be like http://127.0.0.1:5080.");
            }
        });
    }

    internal Option<FileInfo> Server { get; } = new("--server") { Description = "SteppedCare.Server.dll: starts it for the day, on a store of its own." };

    internal Option<string> Store { get; } = new("--store") { DefaultValueFactory = _ => "sqlite", Description = "With --server: where episodes are kept." };

    internal Option<string> Address { get; } =
        new("--address") { DefaultValueFactory = _ => "http://127.0.0.1:5080", Description = "A service that runs already." };

    internal Option<FileInfo> StoreFile { get; } = new("--store-file") { Description = "Its trajectories.db, to count in." };

    internal Option<string> Redis { get; } = new("--redis") { Description = "Its Redis server, host:port, to count in." };

    internal void Refuse(CommandResult line)
    {
        bool IsGiven(Option option) => line.GetResult(option) is { Implicit: false };
        if (IsGiven(Server))
        {
            foreach (var other in ((Option[])[Address, StoreFile, Redis]).Where(IsGiven))
            {
                line.AddError($"{other.Name} is for a service that runs already; --server starts one with a store of its own.");
            }
        }
        else if (IsGiven(Store))
        {
            line.AddError("--store goes with --server; of a running service say --store-file or --redis.");
        }
        else if (IsGiven(StoreFile) == IsGiven(Redis))
        {
            line.AddError("Where does the service keep its episodes? Give --store-file or --redis, one of them; or start a service by --server.");
        }
    }

    /// <summary>Runs the day against the service that the line names.</summary>
    internal async Task<bool> PlayAsync(ParseResult line, DayOptions options, TimeProvider clock, Func<Uri, IStoredEpisodes, Task<bool>> runAsync)
    {
        if (line.GetValue(Server) is { } binary)
        {
            return await WithServerAsync(binary, line.GetValue(Store) == "redis", options, clock, runAsync);
        }

        return await runAsync(
            new Uri(line.GetValue(Address)!),
            line.GetValue(StoreFile) is { } file ? new SqliteEpisodes(file.FullName) : new RedisEpisodes(line.GetValue(Redis)!));
    }

    private static async Task<bool> WithServerAsync(
        FileInfo binary, bool onRedis, DayOptions options, TimeProvider clock, Func<Uri, IStoredEpisodes, Task<bool>> runAsync)
    {
        await using var own = await OwnServer.StartAsync("day", binary, onRedis, new Random(options.Seed), clock);
        IStoredEpisodes store = own.Redis is { } redis ? new RedisEpisodes(redis.Endpoint) : new SqliteEpisodes(Path.Combine(own.Folder, "trajectories.db"));
        return await runAsync(own.Server.Address, store);
    }
}
