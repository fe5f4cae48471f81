namespace Grpc.Core;

public abstract class ChannelBase
{
    protected ChannelBase(string target) => Target = target ?? throw new ArgumentNullException(nameof(target));

    public string Target { get; }

    public abstract CallInvoker CreateCallInvoker();

    public Task ShutdownAsync() => ShutdownAsyncCore();

    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}

public abstract class CallInvoker
{
    public abstract TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class where TResponse : class;

    public abstract AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class where TResponse : class;

    public abstract AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class where TResponse : class;

    public abstract AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
        where TRequest : class where TResponse : class;

    public abstract AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
        where TRequest : class where TResponse : class;
}

public struct CallOptions
{
    private Metadata? _headers;
    private DateTime? _deadline;
    private CancellationToken _cancellationToken;
    private WriteOptions? _writeOptions;
    private ContextPropagationToken? _propagationToken;
    private CallCredentials? _credentials;
    private bool _waitForReady;

    public CallOptions(Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default, WriteOptions? writeOptions = null, ContextPropagationToken? propagationToken = null, CallCredentials? credentials = null)
    {
        _headers = headers;
        _deadline = deadline;
        _cancellationToken = cancellationToken;
        _writeOptions = writeOptions;
        _propagationToken = propagationToken;
        _credentials = credentials;
        _waitForReady = false;
    }

    public readonly Metadata? Headers => _headers;
    public readonly DateTime? Deadline => _deadline;
    public readonly CancellationToken CancellationToken => _cancellationToken;
    public readonly WriteOptions? WriteOptions => _writeOptions;
    public readonly ContextPropagationToken? PropagationToken => _propagationToken;
    public readonly CallCredentials? Credentials => _credentials;
    public readonly bool IsWaitForReady => _waitForReady;

    public readonly CallOptions WithHeaders(Metadata headers) => this with { _headers = headers };
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { _deadline = deadline };
    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { _cancellationToken = cancellationToken };
    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { _writeOptions = writeOptions };
    public readonly CallOptions WithPropagationToken(ContextPropagationToken propagationToken) => this with { _propagationToken = propagationToken };
    public readonly CallOptions WithCredentials(CallCredentials credentials) => this with { _credentials = credentials };
    public readonly CallOptions WithWaitForReady(bool waitForReady = true) => this with { _waitForReady = waitForReady };
}
