using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SteppedCare.StandIns.Tests.Wire;
using Status = Grpc.Core.Status;

namespace SteppedCare.StandIns.Tests.Calls;

internal sealed class EchoService(Sightings sightings) : Echo.EchoBase
{
    public override Task<Message> Unary(Message request, ServerCallContext context) => Task.FromResult(request);

    public override async Task Down(DownRequest request, IServerStreamWriter<Message> responseStream, ServerCallContext context)
    {
        await context.WriteResponseHeadersAsync(new Metadata { { "x-stream", "yes" }, { "x-raw-bin", new byte[] { 0, 1, 2, 255 } } });
        for (var i = 0; i < request.Count; i++)
        {
            if (request.FailAfter > 0 && i == request.FailAfter)
            {
                throw new RpcException(new Status(StatusCode.DataLoss, $"broke after {i}"), new Metadata { { "x-at", $"{i}" } });
            }

            await responseStream.WriteAsync(new Message { Text = $"{i}" }, context.CancellationToken);
        }

        context.ResponseTrailers.Add("x-count", $"{request.Count}");
        context.ResponseTrailers.Add("x-end-bin", [9, 8, 7]);
    }

    public override async Task<Sum> Up(IAsyncStreamReader<Message> requestStream, ServerCallContext context)
    {
        var sum = new Sum();
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            sum.Messages++;
            sum.Bytes += message.Payload.Length;
        }

        return sum;
    }

    public override async Task Both(IAsyncStreamReader<Message> requestStream, IServerStreamWriter<Message> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext())
        {
            await responseStream.WriteAsync(requestStream.Current);
        }
    }

    public override async Task<Message> Hang(Message request, ServerCallContext context)
    {
        await HangAsync(request.Text, context.CancellationToken);
        return request;
    }

    public override async Task HangDown(Message request, IServerStreamWriter<Message> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(request);
        await HangAsync(request.Text, context.CancellationToken);
    }

    public override Task<Message> Fail(Failure request, ServerCallContext context)
    {
        if (request.Unexpected)
        {
            throw new InvalidOperationException("a secret of the server");
        }

        var trailers = new Metadata { { "x-attempts-before", context.RequestHeaders.GetValue("grpc-previous-rpc-attempts") ?? "0" } };
        if (request.WithTrailers)
        {
            trailers.Add("x-why", "because");
            trailers.Add("x-why", "also");
            trailers.Add("x-detail-bin", [1, 2, 3, 0]);
        }

        throw new RpcException(new Status((StatusCode)request.Code, request.Detail), trailers);
    }

    public override Task<CallDescription> Describe(Empty request, ServerCallContext context)
    {
        var description = new CallDescription
        {
            Method = context.Method,
            Peer = context.Peer,
            Deadline = context.Deadline == DateTime.MaxValue ? "none" : context.Deadline.ToString("O", CultureInfo.InvariantCulture),
        };
        foreach (var entry in context.RequestHeaders)
        {
            description.Headers[entry.Key] = entry.IsBinary ? Convert.ToHexString(entry.ValueBytes) : entry.Value;
        }

        return Task.FromResult(description);
    }

    private async Task HangAsync(string name, CancellationToken cancellationToken)
    {
        sightings.Saw($"{name} started");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            sightings.Saw($"{name} cancelled");
        }
    }
}
