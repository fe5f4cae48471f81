using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using SteppedCare.Client;
using SteppedCare.FunctionalTests.Services;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Clients;

/// <summary>What ends a stream, on either side and on the way, and what becomes of it.</summary>
public sealed class BrokenStreamTests : IDisposable
{
    private readonly CancellationTokenSource _patience = new(APortal.Patience);

    public void Dispose() => _patience.Dispose();

    [Theory]
    [InlineData("the caller")]
    [InlineData("its token")]
    public async Task A_source_that_never_wakes_up_keeps_nobody(string ending)
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);
        using var enough = new CancellationTokenSource();
        var (awake, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        var answers = client.ReviewManyAsync(Deaf(), enough.Token).GetAsyncEnumerator();

        Assert.True(await answers.MoveNextAsync().AsTask().WaitAsync(APortal.Patience));
        if (ending == "its token")
        {
            await enough.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answers.MoveNextAsync().AsTask().WaitAsync(APortal.Patience));
        }

        await answers.DisposeAsync().AsTask().WaitAsync(APortal.Patience);
        awake.SetResult();
        await left.Task.WaitAsync(APortal.Patience);

        async IAsyncEnumerable<Wire.ReviewManyRequest> Deaf()
        {
            try
            {
                yield return Item("first");
                await awake.Task;
                yield return Item("too late");
            }
            finally
            {
                left.SetResult();
            }
        }
    }

    // CANCEL, INTERNAL_ERROR, PROTOCOL_ERROR of HTTP/2.
    [Theory]
    [InlineData(0x8)]
    [InlineData(0x2)]
    [InlineData(0x1)]
    public async Task A_stream_that_is_reset_on_the_way_goes_on(int reset)
    {
        var resets = 0;
        await using var host = await WireHost.StartAsync(onTheWay: (context, next) =>
        {
            if (Interlocked.Increment(ref resets) > 1)
            {
                return next(context);
            }

            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(reset);
            return Task.CompletedTask;
        });
        using var client = APortal.Of(host.Channel.Target);

        var answers = await client.ReviewManyAsync(Said("a", "b"), _patience.Token).ToListAsync(_patience.Token);

        Assert.Equal(["a", "b"], answers.Select(answer => answer.Tag));
        Assert.Equal(2, resets);
    }

    [Fact]
    public async Task A_stream_that_is_closed_while_nothing_is_asked_has_not_failed()
    {
        await using var host = await WireHost.StartAsync();
        var source = Channel.CreateUnbounded<Wire.ReviewManyRequest>();
        AsyncDuplexStreamingCall<Wire.ReviewManyRequest, Wire.ReviewManyResponse>? connection = null;
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stream = Stream(
            options =>
            {
                var call = connection = host.Decisions.ReviewMany(options);
                return new(
                    call.RequestStream,
                    call.ResponseStream,
                    _ => call.ResponseHeadersAsync,
                    _ => call.GetStatus(),
                    _ => call.GetTrailers(),
                    _ =>
                    {
                        call.Dispose();
                        closed.TrySetResult();
                    },
                    call);
            },
            maxAttempts: 1);
        await using var answers = stream.RunAsync(source.Reader.ReadAllAsync(), _patience.Token).GetAsyncEnumerator();

        foreach (var tag in new[] { "a", "b", "c" })
        {
            await source.Writer.WriteAsync(Item(tag));
            Assert.True(await answers.MoveNextAsync());
            Assert.Equal(tag, answers.Current.Tag);
            closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var next = answers.MoveNextAsync();
            connection!.Dispose();
            await closed.Task.WaitAsync(APortal.Patience);
            await source.Writer.WriteAsync(Item($"{tag} again"));
            Assert.True(await next);
            Assert.Equal($"{tag} again", answers.Current.Tag);
        }
    }

    [Fact]
    public async Task An_item_that_cannot_be_written_ends_the_stream_with_its_fault()
    {
        await using var host = await WireHost.StartAsync();
        var unwritable = new Method<Wire.ReviewManyRequest, Wire.ReviewManyResponse>(
            MethodType.DuplexStreaming,
            Wire.DecisionService.Descriptor.FullName,
            "ReviewMany",
            Marshallers.Create<Wire.ReviewManyRequest>(_ => throw new FormatException("unwritable"), _ => new()),
            Marshallers.Create<Wire.ReviewManyResponse>(_ => [], _ => new()));
        var stream = Stream(options => host.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(unwritable, null, options), maxAttempts: 5);

        var fault = await Assert.ThrowsAsync<FormatException>(() => stream.RunAsync(Said("a"), _patience.Token).ToListAsync().AsTask());

        Assert.Equal("unwritable", fault.Message);
    }

    [Fact]
    public async Task An_item_that_is_not_there_is_said_to_be_so()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);

        Assert.Throws<ArgumentNullException>(() => client.ReviewManyAsync(null!));
        Assert.Throws<ArgumentNullException>(() => client.EvaluateManyAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(
            () => client.ReviewManyAsync(new Wire.ReviewManyRequest[] { null! }.ToAsyncEnumerable(), _patience.Token).ToListAsync().AsTask());
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(64, 63, false)]
    [InlineData(65, 64, true)]
    [InlineData(200, 64, true)]
    public void A_tag_that_is_too_long_comes_back_cut(int asked, int answered, bool areOneAnother)
    {
        foreach (var letter in new[] { "x", "\U0001F600" })
        {
            var (question, answer) = (string.Concat(Enumerable.Repeat(letter, asked)), string.Concat(Enumerable.Repeat(letter, answered)));
            Assert.Equal(areOneAnother, Tags.AreOneAnother(question, answer));
            Assert.False(Tags.AreOneAnother(question, $"other{answer}"));
        }
    }

    private static ResumingStream<Wire.ReviewManyRequest, Wire.ReviewManyResponse> Stream(
        Func<CallOptions, AsyncDuplexStreamingCall<Wire.ReviewManyRequest, Wire.ReviewManyResponse>> open, int maxAttempts) =>
        new(open, _ => { }, (item, answer) => item.Tag == answer.Tag, new Pacing(maxAttempts, TimeProvider.System, () => 0.5));

    private static IAsyncEnumerable<Wire.ReviewManyRequest> Said(params string[] tags) => tags.Select(Item).ToAsyncEnumerable();

    private static Wire.ReviewManyRequest Item(string tag) => new() { Tag = tag, Review = Some.Review() };
}
