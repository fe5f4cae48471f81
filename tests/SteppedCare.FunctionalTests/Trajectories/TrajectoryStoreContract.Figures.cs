using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Trajectories;
using static SteppedCare.FunctionalTests.Trajectories.AnEpisode;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>What a store promises of totals: they move with the stand of their log, all or nothing, once, and those of one definition touch no others.</summary>
public abstract partial class TrajectoryStoreContract
{
    private static readonly PageName s_march = new(SliceFacet.Whole, new Month(2026, 3)), s_april = s_march with { Month = new Month(2026, 4) };
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly PageName s_rules = s_march with { Facet = SliceFacet.Rule };

    private protected abstract IFigureStore Figures { get; }

    private FigurePart Part => PartBy(3, "Europe/London");

    /// <summary>Loses how much of the log is in the totals, and nothing else.</summary>
    private protected abstract Task LoseStandAsync(FigurePart part);

    [Fact]
    public async Task A_tag_that_nobody_took_in_has_no_stand_and_no_totals()
    {
        Assert.Null(await Figures.FindStandAsync(Part, Bounded));
        foreach (var pages in (PageName[][])[[s_march, s_april], []])
        {
            var found = await Figures.ReadAsync(Part, pages, Bounded);
            Assert.Equal((null, true, 0), (found.Stand, found.IsWhole, found.Pages.Count));
        }
    }

    [Fact]
    public async Task Totals_and_stand_are_read_as_they_were_kept()
    {
        Assert.True(await Figures.TryAdvanceAsync(Part, null, Stand("7"), [Kept(s_march, 1, 0, 255), Kept(s_april, 2), Kept(s_rules, 3)], Bounded));

        Assert.Equal(Stand("7"), await Figures.FindStandAsync(Part, Bounded));
        Assert.Equal(["Rule 2026-03 03", "Whole 2026-03 0100FF", "Whole 2026-04 02"], await ToldAsync(Part, s_march, s_april, s_rules));
        Assert.Equal(["Whole 2026-04 02"], await ToldAsync(Part, s_april));
    }

    [Fact]
    public async Task Only_one_of_two_who_saw_the_same_stand_moves_it()
    {
        await Figures.TryAdvanceAsync(Part, null, Stand("7"), [Kept(s_march, 1)], Bounded);

        Assert.False(await Figures.TryAdvanceAsync(Part, null, Stand("8"), [Kept(s_march, 9)], Bounded));
        Assert.True(await Figures.TryAdvanceAsync(Part, Stand("7"), Stand("8"), [Kept(s_march, 2)], Bounded));
        Assert.False(await Figures.TryAdvanceAsync(Part, Stand("7"), Stand("9"), [Kept(s_march, 9)], Bounded));

        Assert.Equal(["Whole 2026-03 02"], await ToldAsync(Part, s_march));
    }

    [Fact]
    public async Task A_month_without_counts_is_gone_and_the_others_stay()
    {
        await Figures.TryAdvanceAsync(Part, null, Stand("7"), [Kept(s_march, 1), Kept(s_april, 2)], Bounded);
        await Figures.TryAdvanceAsync(Part, Stand("7"), Stand("8"), [Kept(s_march)], Bounded);

        Assert.Equal(["Whole 2026-04 02"], await ToldAsync(Part, s_march, s_april));
    }

    [Fact]
    public async Task Totals_are_whole_when_the_log_goes_no_further_than_their_stand()
    {
        await Store.CommitAsync(Key, Upon(0), Bounded);
        var first = (await Index.ReadLogAsync(Part.Tag, null, 1, Bounded))[0].Position;
        Assert.False((await Figures.ReadAsync(Part, [], Bounded)).IsWhole);

        await Figures.TryAdvanceAsync(Part, null, Stand(first), [], Bounded);
        Assert.True((await Figures.ReadAsync(Part, [s_march], Bounded)).IsWhole);

        await Store.CommitAsync(Key, Upon(1), Bounded);
        var found = await Figures.ReadAsync(Part, [s_march], Bounded);
        Assert.Equal((Stand(first), false), (found.Stand, found.IsWhole));
    }

    [Fact]
    public async Task A_new_definition_begins_beside_and_takes_the_place_of_older_ones_that_nobody_keeps_and_never_of_newer()
    {
        await Store.CommitAsync(Key, Upon(0), Bounded);
        await Store.CommitAsync(Key, Upon(1), Bounded);
        var log = await Index.ReadLogAsync(Part.Tag, null, 2, Bounded);
        var (first, last) = (Stand(log[0].Position), Stand(log[1].Position));
        var (older, elsewhere, newer) = (PartBy(2, "Europe/London"), PartBy(3, "Europe/Paris"), PartBy(4, "Europe/London"));
        foreach (var part in (FigurePart[])[older, elsewhere, newer])
        {
            Assert.True(await Figures.TryAdvanceAsync(part, null, first, [Kept(s_march, (byte)part.Definition.Meaning)], Bounded));
        }

        Assert.Null(await Figures.FindStandAsync(Part, Bounded));
        Assert.True(await Figures.TryAdvanceAsync(Part, null, last, [Kept(s_march, 9)], Bounded));
        Assert.Equal(["Whole 2026-03 02"], await ToldAsync(older, s_march));

        await RemoveSupersededAsync(Monday);
        await RemoveSupersededAsync(Monday + s_day - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["Whole 2026-03 02", "Whole 2026-03 03"], [.. await ToldAsync(older, s_march), .. await ToldAsync(elsewhere, s_march)]);

        await RemoveSupersededAsync(Monday + s_day);

        foreach (var part in (FigurePart[])[older, elsewhere])
        {
            Assert.Null(await Figures.FindStandAsync(part, Bounded));
            Assert.Empty(await ToldAsync(part, s_march));
        }

        Assert.Equal(["Whole 2026-03 09"], await ToldAsync(Part, s_march));
        Assert.Equal((first, "Whole 2026-03 04"), (await Figures.FindStandAsync(newer, Bounded), (await ToldAsync(newer, s_march))[0]));
    }

