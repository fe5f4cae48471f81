using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Services;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services.Streams;

/// <summary>Each item is answered as a call of its own would be, whatever became of its neighbours.</summary>
public sealed class ItemTests
{
    [Fact]
    public async Task An_item_is_asked_and_answered_as_a_review()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Decision = Some.Decision(TaskKind.SameDay);
        var request = Some.Review(Some.Referral);
        var alone = await host.Decisions.ReviewAsync(request).ResponseAsync.WaitAsync(WireHost.Patience);

        var answer = await OnlyAsync(host, new() { Tag = "αβγ, any text", Review = request });

        Assert.Equal(("αβγ, any text", alone), (answer.Tag, answer.Review));
        var asked = host.Engine.Asked.Cast<DecideCommand>().ToArray();
        Assert.Equal((asked[0].Request, asked[0].Key), (asked[1].Request, asked[1].Key));
    }

    [Fact]
    public async Task A_kept_reply_is_the_answer_to_an_item_sent_again()
    {
        await using var host = await WireHost.StartAsync();
        var first = await OnlyAsync(host, ReviewStream.Item(1, "ep-7"));
        host.Engine.Kept = host.Engine.Encoded;
        host.Engine.Decision = Some.Decision(TaskKind.CrisisNow);

        Assert.Equal(first, await OnlyAsync(host, ReviewStream.Item(1, "ep-7")));
    }

    [Fact]
    public async Task Every_field_at_fault_is_named_from_the_item_on()
    {
        await using var host = await WireHost.StartAsync();
        var dated = Some.Referral;
        dated.HappenedOn = "hush";

        var answer = await OnlyAsync(host, new()
        {
            Tag = string.Concat(Enumerable.Repeat("🌱", 65)),
            Review = new() { Service = "le eds", Episode = "ep-7", RequestId = "r1", Events = { Some.Referral, dated } },
        });

        Assert.Equal((int)StatusCode.InvalidArgument, answer.Error.Code);
        Assert.Equal("INVALID_FIELDS", answer.Error.ReasonOf());
        Assert.Equal(["tag", "review.service", "review.events[1].happened_on"], answer.Error.FieldsOf());
        Assert.DoesNotContain("hush", answer.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(string.Concat(Enumerable.Repeat("🌱", 64)), answer.Tag);
        Assert.Empty(host.Engine.Asked);
    }

    [Fact]
    public async Task A_tag_of_sixty_four_characters_is_none_too_long_whatever_they_take()
    {
        await using var host = await WireHost.StartAsync();
        var tag = string.Concat(Enumerable.Repeat("🌱", 64));

        var answer = await OnlyAsync(host, new() { Tag = tag, Review = Some.Review() });

        Assert.Equal((tag, null), (answer.Tag, answer.Error));
    }

    [Fact]
    public async Task What_the_engine_finds_wrong_is_named_from_the_item_on_too()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Refusal = new(RefusalKind.AlreadyExists, "EVENT_ID_REUSED", "An event has this id.", [new("events[3].id", "is taken")]);

        var answer = await OnlyAsync(host, new() { Review = Some.Review(Some.Referral) });

        Assert.Equal(((int)StatusCode.AlreadyExists, "EVENT_ID_REUSED"), (answer.Error.Code, answer.Error.ReasonOf()));
        Assert.Equal(["review.events[3].id"], answer.Error.FieldsOf());
    }

    [Fact]
    public async Task An_item_without_its_request_names_the_field_that_is_missing()
    {
        await using var host = await WireHost.StartAsync();
        using var evaluations = host.Decisions.EvaluateMany();

        var review = await OnlyAsync(host, new() { Tag = "t1" });
        await evaluations.RequestStream.WriteAsync(new() { Tag = "t2" });
        await evaluations.RequestStream.WriteAsync(new() { Tag = "t3", Evaluate = new() { Service = "leeds" } });
        await evaluations.RequestStream.CompleteAsync();

        Assert.Equal("t1", review.Tag);
        Assert.Equal(["review"], review.Error.FieldsOf());
        Assert.True(await evaluations.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience));
        Assert.Equal(["evaluate"], evaluations.ResponseStream.Current.Error.FieldsOf());
        Assert.True(await evaluations.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience));
        Assert.Equal(["evaluate.call"], evaluations.ResponseStream.Current.Error.FieldsOf());
        Assert.Empty(host.Engine.Asked);
    }

    [Fact]
    public async Task An_item_fails_as_the_call_for_one_would_and_its_neighbours_do_not()
    {
        await using var host = await WireHost.StartAsync();
        Exception[] faults =
        [
            new StoreUnavailableException("hush"), new CommitFateUnknownException("hush"), new PolicyNotLiveException("hush"), new InvalidOperationException("hush"),
        ];
        host.Engine.BeforeEach = (command, _) =>
            ((DecideCommand)command).Request.Id is ['f', var number] ? throw faults[number - '0'] : Task.CompletedTask;
        using var stream = new ReviewStream(host.Decisions);
        for (var number = 0; number < faults.Length; number++)
        {
            var item = ReviewStream.Item(number, "ep-7");
            item.Review.RequestId = $"f{number}";
            await stream.SendAsync(item, ReviewStream.Item(number, "ep-7"));
        }

        await stream.EndAsync();
        var answers = await stream.RestAsync();

        for (var number = 0; number < faults.Length; number++)
        {
            var alone = await WireHost.FailureOf(host.Decisions.ReviewAsync(new() { Service = "leeds", Episode = "ep-7", RequestId = $"f{number}" }));
            Assert.Equal(alone.DetailBytes, answers[2 * number].Error.ToByteArray());
            Assert.NotNull(answers[(2 * number) + 1].Review);
        }

        Assert.NotNull(answers[0].Error.Details.SingleOrDefault(detail => detail.Is(RetryInfo.Descriptor)));
        Assert.Equal("INTERNAL", answers[6].Error.ReasonOf());
        Assert.Equal(2, host.Log.Errors.Length);
        Assert.DoesNotContain("hush", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_has_as_long_as_a_call_may_take_and_the_stream_goes_on()
    {
        var clock = new SteppingClock();
        await using var host = await WireHost.StartAsync(time: clock);
        var gate = new Gate();
        gate.Release("r1");
        gate.Release("r2");
        host.Engine.BeforeEach = gate.HoldAsync;
        using var stream = new ReviewStream(host.Decisions);

        await stream.SendAsync(ReviewStream.Item(0, "ep-7"), ReviewStream.Item(1, "ep-7"));
        await gate.ArrivedAsync(1);
        clock.Advance(new CallLimits().MaxDeadline);
        var (late, next) = (await stream.NextAsync(), await stream.NextAsync());
        await stream.SendAsync(ReviewStream.Item(2, "ep-7"));
        await stream.EndAsync();

        Assert.Equal(((int)StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED"), (late.Error.Code, late.Error.ReasonOf()));
        Assert.NotNull(next.Review);
        Assert.NotNull(Assert.Single(await stream.RestAsync()).Review);
        Assert.Empty(host.Log.Errors);
    }

    [Fact]
    public async Task Items_are_counted_by_method_and_status()
    {
        await using var host = await WireHost.StartAsync();
        using var stream = new ReviewStream(host.Decisions);
        await stream.SendAsync(ReviewStream.Item(0, "ep-7"), new Wire.ReviewManyRequest(), ReviewStream.Item(1, "ep-7"));
        await stream.EndAsync();
        await stream.RestAsync();

        var series = await host.MetricsAsync();

        Assert.Equal(
            [
                "steppedcare_stream_items_total{method=\"/steppedcare.v1.DecisionService/ReviewMany\",code=\"INVALID_ARGUMENT\"} 1",
                "steppedcare_stream_items_total{method=\"/steppedcare.v1.DecisionService/ReviewMany\",code=\"OK\"} 2",
            ],
            series.Where(line => line.StartsWith("steppedcare_stream_items_total{", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("t0", host.Log.Text.Split(' '));
    }

    private static async Task<Wire.ReviewManyResponse> OnlyAsync(WireHost host, Wire.ReviewManyRequest item)
    {
        using var stream = new ReviewStream(host.Decisions);
        await stream.SendAsync(item);
        await stream.EndAsync();
        return Assert.Single(await stream.RestAsync());
    }
}
