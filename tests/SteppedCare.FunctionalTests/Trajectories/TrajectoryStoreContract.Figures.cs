using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>What a store promises of totals: they move with the stand of their log, all or nothing, once.</summary>
public abstract partial class TrajectoryStoreContract
{
    private static readonly Month s_march = new(2026, 3), s_april = new(2026, 4);

    private protected abstract IFigureStore Figures { get; }

    private EpisodeTag Part => EpisodeTag.Of(Key);

    [Fact]
    public async Task A_tag_that_nobody_took_in_has_no_stand_and_no_totals()
    {
        Assert.Null(await Figures.FindStandAsync(Part, Bounded));
        Assert.Empty(await Figures.ReadAsync(Part, [s_march, s_april], Bounded));
        Assert.Empty(await Figures.ReadAsync(Part, [], Bounded));
    }

    [Fact]
    public async Task Totals_and_stand_are_read_as_they_were_kept()
    {
        Assert.True(await Figures.TryAdvanceAsync(Part, null, Stand("7-1"), [Kept(s_march, "a", 1, 0, 255), Kept(s_april, "b|x", 2)], Bounded));

        Assert.Equal(Stand("7-1"), await Figures.FindStandAsync(Part, Bounded));
        Assert.Equal(["2026-03 a 0100FF", "2026-04 b|x 02"], await ToldAsync(s_march, s_april));
        Assert.Equal(["2026-04 b|x 02"], await ToldAsync(s_april));
    }

    [Fact]
    public async Task Only_one_of_two_who_saw_the_same_stand_moves_it()
    {
        await Figures.TryAdvanceAsync(Part, null, Stand("7-1"), [Kept(s_march, "a", 1)], Bounded);

        Assert.False(await Figures.TryAdvanceAsync(Part, null, Stand("8-1"), [Kept(s_march, "a", 9)], Bounded));
        Assert.True(await Figures.TryAdvanceAsync(Part, Stand("7-1"), Stand("8-1"), [Kept(s_march, "a", 2)], Bounded));
        Assert.False(await Figures.TryAdvanceAsync(Part, Stand("7-1"), Stand("9-1"), [Kept(s_march, "a", 9)], Bounded));

        Assert.Equal(["2026-03 a 02"], await ToldAsync(s_march));
    }

    [Fact]
    public async Task A_slice_without_counts_is_gone_and_the_others_stay()
    {
        await Figures.TryAdvanceAsync(Part, null, Stand("7-1"), [Kept(s_march, "a", 1), Kept(s_march, "b", 2)], Bounded);
        await Figures.TryAdvanceAsync(Part, Stand("7-1"), Stand("8-1"), [Kept(s_march, "a")], Bounded);

        Assert.Equal(["2026-03 b 02"], await ToldAsync(s_march));
    }

    private static ProjectionStand Stand(string position) => new(position, Monday);

    private static KeptFigures Kept(Month month, string slice, params byte[] counts) => new(month, slice, counts);

    private async Task<string[]> ToldAsync(params Month[] months) =>
        [.. (await Figures.ReadAsync(Part, months, Bounded)).Select(kept => $"{kept.Month} {kept.Slice} {Convert.ToHexString(kept.Counts.Span)}").Order(StringComparer.Ordinal)];
}
