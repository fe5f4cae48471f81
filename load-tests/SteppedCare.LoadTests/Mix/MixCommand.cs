using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Mix;

/// <summary>The verb <c>mix</c>. Exit codes: 0 every question was answered, 1 not so, or the options are impossible.</summary>
internal static class MixCommand
{
    private const int MostPeople = 1_000_000;

    // The shipped policies; a server that is started for the run has a service named after each.
    private static readonly ImmutableArray<string> s_policies = ["talking-therapies", "nice-depression"];

    internal static Command Build(TimeProvider clock)
    {
        var usual = new MixOptions { Services = s_policies };
        var server = new Option<FileInfo>("--server") { Description = "SteppedCare.Server.dll: starts it for the run, with a service on each policy." };
        server.AcceptExistingOnly();
        var address = new Option<string>("--address") { Description = "A server that runs already, such as http://127.0.0.1:5080." };
        address.Validators.Add(given =>
        {
            if (!Uri.TryCreate(given.GetValueOrDefault<string>(), UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https"))
            {
                given.AddError("--address must be like http://127.0.0.1:5080.");
            }
        });
        var services = new Option<string>("--services") { Description = "With --address: two of its services, one on each policy, such as leeds,york." };
        services.Validators.Add(given =>
        {
            if (Names(given.GetValueOrDefault<string>()) is not [var one, var other] || one == other || one.Length == 0 || other.Length == 0)
            {
                given.AddError("--services must be the names of two services, such as leeds,york.");
            }
        });
        var people = new Option<int>("--people") { DefaultValueFactory = _ => usual.People, Description = "How many invented people." };
        people.Validators.Add(given =>
        {
            if (given is { Tokens: [var token] } && int.TryParse(token.Value, out var number) && number is < 1 or > MostPeople)
            {
                given.AddError($"--people must be a whole number from 1 to {MostPeople}.");
            }
        });
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => usual.Seed, Description = "Where chance begins." };
        var command = new Command("mix", "Asks both policies about an invented population and prints their decisions beside published practice.")
        {
            server, address, services, people, seed,
        };
        command.Validators.Add(line => Refuse(line, server, address, services));
        command.SetAction(async (line, _) =>
        {
            var options = usual with { People = line.GetValue(people), Seed = line.GetValue(seed) };
            var output = line.InvocationConfiguration.Output;
            return await (line.GetValue(server) is { } binary
                ? WithServerAsync(binary, options, clock, output)
                : new MixRun(options with { Services = Names(line.GetValue(services)) }, new Uri(line.GetValue(address)!), output).RunAsync()) ? 0 : 1;
        });
        return command;
    }

    private static void Refuse(CommandResult line, Option server, Option address, Option services)
    {
        bool IsGiven(Option option) => line.GetResult(option) is not null;
        if (IsGiven(server) == IsGiven(address))
        {
            line.AddError("Who is asked? Give --server to start one, or --address of one that runs; one of them.");
        }
        else if (IsGiven(address) != IsGiven(services))
        {
            line.AddError("--address and --services go together: which two services of that server?");
        }
    }

    private static ImmutableArray<string> Names(string? list) => [.. (list ?? "").Split(',', StringSplitOptions.TrimEntries)];

    private static async Task<bool> WithServerAsync(FileInfo binary, MixOptions options, TimeProvider clock, TextWriter output)
    {
        await using var own = await OwnServer.StartAsync("mix", binary, onRedis: false, new Random((int)options.Seed), clock, _ => Settings());
        return await new MixRun(options, own.Server.Address, output).RunAsync();
    }

    private static IEnumerable<string> Settings() => s_policies.SelectMany(policy => new[]
    {
        $"--Services:{policy}:Policy={policy}",
        $"--Services:{policy}:Contacts:0:Name=Emergency services",
        $"--Services:{policy}:Contacts:0:Number=999",
        $"--Services:{policy}:Contacts:0:When=If life is in danger now.",
        $"--Services:{policy}:Contacts:0:ReviewBy=2027-05-31",
    });
}
