using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Prometheus;

public interface ICollector
{
    string Name { get; }
    string Help { get; }
    string[] LabelNames { get; }
}

public interface ICollectorChild;

public interface ICollector<out TChild> : ICollector
    where TChild : ICollectorChild
{
    TChild Unlabelled { get; }
    TChild WithLabels(params string[] labelValues);
}

/// <summary>One metric: a name, its labels, and a child for each set of label values.</summary>
public abstract class Collector
{
    private readonly string[] _labelNames;

    private protected Collector(string name, string help, string[] labelNames)
    {
        Name = name;
        Help = help;
        _labelNames = labelNames;
    }

    public string Name { get; }
    public string Help { get; }
    public string[] LabelNames => [.. _labelNames];

    internal ReadOnlySpan<string> Names => _labelNames;

    internal abstract string Type { get; }

    internal abstract void Write(ExpositionWriter writer);
}

public abstract class Collector<TChild> : Collector, ICollector<TChild>
    where TChild : ChildBase
{
    private readonly ConcurrentDictionary<string[], TChild> _children = new(LabelValues.Comparer);
    private readonly bool _suppressInitialValue;

    private protected Collector(string name, string help, string[] labelNames, bool suppressInitialValue)
        : base(name, help, labelNames) => _suppressInitialValue = suppressInitialValue;

    public TChild Unlabelled => WithLabels();

    public TChild WithLabels(params string[] labelValues)
    {
        if (_children.TryGetValue(labelValues, out var child))
        {
            return child;
        }

        if (labelValues.Length != Names.Length)
        {
            throw new ArgumentException($"{Name} has {Names.Length} labels, not {labelValues.Length}.", nameof(labelValues));
        }

        if (labelValues.AsSpan().Contains(null))
        {
            throw new ArgumentNullException(nameof(labelValues), "A label value is null.");
        }

        // The caller keeps its array and may reuse it.
        string[] own = [.. labelValues];
        return _children.GetOrAdd(own, static (values, self) => self.NewChild(values, !self._suppressInitialValue), this);
    }

    public TChild Labels(params string[] labelValues) => WithLabels(labelValues);

    public void RemoveLabelled(params string[] labelValues) => _children.TryRemove(labelValues, out _);

    public IEnumerable<string[]> GetAllLabelValues() => _children.Keys.Where(values => values.Length > 0).Select(values => values.ToArray());

    private protected abstract TChild NewChild(string[] labelValues, bool published);

    /// <summary>A metric without labels is there from the start; one with labels when the first values are.</summary>
    private protected void Begin()
    {
        if (Names.IsEmpty)
        {
            _ = Unlabelled;
        }
    }

    internal override void Write(ExpositionWriter writer)
    {
        writer.Family(Name, Help, Type);
        foreach (var child in _children.Values.Where(child => child.IsPublished).Order(LabelValues.ByValue))
        {
            child.Write(writer);
        }
    }
}

/// <summary>The series of one set of label values.</summary>
public abstract class ChildBase : ICollectorChild
{
    private protected ChildBase(Collector parent, string[] labelValues, bool published)
    {
        Parent = parent;
        Values = labelValues;
        IsPublished = published;
    }

    internal Collector Parent { get; }
    internal string[] Values { get; }
    internal bool IsPublished { get; private set; }

    public void Publish() => IsPublished = true;

    public void Unpublish() => IsPublished = false;

    /// <summary>Forgets the series. Who still holds it writes into the void.</summary>
    public abstract void Remove();

    internal abstract void Write(ExpositionWriter writer);
}

internal static class LabelValues
{
    public static IEqualityComparer<string[]> Comparer { get; } = new ByContent();

    public static IComparer<ChildBase> ByValue { get; } = Comparer<ChildBase>.Create(static (a, b) => a.Values.AsSpan().SequenceCompareTo(b.Values));

    private sealed class ByContent : IEqualityComparer<string[]>
    {
        public bool Equals(string[]? x, string[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] string[] values)
        {
            var hash = new HashCode();
            foreach (var value in values)
            {
                hash.Add(value, StringComparer.Ordinal);
            }

            return hash.ToHashCode();
        }
    }
}
