namespace Prometheus;

public interface ICounter : ICollectorChild
{
    double Value { get; }

    void Inc(double increment = 1);
    void Inc(Exemplar? exemplar);
    void Inc(double increment, Exemplar? exemplar);
    void IncTo(double targetValue);
}

public sealed class Counter : Collector<Counter.Child>, ICounter
{
    private readonly ExemplarBehavior _exemplars;

    internal Counter(string name, string help, string[] labelNames, bool suppressInitialValue, ExemplarBehavior exemplars)
        : base(name, help, labelNames, suppressInitialValue)
    {
        _exemplars = exemplars;
        Begin();
    }

    public double Value => Unlabelled.Value;

    internal override string Type => "counter";

    public void Inc(double increment = 1) => Unlabelled.Inc(increment);
    public void Inc(Exemplar? exemplar) => Unlabelled.Inc(exemplar);
    public void Inc(double increment, Exemplar? exemplar) => Unlabelled.Inc(increment, exemplar);
    public void IncTo(double targetValue) => Unlabelled.IncTo(targetValue);
    public void Publish() => Unlabelled.Publish();
    public void Unpublish() => Unlabelled.Unpublish();

    private protected override Child NewChild(string[] labelValues, bool published) => new(this, labelValues, published);

    public sealed class Child : ChildBase, ICounter
    {
        private readonly Counter _parent;
        private AtomicDouble _value;
        private ObservedExemplar? _exemplar;

        internal Child(Counter parent, string[] labelValues, bool published)
            : base(parent, labelValues, published) => _parent = parent;

        public double Value => _value.Value;

        public void Inc(double increment = 1) => Inc(increment, null);

        public void Inc(Exemplar? exemplar) => Inc(1, exemplar);

        public void Inc(double increment, Exemplar? exemplar)
        {
            // Written so that NaN is refused too.
            if (!(increment >= 0))
            {
                throw new ArgumentOutOfRangeException(nameof(increment), "A counter does not fall.");
            }

            _parent._exemplars.Observe(ref _exemplar, exemplar, _parent, increment);
            _value.Add(increment);
            Publish();
        }

        public void IncTo(double targetValue)
        {
            _value.RaiseTo(targetValue);
            Publish();
        }

        public override void Remove() => _parent.RemoveLabelled(Values);

        internal override void Write(ExpositionWriter writer) => writer.Counter(_parent, Values, Value, Volatile.Read(ref _exemplar));
    }
}
