using SteppedCare.Server.Services.Streams;

namespace SteppedCare.FunctionalTests.Services.Streams;

/// <summary>What a stream may hold.</summary>
public sealed class RoomTests
{
    private readonly Room _room = new(mostItems: 3, mostBytes: 100);

    [Fact]
    public async Task One_item_is_taken_whatever_its_size_and_the_next_waits_until_it_has_left()
    {
        await FreeAsync();
        _room.Take(1_000);
        var next = FreeAsync();
        Assert.False(next.IsCompleted);

        _room.Leave(1_000);

        await next;
    }

    [Fact]
    public async Task Small_items_are_taken_up_to_their_number()
    {
        _room.Take(0);
        _room.Take(0);
        await FreeAsync();
        _room.Take(0);
        var next = FreeAsync();
        Assert.False(next.IsCompleted);

        _room.Leave(0);

        await next;
    }

    [Fact]
    public async Task An_answer_takes_room_beside_its_item_until_both_have_left()
    {
        _room.Take(10);
        await FreeAsync();
        _room.Grow(90);
        var next = FreeAsync();
        Assert.False(next.IsCompleted);

        _room.Leave(10 + 90);

        await next;
    }

    [Fact]
    public async Task Who_waits_may_give_up()
    {
        using var enough = new CancellationTokenSource();
        _room.Take(100);
        var next = _room.FreeAsync(enough.Token);

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(WireHost.Patience));
    }

    private Task FreeAsync() => _room.FreeAsync(CancellationToken.None).WaitAsync(WireHost.Patience);
}
