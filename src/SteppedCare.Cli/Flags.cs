using System.CommandLine;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>The options of commands. The environment gives those that say where one is and who; never what one act is to do, nor that it needs no asking.</summary>
internal sealed class Flags(Desk desk)
{
    private const string Prefix = "STEPPED_CARE_";

    /// <summary>On every command.</summary>
    internal const string Json = "--json";

    private static readonly string[] s_ofEnvironment = ["--address", "--person", "--roles", "--service", Json];

    internal static string VariableOf(string name) => Prefix + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    internal static bool IsOfEnvironment(string name) => s_ofEnvironment.Contains(name, StringComparer.Ordinal);

    internal Option<string?> Text(string name, string description) => With(new Option<string?>(name) { Description = description }, text => text);

    internal static Option<int> Number(string name, string description, int otherwise, int least)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < least)
            {
                given.AddError($"{name} wants at least {least.ToString(CultureInfo.InvariantCulture)}.");
            }
        });
        return option;
    }

    internal Option<bool> Switch(string name, string description) => With(new Option<bool>(name) { Description = description }, text => YesOrNo(name, text));

    /// <summary>Whether a program reads what comes, also where the command line itself cannot be read.</summary>
    internal bool WantsJson(IEnumerable<string> arguments) =>
        arguments.Contains(Json, StringComparer.Ordinal) || (desk.Variable(VariableOf(Json)) is { } given && YesOrNo(Json, given));

    /// <summary>Given several times; in the environment separated by commas.</summary>
    internal Option<string[]> Several(string name, string description) => With(
        new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] },
        text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private Option<T> With<T>(Option<T> option, Func<string, T> read)
    {
        if (IsOfEnvironment(option.Name) && desk.Variable(VariableOf(option.Name)) is { } given)
        {
            option.DefaultValueFactory = _ => read(given);
        }

        return option;
    }

    private static bool YesOrNo(string name, string text) => text.ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" => true,
        "0" or "FALSE" or "NO" => false,
        _ => throw Unreadable(name, "yes or no"),
    };

    private static FailedException Unreadable(string name, string wants) => new(Failure.OfArguments($"{VariableOf(name)} wants {wants}."));
}
