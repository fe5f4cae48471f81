using System.Collections;

namespace SteppedCare.Server.Hosting;

/// <summary>A value and where it came from.</summary>
internal readonly record struct GivenValue(string Value, string Origin);

/// <summary>All that was configured, the stronger source over the weaker: the shipped file, the operator's file, the environment, the arguments.</summary>
internal static class SettingLayers
{
    public const string EnvironmentPrefix = "STEPPEDCARE_";
    public const string ConfigVariable = EnvironmentPrefix + "CONFIG";
    public const string ShippedFile = "appsettings.json";

    private const string ContactsPart = "Contacts";

    /// <exception cref="StartRefusedException">A file cannot be read.</exception>
    public static SortedDictionary<string, GivenValue> Read(CommandLine line, IDictionary environment, string binaryFolder)
    {
        var merged = new SortedDictionary<string, GivenValue>(StringComparer.OrdinalIgnoreCase);
        Lay(merged, ReadFile(Path.Combine(binaryFolder, ShippedFile), optional: true), ShippedFile);
        var arguments = line.Values.Where(pair => !IsConfig(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        var operators = new List<(IReadOnlyDictionary<string, string> Values, string Origin)>();
        if (line.Values.GetValueOrDefault(CommandLine.ConfigOption) is { } file)
        {
            operators.Add((ReadFile(Path.GetFullPath(file), optional: false), "--config"));
        }
        else if (environment[ConfigVariable] is string named)
        {
            operators.Add((ReadFile(Path.GetFullPath(named), optional: false), ConfigVariable));
        }

        operators.Add((ReadEnvironment(environment), "environment"));
        operators.Add((arguments, "argument"));
        DropShippedServices(merged, operators.SelectMany(layer => layer.Values.Keys));
        foreach (var (values, origin) in operators)
        {
            Lay(merged, values, origin);
        }

        return merged;
    }

    /// <summary>
    /// Lists are replaced whole. Laid over each other entry by entry, as .NET does, half of one list of crisis contacts would survive beneath another.
    /// </summary>
    private static void Lay(SortedDictionary<string, GivenValue> merged, IReadOnlyDictionary<string, string> layer, string origin)
    {
        foreach (var list in layer.Keys.Select(ListOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            foreach (var replaced in merged.Keys.Where(key => key.StartsWith(list, StringComparison.OrdinalIgnoreCase)).ToList())
            {
                merged.Remove(replaced);
            }
        }

        foreach (var (key, value) in layer)
        {
            // An empty value takes a weaker one back: compose files and charts cannot leave a variable out.
            if (value.Length == 0)
            {
                merged.Remove(key);
            }
            else
            {
                merged[key] = new GivenValue(value, origin);
            }
        }
    }

    /// <summary>Who declares services of their own gets those alone; the shipped one is for the first look.</summary>
    private static void DropShippedServices(SortedDictionary<string, GivenValue> shipped, IEnumerable<string> given)
    {
        var services = shipped.Keys.Select(ServiceOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var declared = given.Select(ServiceOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (declared.IsSubsetOf(services))
        {
            return;
        }

        foreach (var key in shipped.Keys.Where(key => ServiceOf(key) is { } service && !declared.Contains(service)).ToList())
        {
            shipped.Remove(key);
        }
    }

    private static string? ServiceOf(string key) =>
        key.Split(':') is [var section, var service, ..] && section.Equals(SettingNames.Services, StringComparison.OrdinalIgnoreCase) ? service : null;

    private static string? ListOf(string key) =>
        ServiceOf(key) is not null && key.Split(':') is [var section, var service, var list, ..] && list.Equals(ContactsPart, StringComparison.OrdinalIgnoreCase)
            ? $"{section}:{service}:{list}:"
            : null;

    private static bool IsConfig(string key) => key.Equals(CommandLine.ConfigOption, StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> ReadEnvironment(IDictionary environment)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in environment)
        {
            if (variable is { Key: string name, Value: string value }
                && name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
                && !name.Equals(ConfigVariable, StringComparison.OrdinalIgnoreCase))
            {
                // STEPPEDCARE__LISTEN__GRPC, as .NET's own convention would have it, means the same.
                values[name[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal).TrimStart('_')] = value;
            }
        }

        return values;
    }

    private static Dictionary<string, string> ReadFile(string path, bool optional)
    {
        if (!File.Exists(path))
        {
            return optional ? [] : throw new StartRefusedException($"The file of settings {path} is not there.");
        }

        try
        {
            return new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build().AsEnumerable()
                .Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // The parser's own words quote the file, in which there may be a password.
            throw new StartRefusedException($"The file of settings {path} cannot be read as JSON.");
        }
    }
}
