using Google.Rpc;
using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services.Streams;

/// <summary>ReviewMany as a caller has it: items go in, answers come out, and each wait is bounded.</summary>
internal sealed class ReviewStream(Wire.DecisionService.DecisionServiceClient decisions, CallOptions options = default) : IDisposable
{
    private readonly AsyncDuplexStreamingCall<Wire.ReviewManyRequest, Wire.ReviewManyResponse> _call = decisions.ReviewMany(options);

    /// <summary>An item of an episode, marked with a number.</summary>
    internal static Wire.ReviewManyRequest Item(int number, string episode, params Wire.Event[] events) => new()
    {
        Tag = $"t{number}",
        Review = new() { Service = "leeds", Episode = episode, RequestId = $"r{number}", Events = { events } },
    };

    internal async Task SendAsync(params IEnumerable<Wire.ReviewManyRequest> items)
    {
        foreach (var item in items)
        {
            await _call.RequestStream.WriteAsync(item).WaitAsync(WireHost.Patience);
        }
    }

    /// <summary>Sends one however long that takes: until the server has room.</summary>
    internal Task PressAsync(Wire.ReviewManyRequest item) => _call.RequestStream.WriteAsync(item);

    /// <summary>Says that no more will come.</summary>
    internal Task EndAsync() => _call.RequestStream.CompleteAsync().WaitAsync(WireHost.Patience);

    internal async Task<Wire.ReviewManyResponse> NextAsync()
    {
        Assert.True(await _call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience), "The stream ended before an answer.");
        return _call.ResponseStream.Current;
    }

    /// <summary>All answers to the end, which must be a good one.</summary>
    internal async Task<List<Wire.ReviewManyResponse>> RestAsync()
    {
        var rest = new List<Wire.ReviewManyResponse>();
        while (await _call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience))
        {
            rest.Add(_call.ResponseStream.Current);
        }

        Assert.Equal(StatusCode.OK, _call.GetStatus().StatusCode);
        return rest;
    }

    /// <summary>How the stream fails, with nothing more before.</summary>
    internal async Task<Failure> FailureAsync() =>
        new(await Assert.ThrowsAsync<RpcException>(() => _call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience)));

    /// <summary>The status of a stream that its caller gave up, for which no details arrive.</summary>
    internal async Task<StatusCode> FailureCodeAsync() =>
        (await Assert.ThrowsAsync<RpcException>(() => _call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience))).StatusCode;

    public void Dispose() => _call.Dispose();
}

/// <summary>An item's failure, read like that of a call.</summary>
internal static class ItemFailures
{
    internal static string ReasonOf(this SteppedCare.Rpc.Status status) => status.Details.Single(detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>().Type;

    internal static string[] FieldsOf(this SteppedCare.Rpc.Status status) =>
        [.. status.Details.Where(detail => detail.Is(BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations).Select(violation => violation.Field)];
}
