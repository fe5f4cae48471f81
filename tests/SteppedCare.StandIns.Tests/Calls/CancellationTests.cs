using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SteppedCare.StandIns.Tests.Wire;

namespace SteppedCare.StandIns.Tests.Calls;

public sealed class CancellationTests(EchoServer server) : IClassFixture<EchoServer>
{
    private readonly Echo.EchoClient _client = server.Client;

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        // The connection stands before the clock runs, so the call is at the server long before its deadline.
        await Bounded.Wait(server.Channel.ConnectAsync());
        using var call = _client.HangAsync(new Message { Text = "late" }, deadline: In(TimeSpan.FromSeconds(5)));
        await server.Sightings.SeenAsync("late started");

        var error = await Bounded.Wait(Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await server.Sightings.SeenAsync("late cancelled");
    }

    [Fact]
    public async Task The_server_knows_the_callers_deadline()
    {
        var deadline = In(TimeSpan.FromHours(1));

        var seen = DateTime.Parse(
            (await Bounded.Wait(_client.DescribeAsync(new Empty(), deadline: deadline).ResponseAsync)).Deadline,
            CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind);

        // What travels is the time left, so the server's end lies later by the time under way.
        Assert.InRange(seen, deadline.AddSeconds(-1), deadline.AddMinutes(5));
    }

    [Fact]
    public async Task A_call_without_a_deadline_has_none() =>
        Assert.Equal("none", (await Bounded.Wait(_client.DescribeAsync(new Empty()).ResponseAsync)).Deadline);

    [Fact]
    public async Task A_cancelled_call_fires_the_servers_token()
    {
        using var cancel = new CancellationTokenSource();
        using var call = _client.HangAsync(new Message { Text = "dropped" }, cancellationToken: cancel.Token);
        await server.Sightings.SeenAsync("dropped started");

        await cancel.CancelAsync();

        var error = await Bounded.Wait(Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        await server.Sightings.SeenAsync("dropped cancelled");
    }

    [Fact]
    public async Task A_stream_that_the_client_drops_fires_the_servers_token()
    {
        using (var call = _client.HangDown(new Message { Text = "stream" }))
        {
            Assert.True(await Bounded.Wait(call.ResponseStream.MoveNext()));
            await server.Sightings.SeenAsync("stream started");
        }

        await server.Sightings.SeenAsync("stream cancelled");
    }

    [Fact]
    public async Task One_read_can_be_cancelled()
    {
        using var call = _client.HangDown(new Message { Text = "read" });
        Assert.True(await Bounded.Wait(call.ResponseStream.MoveNext()));
        using var cancel = new CancellationTokenSource();
        var read = call.ResponseStream.MoveNext(cancel.Token);

        await cancel.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await Bounded.Wait(Assert.ThrowsAsync<RpcException>(() => read))).StatusCode);
    }

    private static DateTime In(TimeSpan time) => TimeProvider.System.GetUtcNow().UtcDateTime + time;
}
