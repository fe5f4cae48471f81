using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace SteppedCare.Policies;

/// <summary>A mapping of a case file that knows which of its keys were asked for, so that a misspelt one does not pass unread.</summary>
internal sealed class CaseNode
{
    private readonly Dictionary<string, YamlNode> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<CaseFault> _faults;

    internal CaseNode(YamlNode node, List<CaseFault> faults)
    {
        _faults = faults;
        Line = (int)node.Start.Line;
        if (node is not YamlMappingNode map)
        {
            Fault("must be a mapping, 'key: value'.");
            return;
        }

        foreach (var (key, value) in map.Children)
        {
            _entries[((YamlScalarNode)key).Value ?? ""] = value;
        }
    }

    internal int Line { get; }

    /// <summary>Every key and what stands there, with its line; all count as asked for.</summary>
    internal IEnumerable<(string Key, YamlNode Value)> All()
    {
        _asked.UnionWith(_entries.Keys);
        return _entries.Select(entry => (entry.Key, entry.Value));
    }

    internal bool Has(string key) => Find(key) is not null;

    /// <summary>Where the value of a key stands; the mapping's own place where it has none.</summary>
    internal TextPlace PlaceOf(string key) => _entries.TryGetValue(key, out var node) ? TextPlaceOf(node) : new TextPlace(Line, 0, 0);

    internal static TextPlace TextPlaceOf(YamlNode node) =>
        new((int)node.Start.Line, (int)node.Start.Column, node.End.Line == node.Start.Line ? (int)(node.End.Column - node.Start.Column) : 0);

    internal string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        _ => Wrong<string>(key, "wants one value"),
    };

    internal int? Number(string key) => Text(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : Wrong<int?>(key, "wants a whole number");

    internal bool? YesNo(string key) => Text(key) switch
    {
        null => null,
        "yes" or "true" => true,
        "no" or "false" => false,
        _ => Wrong<bool?>(key, "wants yes or no"),
    };

    /// <summary>A member of a list of words, however it is cased: <c>step_up</c>, <c>STEP_UP</c>, <c>StepUp</c>.</summary>
    internal T? Word<T>(string key)
        where T : struct, Enum => Text(key) is not { } text ? null : Words.TryParse<T>(text, out var word) ? word : Wrong<T?>(key, $"is no {typeof(T).Name}", Words.Nearest(text, Enum.GetNames<T>()));

    internal IReadOnlyList<YamlNode> List(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children],
        _ => Wrong<IReadOnlyList<YamlNode>>(key, "wants a list") ?? [],
    };

    internal IReadOnlyList<T> WordList<T>(string key)
        where T : struct, Enum
    {
        var words = new List<T>();
        foreach (var node in List(key))
        {
            if (node is YamlScalarNode { Value: { } text } && Words.TryParse<T>(text, out var word))
            {
                words.Add(word);
            }
            else
            {
                _faults.Add(CaseFault.At(node, $"'{node}' is no {typeof(T).Name}.", Words.Nearest(node.ToString(), Enum.GetNames<T>())));
            }
        }

        return words;
    }

    internal CaseNode? Map(string key) => Find(key) is { } node ? new CaseNode(node, _faults) : null;

    internal YamlNode? Node(string key) => Find(key);

    internal CaseNode Within(YamlNode node) => new(node, _faults);

    internal void RefuseTheRest()
    {
        foreach (var (key, node) in _entries.Where(entry => !_asked.Contains(entry.Key)))
        {
            _faults.Add(CaseFault.At(node, $"'{key}' is not a word of case files here.", Words.Nearest(key, _asked)));
        }
    }

    internal void Fault(string message) => _faults.Add(new CaseFault(Line, $"This {message}"));

    internal void Fault(YamlNode node, string message, string suggestion = "") => _faults.Add(CaseFault.At(node, $"This {message}", suggestion));

    private T? Wrong<T>(string key, string message, string suggestion = "")
    {
        _faults.Add(_entries.TryGetValue(key, out var node) ? CaseFault.At(node, $"'{key}' {message}.", suggestion) : new CaseFault(Line, $"'{key}' {message}."));
        return default;
    }

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return _entries.GetValueOrDefault(key);
    }
}
