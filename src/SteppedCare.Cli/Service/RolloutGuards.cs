using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Cli;

/// <summary>A guard as it is written on a command line: <c>window=5m,least=100,faults=1,slow=5ms,shift=10</c>.</summary>
internal static class RolloutGuards
{
    internal const string Form = "window=5m,least=100,faults=1,slow=5ms,shift=10";

    /// <exception cref="FailedException">It is none.</exception>
    internal static V1.RolloutGuard? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var guard = new V1.RolloutGuard();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var before, var after] ? (before, after) : (part, "");
            Set(guard, name, value);
        }

        return guard;
    }

    private static void Set(V1.RolloutGuard guard, string name, string value)
    {
        switch (name)
        {
            case "window":
                guard.Window = Duration.FromTimeSpan(Time(value));
                break;
            case "least":
                guard.LeastDecisions = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var least) ? least : throw Unreadable();
                break;
            case "faults":
                guard.MostFaultsPercent = Number(value);
                break;
            case "slow":
                guard.SlowestHundredth = Duration.FromTimeSpan(Time(value));
                break;
            case "shift":
                guard.MostMixShiftPoints = Number(value);
                break;
            default:
                throw Unreadable();
        }
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable();

    private static TimeSpan Time(string text)
    {
        var unit = text.TrimStart([.. "0123456789."]);
        var number = Number(text[..^unit.Length]);
        return unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => throw Unreadable(),
        };
    }

    private static FailedException Unreadable() => new(Failure.OfArguments($"--guard wants what {Form} has: window and least always, of the others what is watched."));
}
