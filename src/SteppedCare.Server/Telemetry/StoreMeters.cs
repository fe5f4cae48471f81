using Prometheus;

namespace SteppedCare.Server.Telemetry;

/// <summary>The series of one store, all there from the start, so that a first error is seen as a rise.</summary>
internal sealed class StoreMeters
{
    private readonly Counter.Child[] _roundTrips;
    private readonly Histogram.Child[] _durations;
    private readonly Counter.Child[][] _errors;

    internal StoreMeters(Counter roundTrips, Counter errors, Histogram durations, string store)
    {
        string[] operations = [.. Enum.GetValues<StoreOperation>().Select(LabelValues<StoreOperation>.Of)];
        _roundTrips = [.. operations.Select(operation => roundTrips.WithLabels(store, operation))];
        _durations = [.. operations.Select(operation => durations.WithLabels(store, operation))];
        _errors =
        [
            .. operations.Select(operation =>
                Enum.GetValues<StoreErrorKind>().Select(kind => errors.WithLabels(store, operation, LabelValues<StoreErrorKind>.Of(kind))).ToArray()),
        ];
    }

    public void Asked(StoreOperation operation) => _roundTrips[(int)operation].Inc();

    public void Answered(StoreOperation operation, TimeSpan took) => _durations[(int)operation].Observe(took.TotalSeconds);

    public void Failed(StoreOperation operation, StoreErrorKind kind) => _errors[(int)operation][(int)kind].Inc();
}
