namespace SteppedCare.Server.Hosting;

/// <summary>Whether calls would be answered now, and if not, why. Once the server stops it stays unready.</summary>
internal sealed class Readiness(IEnumerable<IServingSwitch> switches)
{
    public const string Starting = "the server is starting";
    public const string Stopping = "the server is stopping";
    public const string StoreUnavailable = "the store is unavailable";

    private readonly Lock _lock = new();
    private readonly IServingSwitch[] _switches = [.. switches];
    private volatile string? _obstacle = Starting;

    /// <summary>What stands in the way; null when ready. Written for operators, without any person in it.</summary>
    public string? Obstacle => _obstacle;

    /// <summary>Takes what the last look found; true when it is news.</summary>
    /// <param name="storeAnswers">The store took a probe.</param>
    /// <param name="serviceWithoutPolicy">A service for which no revision is live; null when all have one.</param>
    public bool Found(bool storeAnswers, string? serviceWithoutPolicy)
    {
        var obstacle = !storeAnswers ? StoreUnavailable : serviceWithoutPolicy is null ? null : $"no policy is live for {serviceWithoutPolicy}";

        // Under a lock, so that the last word told to callers is the last word here.
        lock (_lock)
        {
            if (_obstacle == Stopping)
            {
                return false;
            }

            foreach (var serving in _switches)
            {
                serving.PolicyIsLive(serviceWithoutPolicy is null);
                serving.StoreAnswers(storeAnswers);
            }

            var news = _obstacle != obstacle;
            _obstacle = obstacle;
            return news;
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            _obstacle = Stopping;
            foreach (var serving in _switches)
            {
                serving.Stop();
            }
        }
    }
}
