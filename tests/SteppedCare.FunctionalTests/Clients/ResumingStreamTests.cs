using System.Runtime.CompilerServices;
using Grpc.Core;
using SteppedCare.Client;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.FunctionalTests.Services;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Clients;

/// <summary>A caseload on one stream, whatever becomes of its connections.</summary>
public sealed class ResumingStreamTests : IDisposable
{
    private const string Marker = "cut-at-this-event";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-client-");
    private readonly CancellationTokenSource _patience = new();

    public void Dispose()
    {
        _patience.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_is_cut_goes_on_where_it_was_and_nothing_happens_twice(bool afterArrival)
    {
        const int Items = 150;
        await using var server = await AssembledServer.StartAsync(_folder.FullName);
        await using var proxy = new CuttingProxy(server.Address().Port);
        using var client = APortal.Of(proxy.Endpoint);
        var course = server.Course();
        await course.TriageAsync(A.Mild);
        var items = Enumerable.Range(0, Items)
            .Select(number => Item(course, $"{number}", number == Items / 2 ? A.Session().Named(Marker) : A.Session())).ToList();
        if (afterArrival)
        {
            proxy.CutAfter(Marker);
        }
        else
        {
            proxy.CutBefore(Marker);
        }

        var answers = await AllAsync(client.ReviewManyAsync(Told(items), Patient()));

        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(items.Select(item => item.Tag), answers.Select(answer => answer.Tag));
        Assert.Equal(Enumerable.Range(2, Items), answers.Select(answer => answer.Review.TrajectoryVersion));
        Assert.Equal(Items + 1, (await course.GetAsync()).TrajectoryVersion);
        Assert.Equal(Items, items.Select(item => item.Review.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task A_caseload_is_evaluated_and_nothing_is_written()
    {
        await using var server = await AssembledServer.StartAsync(_folder.FullName);
        using var client = APortal.Of(server.Address().ToString());
        var course = server.Course();
        await course.TriageAsync(A.Mild);
        var items = Enumerable.Range(0, 3).Select(number => new Wire.EvaluateManyRequest
        {
            Tag = $"{number}",
            Evaluate = course.EvaluateRequest(Wire.DecisionCall.Review, A.Session()),
        });

        var alone = await course.EvaluateAsync(Wire.DecisionCall.Review, A.Session());
        var answers = await AllAsync(client.EvaluateManyAsync(Told(items), Patient()));

        Assert.All(answers, answer => Assert.Equal(alone.Advice, answer.Evaluate.Assessment.Advice));
        Assert.Equal(["0", "1", "2"], answers.Select(answer => answer.Tag));
        Assert.Equal(1, (await course.GetAsync()).TrajectoryVersion);
    }

    [Fact]
    public async Task An_item_that_fails_is_an_answer_and_the_others_go_on()
    {
        await using var server = await AssembledServer.StartAsync(_folder.FullName);
        using var client = APortal.Of(server.Address().ToString());
        var course = server.Course();
        await course.TriageAsync(A.Mild);
        Wire.ReviewManyRequest[] items = [Item(server.Course(), "unknown", A.Session()), new() { Tag = "empty" }, Item(course, "known", A.Session())];

        var answers = await AllAsync(client.ReviewManyAsync(Told(items), Patient()));

        Assert.Equal(
            ["EPISODE_UNKNOWN", "INVALID_FIELDS", ""],
            answers.Select(answer => answer.Error is { } error ? SteppedCareError.Of(error).Reason : ""));
        Assert.Equal(2, answers[2].Review.TrajectoryVersion);
    }

    [Fact]
    public async Task A_service_that_stays_away_ends_it()
    {
        using var client = APortal.Of(options => options.MaxAttempts = 2, "127.0.0.1:1");

        var failure = await Assert.ThrowsAsync<RpcException>(() => AllAsync(client.ReviewManyAsync(Told([new Wire.ReviewManyRequest()]), Patient())));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
    }

    [Fact]
    public async Task A_fault_of_the_callers_own_comes_back_to_the_caller()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);

        var fault = await Assert.ThrowsAsync<FormatException>(() => AllAsync(client.ReviewManyAsync(Faulty(), Patient())));

        Assert.Equal("the caller's own", fault.Message);

        static async IAsyncEnumerable<Wire.ReviewManyRequest> Faulty()
        {
            yield return new() { Review = Some.Review() };
            await Task.Yield();
            throw new FormatException("the caller's own");
        }
    }

    [Fact]
    public async Task No_more_is_taken_than_the_service_works_on_and_a_caller_may_stop_early()
    {
        const int Most = UnansweredRequests<Wire.ReviewManyRequest>.Most;
        await using var host = await WireHost.StartAsync();
        var (asked, allAsked, mayAnswer) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        host.Engine.Before = token =>
        {
            if (Interlocked.Increment(ref asked) == Most)
            {
                allAsked.SetResult();
            }

            return mayAnswer.Task.WaitAsync(token);
        };
        using var client = APortal.Of(host.Channel.Target);
        var taken = 0;
        await using var answers = client.ReviewManyAsync(Endless(), Patient()).GetAsyncEnumerator();

        var first = answers.MoveNextAsync();
        await allAsked.Task.WaitAsync(APortal.Patience);

        // As many as the window are open, and one more may have been taken that finds no room.
        Assert.InRange(Volatile.Read(ref taken), Most, Most + 1);
        mayAnswer.SetResult();
        Assert.True(await first);
        Assert.Equal("0", answers.Current.Tag);

        async IAsyncEnumerable<Wire.ReviewManyRequest> Endless([EnumeratorCancellation] CancellationToken token = default)
        {
            while (true)
            {
                token.ThrowIfCancellationRequested();
                var item = new Wire.ReviewManyRequest { Tag = $"{taken++}", Review = Some.Review() };
                item.Review.RequestId = "";

                // Another each time: those of one episode take turns.
                item.Review.Episode = item.Tag;
                yield return item;
                await Task.Yield();
            }
        }
    }

    // From now on: a server that is slow to start takes nothing of it.
    private CancellationToken Patient()
    {
        _patience.CancelAfter(APortal.Patience);
        return _patience.Token;
    }

    private static Wire.ReviewManyRequest Item(Course course, string tag, Wire.Event told)
    {
        var item = new Wire.ReviewManyRequest { Tag = tag, Review = course.ReviewRequest(told) };
        item.Review.RequestId = "";
        return item;
    }

    private static async IAsyncEnumerable<T> Told<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> answers)
    {
        var all = new List<T>();
        await foreach (var answer in answers)
        {
            all.Add(answer);
        }

        return all;
    }
}
