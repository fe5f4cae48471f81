using SteppedCare.Server.Workshop;

namespace SteppedCare.Server.Hosting;

/// <summary>What the process was started to do.</summary>
internal enum Command
{
    Serve,
    HealthCheck,

    /// <summary>What a server starts beside itself; it takes no options and is nobody else's business.</summary>
    Workshop,
    Help,
    Version,
}

/// <summary>The command line as read: a command and values by name, or what is wrong with it.</summary>
/// <param name="Command">What to do.</param>
/// <param name="Values">The values, by setting name or by option of the command; names as written.</param>
/// <param name="Faults">What cannot be read; empty when all can.</param>
internal sealed record CommandLine(Command Command, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Faults)
{
    /// <summary>A file of settings.</summary>
    public const string ConfigOption = "config";

    /// <summary>The options of the health check; it takes no settings.</summary>
    public const string AddressOption = "address";
    public const string ServiceOption = "service";
    public const string TimeoutOption = "timeout";

    private const string HealthCheckWord = "healthcheck";

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        if (args is [WorkshopCommand.Word])
        {
            return new CommandLine(Command.Workshop, new Dictionary<string, string>(), []);
        }

        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
        {
            return new CommandLine(Command.Help, new Dictionary<string, string>(), []);
        }

        if (args.Any(arg => arg is "--version"))
        {
            return new CommandLine(Command.Version, new Dictionary<string, string>(), []);
        }

        var command = args.Count > 0 && args[0] == HealthCheckWord ? Command.HealthCheck : Command.Serve;
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var faults = new List<string>();
        for (var i = command == Command.HealthCheck ? 1 : 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || args[i].Length == 2)
            {
                // The word itself may be half of a secret that lost its option, so only its place is told.
                faults.Add($"Argument {i + 1} is not an option: options begin with --.");
                continue;
            }

            var (name, value) = Split(args, ref i);
            if (value is null)
            {
                faults.Add($"--{name} needs a value.");
            }
            else if (!values.TryAdd(name, value))
            {
                faults.Add($"--{name} is given twice.");
            }
            else if (command == Command.HealthCheck && !IsHealthCheckOption(name))
            {
                faults.Add($"--{name} is no option of {HealthCheckWord}: it takes --{AddressOption}, --{ServiceOption} and --{TimeoutOption}.");
            }
        }

        return new CommandLine(command, values, faults);
    }

    private static (string Name, string? Value) Split(IReadOnlyList<string> args, ref int i)
    {
        var option = args[i][2..];
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            return (option[..equals], option[(equals + 1)..]);
        }

        if (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
        {
            // The one switch swallows no word that is not its own: "--development serve" is a stray word, not a value.
            return IsSwitch(option) && !bool.TryParse(args[i + 1], out _) ? (option, bool.TrueString) : (option, args[++i]);
        }

        return (option, IsSwitch(option) ? bool.TrueString : null);
    }

    private static bool IsSwitch(string option) => option.Equals(SettingNames.Development, StringComparison.OrdinalIgnoreCase);

    private static bool IsHealthCheckOption(string name) =>
        name.ToLowerInvariant() is AddressOption or ServiceOption or TimeoutOption;
}
