using Google.Protobuf;
using Grpc.Core;
using SteppedCare.StandIns.Tests.Wire;

namespace SteppedCare.StandIns.Tests.Calls;

public sealed class CallKindTests(EchoServer server) : IClassFixture<EchoServer>
{
    private readonly Echo.EchoClient _client = server.Client;

    [Fact]
    public async Task A_unary_call_brings_the_message_back()
    {
        using var call = _client.UnaryAsync(new Message { Text = "héllo", Payload = ByteString.CopyFrom(1, 2, 3) });

        var answer = await Bounded.Wait(call.ResponseAsync);

        Assert.Equal(new Message { Text = "héllo", Payload = ByteString.CopyFrom(1, 2, 3) }, answer);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("unary /steppedcare.standins.v1.Echo/Unary", call.GetTrailers().GetValue("x-intercepted"));
    }

    [Fact]
    public async Task A_blocking_call_brings_the_message_back() =>
        Assert.Equal("b", (await Bounded.Wait(Task.Run(() => _client.Unary(new Message { Text = "b" })))).Text);

    [Fact]
    public async Task An_empty_message_stays_empty() => Assert.Equal(new Message(), await Bounded.Wait(_client.UnaryAsync(new Message()).ResponseAsync));

    [Fact]
    public async Task A_message_of_one_MiB_comes_back_whole()
    {
        var bytes = new byte[1 << 20];
        new Random(17).NextBytes(bytes);

        var answer = await Bounded.Wait(_client.UnaryAsync(new Message { Payload = ByteString.CopyFrom(bytes) }).ResponseAsync);

        Assert.True(answer.Payload.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task Server_streaming_keeps_order_headers_and_trailers()
    {
        using var call = _client.Down(new DownRequest { Count = 100 });

        var headers = await Bounded.Wait(call.ResponseHeadersAsync);
        var texts = await Bounded.Wait(call.ResponseStream.ReadAllAsync().Select(message => message.Text).ToListAsync().AsTask());

        Assert.Equal("yes", headers.GetValue("x-stream"));
        Assert.Equal([0, 1, 2, 255], headers.GetValueBytes("x-raw-bin")!);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), texts);
        Assert.Equal("100", call.GetTrailers().GetValue("x-count"));
        Assert.Equal([9, 8, 7], call.GetTrailers().GetValueBytes("x-end-bin")!);
        Assert.Equal("down /steppedcare.standins.v1.Echo/Down", call.GetTrailers().GetValue("x-intercepted"));
    }

    [Fact]
    public async Task A_server_stream_that_breaks_delivers_what_came_before()
    {
        using var call = _client.Down(new DownRequest { Count = 10, FailAfter = 3 });
        var read = 0;

        var error = await Bounded.Wait(Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var message in call.ResponseStream.ReadAllAsync())
            {
                read++;
            }
        }));

        Assert.Equal(3, read);
        Assert.Equal(StatusCode.DataLoss, error.StatusCode);
        Assert.Equal("broke after 3", error.Status.Detail);
        Assert.Equal("3", error.Trailers.GetValue("x-at"));
    }

    [Fact]
    public async Task Client_streaming_sums_up_every_message()
    {
        using var call = _client.Up();

        for (var i = 0; i < 50; i++)
        {
            await Bounded.Wait(call.RequestStream.WriteAsync(new Message { Payload = ByteString.CopyFrom(new byte[100]) }));
        }

        await Bounded.Wait(call.RequestStream.CompleteAsync());
        Assert.Equal(new Sum { Messages = 50, Bytes = 5000 }, await Bounded.Wait(call.ResponseAsync));
        Assert.Equal("up /steppedcare.standins.v1.Echo/Up", call.GetTrailers().GetValue("x-intercepted"));
    }

    [Fact]
    public async Task Both_sides_take_turns_on_one_stream()
    {
        using var call = _client.Both();

        for (var i = 0; i < 50; i++)
        {
            await Bounded.Wait(call.RequestStream.WriteAsync(new Message { Text = $"p{i}" }));
            Assert.True(await Bounded.Wait(call.ResponseStream.MoveNext()));
            Assert.Equal($"p{i}", call.ResponseStream.Current.Text);
        }

        await Bounded.Wait(call.RequestStream.CompleteAsync());
        Assert.False(await Bounded.Wait(call.ResponseStream.MoveNext()));
        Assert.Equal("both /steppedcare.standins.v1.Echo/Both", call.GetTrailers().GetValue("x-intercepted"));
    }

    [Fact]
    public async Task Five_hundred_calls_at_once_each_get_their_own_answer()
    {
        var wanted = Enumerable.Range(0, 500).Select(i => $"{i}").ToArray();

        var answers = await Bounded.Wait(Task.WhenAll(wanted.Select(text => _client.UnaryAsync(new Message { Text = text }).ResponseAsync)));

        Assert.Equal(wanted, answers.Select(answer => answer.Text));
    }
}
