using System.Globalization;
using System.Text;

namespace SteppedCare.Policies;

/// <summary>A story of days in the words of cases.yaml, told in any order.</summary>
internal sealed class StoryDays
{
    private readonly List<(int Day, List<(string Key, string Text)> Told)> _entries = [(0, [])];

    /// <summary>What is told twice of one day comes in two parts of it.</summary>
    internal void Add(int day, string key, string text)
    {
        var entry = _entries.FindLastIndex(each => each.Day == day);
        if (entry < 0 || _entries[entry].Told.Exists(told => told.Key == key))
        {
            entry = _entries.Count;
            _entries.Add((day, []));
        }

        _entries[entry].Told.Add((key, text));
    }

    /// <summary>In a part of its own, after all that was told of that day so far.</summary>
    internal void AddLast(int day, string key, string text) => _entries.Add((day, [(key, text)]));

    /// <summary>The lines of "events" and "as_of".</summary>
    internal string ToText(int today)
    {
        var text = new StringBuilder("    events:\n");
        foreach (var (day, told) in _entries.OrderBy(entry => entry.Day))
        {
            text.Append(CultureInfo.InvariantCulture, $"      - {{{string.Join(", ", told.Select(each => $"{each.Key}: {each.Text}").Prepend($"day: {day}"))}}}\n");
        }

        return _entries.Max(entry => entry.Day) < today ? text.Append(CultureInfo.InvariantCulture, $"    as_of: {today}\n").ToString() : text.ToString();
    }
}
