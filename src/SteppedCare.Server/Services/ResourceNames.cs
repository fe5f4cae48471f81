using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Services;

/// <summary>Names of episodes, decisions and tasks: derived, so that a repetition has the same name.</summary>
internal static partial class ResourceNames
{
    private static readonly FrozenDictionary<TaskKind, string> s_kebabs =
        Enum.GetValues<TaskKind>().Where(kind => kind != TaskKind.None).ToFrozenDictionary(kind => kind, Kebab);

    private static readonly FrozenDictionary<string, TaskKind> s_kinds = s_kebabs.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    internal static string Episode(EpisodeKey key) => $"services/{key.Service}/episodes/{key.Episode}";

    internal static string Decision(EpisodeKey key, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"services/{key.Service}/episodes/{key.Episode}/decisions/{version}");

    internal static string Task(EpisodeKey key, TaskKind kind) => $"services/{key.Service}/episodes/{key.Episode}/tasks/{s_kebabs[kind]}";

    internal static (EpisodeKey Key, int Version) Decision(Violations violations, string field, string name)
    {
        // Without leading zeros: one decision has one name.
        if (TryParse(name, "decisions", out var key, out var last)
            && last[0] != '0'
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return (key, version);
        }

        violations.Add(field, name.Length == 0 ? "is required" : "must be services/{service}/episodes/{episode}/decisions/{version}");
        return default;
    }

    internal static (EpisodeKey Key, TaskKind Kind) Task(Violations violations, string field, string name)
    {
        if (TryParse(name, "tasks", out var key, out var last) && s_kinds.TryGetValue(last, out var kind))
        {
            return (key, kind);
        }

        violations.Add(field, name.Length == 0 ? "is required" : "must be services/{service}/episodes/{episode}/tasks/{kind}, with a kind such as same-day");
        return default;
    }

    private static bool TryParse(string name, string collection, out EpisodeKey key, out string last)
    {
        key = default;
        last = "";
        if (name.Split('/') is not ["services", var service, "episodes", var episode, var found, { Length: > 0 } end]
            || found != collection
            || !FieldForms.IsName(service)
            || !FieldForms.IsName(episode))
        {
            return false;
        }

        key = new EpisodeKey(service, episode);
        last = end;
        return true;
    }

    private static string Kebab(TaskKind kind) => WordStart().Replace(kind.ToString(), "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