    // Servers of the release before report from them in an update.
    [Fact]
    public async Task Totals_by_an_older_definition_stay_while_they_are_moved_and_while_they_lack_nothing_of_the_log()
    {
        var older = PartBy(2, "Europe/London");
        var stands = new List<ProjectionStand>();
        for (var version = 0; version < 3; version++)
        {
            await Store.CommitAsync(Key, Upon(version), Bounded);
            stands.Add(Stand((await Index.ReadLogAsync(Part.Tag, stands.LastOrDefault()?.Position, 1, Bounded))[0].Position));
        }

        await Figures.TryAdvanceAsync(older, null, stands[0], [Kept(s_march, 2)], Bounded);
        await RemoveSupersededAsync(Monday);
        await Figures.TryAdvanceAsync(older, stands[0], stands[1], [], Bounded);
        await RemoveSupersededAsync(Monday + s_day);
        await RemoveSupersededAsync(Monday + s_day + s_day - TimeSpan.FromMilliseconds(1));
        Assert.Equal(stands[1], await Figures.FindStandAsync(older, Bounded));

        await Figures.TryAdvanceAsync(older, stands[1], stands[2], [], Bounded);
        await RemoveSupersededAsync(Monday + (9 * s_day));
        await RemoveSupersededAsync(Monday + (19 * s_day));
        Assert.Equal((stands[2], "Whole 2026-03 02"), (await Figures.FindStandAsync(older, Bounded), (await ToldAsync(older, s_march))[0]));
    }

    [Fact]
    public async Task What_is_left_of_totals_that_lost_their_stand_is_no_part_of_those_that_begin()
    {
        await Figures.TryAdvanceAsync(Part, null, Stand("7"), [Kept(s_march, 1), Kept(s_rules, 2)], Bounded);
        await Figures.TryAdvanceAsync(PartBy(33, "Europe/London"), null, Stand("7"), [Kept(s_march, 4)], Bounded);
        await LoseStandAsync(Part);
        Assert.Empty(await ToldAsync(Part, s_march, s_rules));

        Assert.True(await Figures.TryAdvanceAsync(Part, null, Stand("8"), [Kept(s_april, 3)], Bounded));

        Assert.Equal(["Whole 2026-04 03"], await ToldAsync(Part, s_march, s_april, s_rules));
        Assert.Equal(["Whole 2026-03 04"], await ToldAsync(PartBy(33, "Europe/London"), s_march));
    }

    [Fact]
    public async Task Totals_that_cannot_be_right_are_removed_unless_somebody_moved_them_since()
    {
        var beside = PartBy(33, "Europe/London");
        foreach (var part in (FigurePart[])[Part, beside])
        {
            await Figures.TryAdvanceAsync(part, null, Stand("7"), [Kept(s_march, 1), Kept(s_rules, 2)], Bounded);
        }

        await Figures.RemoveAsync(Part, Stand("6"), Bounded);
        Assert.Equal(Stand("7"), await Figures.FindStandAsync(Part, Bounded));

        await Figures.RemoveAsync(Part, Stand("7"), Bounded);
        Assert.Null(await Figures.FindStandAsync(Part, Bounded));
        Assert.True(await Figures.TryAdvanceAsync(Part, null, Stand("8"), [], Bounded));
        Assert.Empty(await ToldAsync(Part, s_march, s_rules));
        Assert.Equal(["Rule 2026-03 02", "Whole 2026-03 01"], await ToldAsync(beside, s_march, s_rules));
    }

    [Fact]
    public async Task People_with_an_open_risk_task_are_counted_by_when_their_oldest_was_raised()
    {
        DateTimeOffset[] raised = [Monday, Monday.AddHours(1), Monday.AddDays(2)];
        foreach (var (instant, number) in raised.Select((instant, number) => (instant, number)))
        {
            await Store.CommitAsync(Key with { Episode = $"e-{number}" }, Upon(0) with { OldestOpenRiskTask = instant }, Bounded);
        }

        await Store.CommitAsync(Key with { Episode = "e-9" }, Upon(0), Bounded);

        Assert.Equal([0, 1, 2, 3], await Figures.CountOpenRiskAsync(Key.Service, [Monday.AddSeconds(-1), Monday, Monday.AddDays(1), Monday.AddDays(2)], Bounded));
        Assert.Equal([0], await Figures.CountOpenRiskAsync("another", [Monday.AddDays(2)], Bounded));
    }

    private Task RemoveSupersededAsync(DateTimeOffset now) => Figures.RemoveSupersededAsync(Part, now, s_day, Bounded);

    private static ProjectionStand Stand(string position) => new(position, Monday);

    private static FigurePage Kept(PageName name, params byte[] bytes) => new(name, bytes);

    private FigurePart PartBy(int meaning, string zone) => new(EpisodeTag.Of(Key), new FigureDefinition(meaning, zone));

    private async Task<string[]> ToldAsync(FigurePart part, params PageName[] pages) =>
        [.. (await Figures.ReadAsync(part, pages, Bounded)).Pages.Select(page => $"{page.Name.Facet} {page.Name.Month} {Convert.ToHexString(page.Bytes.Span)}").Order(StringComparer.Ordinal)];
}
