using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Health;

/// <summary>Tells the health service what the readiness monitor found.</summary>
internal sealed class ServingBridge : IServingSwitch, IDisposable
{
    private readonly ServingState _state;
    private readonly CancellationTokenRegistration _stopping;

    public ServingBridge(ServingState state, IHostApplicationLifetime lifetime)
    {
        _state = state;
        _stopping = lifetime.ApplicationStopping.Register(state.Stop);
    }

    public void Set(bool serving)
    {
        _state.PolicyIsLive(serving);
        _state.StoreAnswers(serving);
    }

    public void Dispose() => _stopping.Dispose();
}
