using System.Diagnostics.CodeAnalysis;

namespace SteppedCare.Server.Hosting;

/// <summary>Reads a value of a setting; false when it is not one.</summary>
internal delegate bool TryRead<T>(string text, out T value);

/// <summary>Turns what was configured into typed values and collects every fault on the way, so that an operator mends them all at once.</summary>
internal sealed class SettingsReader(SortedDictionary<string, GivenValue> given)
{
    private readonly List<SettingFault> _faults = [];

    public IReadOnlyList<SettingFault> Faults => _faults;

    public IEnumerable<string> Names => given.Keys;

    /// <summary>A setting that has a default.</summary>
    public T Read<T>(string name, TryRead<T> read, T otherwise) => TryGet(SettingCatalogue.Get(name), name, read, out var value) ? value : otherwise;

    /// <summary>A setting of a service or contact; null when absent or refused.</summary>
    public T? ReadWithin<T>(string pattern, string name, TryRead<T> read, bool required)
        where T : class
    {
        var setting = SettingCatalogue.Get(pattern);
        if (TryGet(setting, name, read, out var value))
        {
            return value;
        }

        if (required && !given.ContainsKey(name))
        {
            _faults.Add(new SettingFault(name, $"{name} is missing: must be {setting.Allowed}."));
        }

        return null;
    }

    public bool Has(string name) => given.ContainsKey(name);

    /// <summary>Refuses a value that reads well but cannot be served.</summary>
    public void Refuse(string name, string why)
    {
        var shown = given.TryGetValue(name, out var value) ? Shown(SettingCatalogue.Find(name), name, value) : name;
        _faults.Add(new SettingFault(name, $"{shown}: {why}"));
    }

    /// <summary>A typing error must not pass for a setting that was made.</summary>
    public void RefuseUnknown()
    {
        foreach (var (name, value) in given)
        {
            if (SettingCatalogue.Find(name) is null)
            {
                _faults.Add(new SettingFault(name, $"{name} ({value.Origin}) is no setting.{Suggestion.For(name)}"));
            }
        }
    }

    private bool TryGet<T>(Setting setting, string name, TryRead<T> read, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!given.TryGetValue(name, out var text))
        {
            return false;
        }

        if (read(text.Value, out value))
        {
            return true;
        }

        _faults.Add(new SettingFault(name, $"{Shown(setting, name, text)}: must be {setting.Allowed}."));
        return false;
    }

    private static string Shown(Setting? setting, string name, GivenValue value) =>
        setting is { Secret: false } ? $"{name} = \"{value.Value}\" ({value.Origin})" : $"{name} ({value.Origin}, not shown)";
}
