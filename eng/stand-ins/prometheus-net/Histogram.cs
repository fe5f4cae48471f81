namespace Prometheus;

public interface IObserver : ICollectorChild
{
    void Observe(double val);
}

public interface IHistogram : IObserver
{
    double Sum { get; }
    long Count { get; }

    void Observe(double val, long count);
    void Observe(double val, Exemplar? exemplar);
}

public sealed class Histogram : Collector<Histogram.Child>, IHistogram
{
    private static readonly double[] s_defaultBuckets = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];

    private readonly double[] _upperBounds;
    private readonly ExemplarBehavior _exemplars;

    internal Histogram(string name, string help, string[] labelNames, bool suppressInitialValue, double[]? buckets, ExemplarBehavior exemplars)
        : base(name, help, labelNames, suppressInitialValue)
    {
        if (labelNames.Contains("le"))
        {
            throw new ArgumentException("A histogram's label cannot be called \"le\".", nameof(labelNames));
        }

        double[] bounds = [.. buckets ?? s_defaultBuckets];
        if (bounds.Length == 0)
        {
            throw new ArgumentException("A histogram needs a bucket.", nameof(buckets));
        }

        _upperBounds = double.IsPositiveInfinity(bounds[^1]) ? bounds : [.. bounds, double.PositiveInfinity];
        for (var i = 1; i < _upperBounds.Length; i++)
        {
            if (!(_upperBounds[i - 1] < _upperBounds[i]))
            {
                throw new ArgumentException("A histogram's bounds ascend.", nameof(buckets));
            }
        }

        _exemplars = exemplars;
        Begin();
    }

    public double Sum => Unlabelled.Sum;
    public long Count => Unlabelled.Count;

    internal override string Type => "histogram";

    /// <summary>start, start * factor, start * factor^2, ...</summary>
    public static double[] ExponentialBuckets(double start, double factor, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(start);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(factor, 1);
        return [.. Enumerable.Range(0, count).Select(i => start * Math.Pow(factor, i))];
    }

    /// <summary>start, start + width, start + 2 * width, ...</summary>
    public static double[] LinearBuckets(double start, double width, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return [.. Enumerable.Range(0, count).Select(i => start + (width * i))];
    }

    public void Observe(double val) => Unlabelled.Observe(val);
    public void Observe(double val, long count) => Unlabelled.Observe(val, count);
    public void Observe(double val, Exemplar? exemplar) => Unlabelled.Observe(val, exemplar);
    public void Publish() => Unlabelled.Publish();
    public void Unpublish() => Unlabelled.Unpublish();

    private protected override Child NewChild(string[] labelValues, bool published) => new(this, labelValues, published);

    public sealed class Child : ChildBase, IHistogram
    {
        private readonly Histogram _parent;
        private readonly long[] _counts;
        private readonly ObservedExemplar?[] _seen;
        private AtomicDouble _sum;

        internal Child(Histogram parent, string[] labelValues, bool published)
            : base(parent, labelValues, published)
        {
            _parent = parent;
            _counts = new long[parent._upperBounds.Length];
            _seen = new ObservedExemplar?[parent._upperBounds.Length];
        }

        public double Sum => _sum.Value;

        public long Count
        {
            get
            {
                var total = 0L;
                foreach (ref readonly var count in _counts.AsSpan())
                {
                    total += Volatile.Read(in count);
                }

                return total;
            }
        }

        public void Observe(double val) => Observe(val, 1, null);

        public void Observe(double val, long count) => Observe(val, count, null);

        public void Observe(double val, Exemplar? exemplar) => Observe(val, 1, exemplar);

        public override void Remove() => _parent.RemoveLabelled(Values);

        private void Observe(double val, long count, Exemplar? exemplar)
        {
            // A NaN belongs in no bucket and would spoil the sum for good.
            if (double.IsNaN(val))
            {
                return;
            }

            var bucket = 0;
            while (val > _parent._upperBounds[bucket])
            {
                bucket++;
            }

            _parent._exemplars.Observe(ref _seen[bucket], exemplar, _parent, val);
            Interlocked.Add(ref _counts[bucket], count);
            _sum.Add(val * count);
            Publish();
        }

        internal override void Write(ExpositionWriter writer)
        {
            // Buckets are read once and added up here, so that the last bucket and the count agree in every scrape.
            var total = 0L;
            for (var i = 0; i < _counts.Length; i++)
            {
                total += Volatile.Read(ref _counts[i]);
                writer.Bucket(_parent, Values, _parent._upperBounds[i], total, Volatile.Read(ref _seen[i]));
            }

            writer.Sample(_parent, "_sum", Values, Sum);
            writer.Sample(_parent, "_count", Values, total);
        }
    }
}
