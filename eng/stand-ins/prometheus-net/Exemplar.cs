using System.Diagnostics;

namespace Prometheus;

/// <summary>Labels that lead from a sample to what caused it. One instance goes with one observation; <see cref="Clone"/> makes another.</summary>
public sealed class Exemplar
{
    private const int OpenMetricsLimit = 128;
    private static readonly LabelKey s_traceId = Key("trace_id");
    private static readonly LabelKey s_spanId = Key("span_id");

    private readonly LabelPair[] _labels;
    private bool _consumed;

    private Exemplar(LabelPair[] labels) => _labels = labels;

    /// <summary>Says that an observation has no exemplar, not even the default one.</summary>
    public static Exemplar None { get; } = new([]);

    internal ReadOnlySpan<LabelPair> Labels => _labels;

    public static LabelKey Key(string key) => new(Named.Label(key));

    public static LabelPair Pair(string key, string value) => Key(key).WithValue(value);

    public static Exemplar From(in LabelPair labelPair1) => New(labelPair1);

    public static Exemplar From(in LabelPair labelPair1, in LabelPair labelPair2) => New(labelPair1, labelPair2);

    public static Exemplar From(in LabelPair labelPair1, in LabelPair labelPair2, in LabelPair labelPair3) => New(labelPair1, labelPair2, labelPair3);

    /// <summary>The current activity's trace and span, or <see cref="None"/>.</summary>
    public static Exemplar FromTraceContext() => FromTraceContext(s_traceId, s_spanId);

    public static Exemplar FromTraceContext(in LabelKey traceIdKey, in LabelKey spanIdKey) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity
            ? New(traceIdKey.WithValue(activity.TraceId.ToHexString()), spanIdKey.WithValue(activity.SpanId.ToHexString()))
            : None;

    public Exemplar Clone() => _consumed ? throw Reused() : new Exemplar(_labels);

    internal void Consume()
    {
        if (Interlocked.Exchange(ref _consumed, true))
        {
            throw Reused();
        }
    }

    private static Exemplar New(params LabelPair[] labels)
    {
        var length = labels.Sum(label => Runes(label.Name) + Runes(label.Value));
        return length <= OpenMetricsLimit
            ? new Exemplar(labels)
            : throw new ArgumentException($"An exemplar's names and values hold {OpenMetricsLimit} characters in all, not {length}.");
    }

    private static int Runes(string text) => text.EnumerateRunes().Count();

    private static InvalidOperationException Reused() => new("This exemplar went with another observation; make a new one, or a clone before that.");

    public readonly struct LabelKey
    {
        private readonly string _name;

        internal LabelKey(string name) => _name = name;

        public LabelPair WithValue(string value) => new(_name, value ?? throw new ArgumentNullException(nameof(value)));
    }

    public readonly struct LabelPair
    {
        internal LabelPair(string name, string value)
        {
            Name = name;
            Value = value;
        }

        internal string Name { get; }
        internal string Value { get; }
    }
}

/// <summary>Asked for an exemplar where the caller gave none.</summary>
public delegate Exemplar ExemplarProvider(Collector metric, double value);

public sealed class ExemplarBehavior
{
    public ExemplarProvider? DefaultExemplarProvider { get; set; }

    /// <summary>A series keeps an exemplar at least this long.</summary>
    public TimeSpan NewExemplarMinInterval { get; set; } = TimeSpan.Zero;

    internal static ExemplarBehavior Default { get; } = new() { DefaultExemplarProvider = static (_, _) => Exemplar.FromTraceContext() };

    public static ExemplarBehavior NoExemplars() => new() { DefaultExemplarProvider = static (_, _) => Exemplar.None };

    internal void Observe(ref ObservedExemplar? slot, Exemplar? given, Collector metric, double value)
    {
        // Asking for the default costs an allocation; not while the series would keep the exemplar it has.
        if (given is null && NewExemplarMinInterval > TimeSpan.Zero && IsFresh(slot, TimeProvider.System.GetUtcNow()))
        {
            return;
        }

        var exemplar = given ?? DefaultExemplarProvider?.Invoke(metric, value) ?? Exemplar.None;
        if (exemplar.Labels.IsEmpty)
        {
            return;
        }

        exemplar.Consume();
        var now = TimeProvider.System.GetUtcNow();
        if (!IsFresh(slot, now))
        {
            Volatile.Write(ref slot, new ObservedExemplar(exemplar, value, now));
        }
    }

    private bool IsFresh(ObservedExemplar? last, DateTimeOffset now) => last is not null && now - last.At < NewExemplarMinInterval;
}

internal sealed record ObservedExemplar(Exemplar Exemplar, double Value, DateTimeOffset At);
