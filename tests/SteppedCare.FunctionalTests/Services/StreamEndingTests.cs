using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SteppedCare.Server.Services;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>A watch that has something to say just as its caller goes: gRPC refuses to write, before anybody has heard of the end.</summary>
public sealed class StreamEndingTests
{
    private static readonly InvalidOperationException s_refused = new("Can't write the message because the request is complete.");

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void A_write_that_races_the_callers_end_is_no_fault(bool heard, bool aborted)
    {
        var (failure, errors) = End(s_refused, heard, aborted);

        Assert.Equal((StatusCode.Cancelled, "CANCELLED"), (failure.Code, failure.Reason));
        Assert.Empty(errors);
    }

    [Fact]
    public void The_same_in_a_call_that_goes_on_is_a_fault_of_ours()
    {
        var (failure, errors) = End(s_refused, heard: false, aborted: false);

        Assert.Equal((StatusCode.Internal, "INTERNAL"), (failure.Code, failure.Reason));
        Assert.Single(errors);
    }

    private static (Failure Failure, string[] Errors) End(Exception exception, bool heard, bool aborted)
    {
        using var log = new LogSink();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var lifetime = new Running();
        var ends = new StreamEnd(new FaultStatus(TimeProvider.System, factory.CreateLogger<FaultStatus>()), lifetime);
        return (new Failure(ends.Of(exception, new Call(heard, aborted))), log.Errors);
    }

    private sealed class Running : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _never = new();

        public CancellationToken ApplicationStarted => _never.Token;

        public CancellationToken ApplicationStopping => _never.Token;

        public CancellationToken ApplicationStopped => _never.Token;

        public void StopApplication() => throw new NotSupportedException();

        public void Dispose() => _never.Dispose();
    }

    private sealed class Call(bool heard, bool aborted) : ServerCallContext
    {
        protected override string MethodCore => "/grpc.health.v1.Health/Watch";

        protected override string HostCore => "localhost";

        protected override string PeerCore => "ipv4:127.0.0.1";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore => [];

        protected override CancellationToken CancellationTokenCore => new(heard);

        protected override Metadata ResponseTrailersCore => [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => throw new NotSupportedException();

        // Where gRPC for ASP.NET looks for it.
        protected override IDictionary<object, object> UserStateCore { get; } =
            new Dictionary<object, object> { ["__HttpContext"] = new DefaultHttpContext { RequestAborted = new(aborted) } };

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => throw new NotSupportedException();
    }
}
