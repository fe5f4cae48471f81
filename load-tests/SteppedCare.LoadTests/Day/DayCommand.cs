using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Day;

/// <summary>The verb <c>day</c>. Exit codes: 0 every call was answered and the store holds what was sent, 1 not so, or the options are impossible.</summary>
internal static class DayCommand
{
    private static readonly DayOptions s_usual = new() { Run = "" };

    /// <param name="clock">The time.</param>
    /// <param name="courses">As many courses as anybody takes, from a seed.</param>
    internal static Command Build(TimeProvider clock, Func<int, IEnumerable<Course>> courses)
    {
        var place = new PlaceOptions();
        var referrals = Number("--referrals", s_usual.Referrals, "People referred in the day: one Triage each.", least: 0);
        var sessions = Number("--sessions", s_usual.Sessions, "People in care with an appointment in the day: one Review each.", least: 0);
        var connections = Number("--connections", s_usual.Connections, "How many connections the calls are spread over.", least: 1);
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => s_usual.Seed, Description = "Where chance begins." };
        var service = Name("--service", s_usual.Service, "The service of care, as the running service has it configured.");
        var run = Name("--run", null, "What every episode's name begins with; else the time, so that a day can be played again on one store.");
        var pace = new PaceOptions(s_usual.Within);
        var command = new Command("day", "Plays one working day of England through a running service and counts in its store what came of it.")
        {
            place.Server, place.Store, place.Address, place.StoreFile, place.Redis,
            service, run, referrals, sessions, pace.Within, pace.Speed, connections, seed,
        };
        command.Validators.Add(line =>
        {
            if (Given(line.GetResult(referrals)) == 0 && Given(line.GetResult(sessions)) == 0)
            {
                line.AddError("--referrals and --sessions are both 0: nothing to play.");
            }
        });
        command.Validators.Add(pace.Refuse);
        command.Validators.Add(place.Refuse);
        command.SetAction(async (line, _) =>
        {
            var options = new DayOptions
            {
                Service = line.GetValue(service)!,
                Run = line.GetValue(run) ?? clock.GetUtcNow().ToString("'d'yyyyMMdd-HHmmssfff", CultureInfo.InvariantCulture),
                Referrals = line.GetValue(referrals),
                Sessions = line.GetValue(sessions),
                Within = pace.Of(line),
                Seed = line.GetValue(seed),
                Connections = line.GetValue(connections),
            };
            var output = line.InvocationConfiguration.Output;
            var watched = output == Console.Out && !Console.IsOutputRedirected;
            return await place.PlayAsync(line, options, clock, (address, store) =>
                new DayRun(options, address, store, courses(options.Seed), watched, clock, output).RunAsync()) ? 0 : 1;
        });
        return command;
    }

    private static Option<int> Number(string name, int usually, string description, int least)
    {
        var option = new Option<int>(name) { DefaultValueFactory = _ => usually, Description = description };
        option.Validators.Add(given =>
        {
            if (Given(given) < least)
            {
                given.AddError($"{name} must be a whole number from {least}.");
            }
        });
        return option;
    }

    // Null as well for what is no number, which is refused as such.
    private static int? Given(OptionResult? option) =>
        option is { Tokens: [var token] } && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Option<string> Name(string name, string? usually, string description)
    {
        const int Longest = 40;
        var option = new Option<string>(name) { Description = description };
        if (usually is not null)
        {
            option.DefaultValueFactory = _ => usually;
        }

        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string>() is not { Length: > 0 and <= Longest } text
                || !text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            {
                given.AddError($"{name} must be 1 to {Longest} letters, digits and hyphens.");
            }
        });
        return option;
    }
}
