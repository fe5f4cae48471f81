using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace SteppedCare.LoadTests.Day;

/// <summary>How fast the day is played: in how long, or how many times as fast as life.</summary>
internal sealed class PaceOptions
{
    private static readonly (string Unit, TimeSpan One)[] s_units =
        [("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1))];

    internal PaceOptions(TimeSpan usually)
    {
        Within = new Option<TimeSpan>("--within")
        {
            DefaultValueFactory = _ => usually,
            CustomParser = Parse,
            Description = "How long the eight hours take, such as 60s or 5m.",
        };
        Speed = new Option<double>("--speed") { Description = "Instead of --within: how many times as fast as life; 480 is an hour in 7.5 s." };
        Speed.Validators.Add(given =>
        {
            if (given.Tokens is not [var token]
                || !double.TryParse(token.Value, CultureInfo.InvariantCulture, out var speed)
                || speed is not (> 0 and < double.PositiveInfinity))
            {
                given.AddError("--speed must be a number above 0.");
            }
        });
    }

    internal Option<TimeSpan> Within { get; }

    internal Option<double> Speed { get; }

    internal void Refuse(CommandResult line)
    {
        if (line.GetResult(Within) is { Implicit: false } && line.GetResult(Speed) is { Implicit: false })
        {
            line.AddError("--within and --speed say the same thing: give one of them.");
        }
    }

    internal TimeSpan Of(ParseResult line) =>
        line.GetResult(Speed) is { Implicit: false } ? WorkingDay.Length / line.GetValue(Speed) : line.GetValue(Within);

    private static TimeSpan Parse(ArgumentResult given)
    {
        var text = given.Tokens.Count == 1 ? given.Tokens[0].Value : "";
        var (unit, one) = s_units.FirstOrDefault(known => text.EndsWith(known.Unit, StringComparison.Ordinal), (Unit: "", One: TimeSpan.Zero));
        if (double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * one.TotalDays is > 0 and <= 1)
        {
            return number * one;
        }

        given.AddError("--within must be a time of at most a day with its unit, such as 500ms, 60s, 5m or 8h.");
        return TimeSpan.Zero;
    }
}
