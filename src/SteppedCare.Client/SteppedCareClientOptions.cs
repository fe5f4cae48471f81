namespace SteppedCare.Client;

/// <summary>How a portal reaches its service. All faults are told at once, when the client is made.</summary>
public sealed class SteppedCareClientOptions
{
    /// <summary>
    /// Where the service listens for gRPC, such as <c>http://127.0.0.1:5080</c>. With several, calls take turns among those that serve. Required.
    /// </summary>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>How long a call may take that has no deadline of its own, retries included. Streams have none. From a millisecond to ten minutes.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a call is sent at most when the service is unavailable: 1 (no retry) to 5.</summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>How long a connection may be silent before it is asked whether it still stands. From one second to an hour.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Opens another connection when one carries as many calls as the server takes; otherwise further calls wait.</summary>
    public bool MultipleConnections { get; set; } = true;

    /// <summary>For TLS certificates, proxies and the like; called for each connection pool that is made. Null leaves .NET's own, without a proxy.</summary>
    public Action<SocketsHttpHandler>? ConfigureHandler { get; set; }
}
