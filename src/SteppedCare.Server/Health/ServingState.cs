using System.Collections.Immutable;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Health;

/// <summary>
/// Whether this process can take calls: a policy is live, the store answers, and nobody has asked it to stop. The host says each; whoever watches hears of
/// every change. Nothing is said yet at start, so a fresh process does not serve.
/// </summary>
internal sealed class ServingState : IServingSwitch
{
    private readonly Lock _gate = new();
    private volatile Moment _now = new(PolicyLive: false, StoreAnswering: false, Stopping: false, Names: [""]);

    /// <summary>How it stands now, with the signal of the next change.</summary>
    internal Moment Now => _now;

    /// <summary>Names a gRPC service that this process offers.</summary>
    internal void Offer(string service) => Change(moment => moment with { Names = moment.Names.Add(service) });

    /// <summary>A valid policy set is loaded, or is not (any more).</summary>
    public void PolicyIsLive(bool live) => Change(moment => moment with { PolicyLive = live });

    /// <summary>The store took a probe, or failed one.</summary>
    public void StoreAnswers(bool answering) => Change(moment => moment with { StoreAnswering = answering });

    /// <summary>The first thing at shutdown, so that balancers turn away before connections drain. There is no way back.</summary>
    public void Stop() => Change(moment => moment with { Stopping = true });

    private void Change(Func<Moment, Moment> change)
    {
        Moment before;
        lock (_gate)
        {
            before = _now;
            var after = change(before);
            if (after.SaysTheSameAs(before))
            {
                return;
            }

            _now = after.WithSignal();
        }

        before.Signal();
    }

    /// <summary>The state between two changes.</summary>
    /// <param name="PolicyLive">A valid policy set is loaded.</param>
    /// <param name="StoreAnswering">The store took the last probe.</param>
    /// <param name="Stopping">Shutdown has begun.</param>
    /// <param name="Names">The services offered; empty for the process as a whole.</param>
    internal sealed record Moment(bool PolicyLive, bool StoreAnswering, bool Stopping, ImmutableHashSet<string> Names)
    {
        // Watchers go on elsewhere: whoever reports an outage must not run their writes.
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal bool Serving => PolicyLive && StoreAnswering && !Stopping;

        /// <summary>Completes when this moment has passed.</summary>
        internal Task Changed => _changed.Task;

        internal bool SaysTheSameAs(Moment other) =>
            (PolicyLive, StoreAnswering, Stopping, Names) == (other.PolicyLive, other.StoreAnswering, other.Stopping, other.Names);

        internal Moment WithSignal() => this with { _changed = new(TaskCreationOptions.RunContinuationsAsynchronously) };

        internal void Signal() => _changed.TrySetResult();
    }
}
