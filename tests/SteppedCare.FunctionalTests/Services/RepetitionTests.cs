using Google.Protobuf;
using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>How a repeated request is told from another, and what it is sent.</summary>
public sealed class RepetitionTests
{
    [Fact]
    public async Task A_kept_reply_is_sent_again_byte_for_byte()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Decision = Some.Decision(TaskKind.SameDay);
        var first = await host.Decisions.TriageAsync(Some.Triage(Some.Referral)).ResponseAsync.WaitAsync(WireHost.Patience);
        var kept = host.Engine.Encoded!;
        Assert.Equal(kept, first.ToByteArray());

        host.Engine.Kept = kept;
        host.Engine.Decision = Some.Decision();
        var again = await host.Decisions.TriageAsync(Some.Triage(Some.Referral)).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal(kept, again.ToByteArray());
    }

    [Fact]
    public async Task The_same_request_has_the_same_hash_and_any_other_has_another()
    {
        await using var host = await WireHost.StartAsync();
        var same = Some.Review(Some.Referral);
        Wire.ReviewRequest[] others =
        [
            Some.Review(), Some.Review(Some.Referral, Some.Referral), new(same) { RequestId = "r2" }, new(same) { Episode = "ep-8" }, new(same) { AsOf = new() },
            Wire.ReviewRequest.Parser.ParseFrom([.. same.ToByteArray(), 0xF8, 0x3F, 0x01]),
        ];

        foreach (var request in (Wire.ReviewRequest[])[same, same.Clone(), .. others])
        {
            await host.Decisions.ReviewAsync(request).ResponseAsync.WaitAsync(WireHost.Patience);
        }

        var hashes = host.Engine.Asked.Select(asked => ((DecideCommand)asked).Request.Hash).ToArray();
        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(others.Length + 1, hashes.Distinct().Count());

        // SHA-256 of the message's bytes: written into trajectories, so it may never change.
        Assert.Equal(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(System.Security.Cryptography.SHA256.HashData(same.ToByteArray())), hashes[0]);
    }
}
