using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Sweeping;

/// <summary>How far the due instants of a tag were worked out anew, as stores keep it: <c>meaning|epoch|position</c>.</summary>
/// <param name="Epoch">Under which rollout.</param>
/// <param name="Position">Where the next page begins; empty at the beginning, and a star when all are done.</param>
internal readonly record struct RecountMark(TagEpoch Epoch, string Position)
{
    // Raised where a release works due instants or open tasks out otherwise than the one before it: then every tag is gone through once more.
    private const string Meaning = "3";
    private const string Done = "*";

    internal bool IsDone => Position == Done;

    internal string? After => Position.Length == 0 ? null : Position;

    internal static RecountMark DoneUnder(TagEpoch epoch) => new(epoch, Done);

    /// <summary>Where to go on under this epoch: at the beginning, unless the mark is of the same epoch.</summary>
    internal static RecountMark Of(TagRecount recount) =>
        recount.Mark.Split('|') is [Meaning, var epoch, var position] && epoch == recount.Epoch.ToString() ? new(recount.Epoch, position) : new(recount.Epoch, "");

    public override string ToString() => $"{Meaning}|{Epoch}|{Position}";
}
