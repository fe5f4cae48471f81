using System.CommandLine;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>The options of commands. The environment gives each, too: what <c>--not-before</c> says, <c>STEPPED_CARE_NOT_BEFORE</c> says for every command.</summary>
internal sealed class Flags(Desk desk)
{
    private const string Prefix = "STEPPED_CARE_";

    /// <summary>On every command.</summary>
    internal const string Json = "--json";

    internal static string VariableOf(string name) => Prefix + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    internal Option<string?> Text(string name, string description) => With(new Option<string?>(name) { Description = description }, text => text);

    internal Option<int> Number(string name, string description, int otherwise, int least)
    {
        var option = With(
            new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise },
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable(name, "a whole number"));
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < least)
            {
                given.AddError($"{name} wants at least {least.ToString(CultureInfo.InvariantCulture)}.");
            }
        });
        return option;
    }

    internal Option<bool> Switch(string name, string description) => With(
        new Option<bool>(name) { Description = description },
        text => text.ToUpperInvariant() switch
        {
            "1" or "TRUE" or "YES" => true,
            "0" or "FALSE" or "NO" => false,
            _ => throw Unreadable(name, "yes or no"),
        });

    /// <summary>Given several times; in the environment separated by commas.</summary>
    internal Option<string[]> Several(string name, string description) => With(
        new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] },
        text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private Option<T> With<T>(Option<T> option, Func<string, T> read)
    {
        if (desk.Variable(VariableOf(option.Name)) is { } given)
        {
            option.DefaultValueFactory = _ => read(given);
        }

        return option;
    }

    private static FailedException Unreadable(string name, string wants) => new(Failure.OfArguments($"{VariableOf(name)} wants {wants}."));
}
