namespace Prometheus;

public interface IGauge : ICollectorChild
{
    double Value { get; }

    void Inc(double increment = 1);
    void Set(double val);
    void Dec(double decrement = 1);
    void IncTo(double targetValue);
    void DecTo(double targetValue);
}

public sealed class Gauge : Collector<Gauge.Child>, IGauge
{
    internal Gauge(string name, string help, string[] labelNames, bool suppressInitialValue)
        : base(name, help, labelNames, suppressInitialValue) => Begin();

    public double Value => Unlabelled.Value;

    internal override string Type => "gauge";

    public void Inc(double increment = 1) => Unlabelled.Inc(increment);
    public void Set(double val) => Unlabelled.Set(val);
    public void Dec(double decrement = 1) => Unlabelled.Dec(decrement);
    public void IncTo(double targetValue) => Unlabelled.IncTo(targetValue);
    public void DecTo(double targetValue) => Unlabelled.DecTo(targetValue);
    public void Publish() => Unlabelled.Publish();
    public void Unpublish() => Unlabelled.Unpublish();

    private protected override Child NewChild(string[] labelValues, bool published) => new(this, labelValues, published);

    public sealed class Child : ChildBase, IGauge
    {
        private readonly Gauge _parent;
        private AtomicDouble _value;

        internal Child(Gauge parent, string[] labelValues, bool published)
            : base(parent, labelValues, published) => _parent = parent;

        public double Value => _value.Value;

        public void Inc(double increment = 1)
        {
            _value.Add(increment);
            Publish();
        }

        public void Set(double val)
        {
            _value.Value = val;
            Publish();
        }

        public void Dec(double decrement = 1) => Inc(-decrement);

        public void IncTo(double targetValue)
        {
            _value.RaiseTo(targetValue);
            Publish();
        }

        public void DecTo(double targetValue)
        {
            _value.LowerTo(targetValue);
            Publish();
        }

        public override void Remove() => _parent.RemoveLabelled(Values);

        internal override void Write(ExpositionWriter writer) => writer.Sample(_parent, "", Values, Value);
    }
}
