using System.Collections.Concurrent;

namespace Prometheus;

public enum ExpositionFormat
{
    PrometheusText,
    OpenMetricsText,
}

public interface ICollectorRegistry
{
    void AddBeforeCollectCallback(Action callback);
    void AddBeforeCollectCallback(Func<CancellationToken, Task> callback);
    Task CollectAndExportAsTextAsync(Stream to, CancellationToken cancel = default);
}

public sealed class CollectorRegistry : ICollectorRegistry
{
    private readonly ConcurrentDictionary<string, Lazy<Collector>> _collectors = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Func<CancellationToken, Task>> _beforeCollect = new();

    internal CollectorRegistry()
    {
    }

    /// <summary>Runs before each export, so that values can be read when they are asked for. Exports may overlap.</summary>
    public void AddBeforeCollectCallback(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _beforeCollect.Enqueue(_ =>
        {
            callback();
            return Task.CompletedTask;
        });
    }

    public void AddBeforeCollectCallback(Func<CancellationToken, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _beforeCollect.Enqueue(callback);
    }

    public Task CollectAndExportAsTextAsync(Stream to, CancellationToken cancel = default) =>
        CollectAndExportAsTextAsync(to, ExpositionFormat.PrometheusText, cancel);

    public async Task CollectAndExportAsTextAsync(Stream to, ExpositionFormat format, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        foreach (var callback in _beforeCollect)
        {
            await callback(cancel).ConfigureAwait(false);
        }

        var writer = new ExpositionWriter(format);
        foreach (var (_, collector) in _collectors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            collector.Value.Write(writer);
        }

        await to.WriteAsync(writer.End(), cancel).ConfigureAwait(false);
    }

    internal TCollector GetOrAdd<TCollector>(string name, string[] labelNames, Func<string[], TCollector> create)
        where TCollector : Collector
    {
        ArgumentNullException.ThrowIfNull(labelNames);
        Named.Metric(name);
        string[] labels = [.. labelNames.Select(Named.Label)];
        if (labels.Distinct(StringComparer.Ordinal).Count() != labels.Length)
        {
            throw new ArgumentException($"{name} names a label twice.", nameof(labelNames));
        }

        // Lazy: of two that register at once, one creates and both get the same.
        var made = _collectors.GetOrAdd(name, static (_, arg) => new Lazy<Collector>(() => arg.create(arg.labels)), (create, labels)).Value;
        return made is TCollector collector && collector.LabelNames.AsSpan().SequenceEqual(labels)
            ? collector
            : throw new InvalidOperationException($"{name} is there already, of another kind or with other labels.");
    }
}
