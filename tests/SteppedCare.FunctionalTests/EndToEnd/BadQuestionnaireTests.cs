using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>A score, a descriptor or a trauma that cannot be so is refused by every call: by reason, by field, without repeating what was sent, and nothing is written.</summary>
[Collection(nameof(BothServers))]
public sealed class BadQuestionnaireTests(BothServers servers)
{
    private static readonly Dictionary<string, Bad> s_bad = new()
    {
        ["an instrument of an unknown number"] = new(() => A.Total((Wire.Instrument)77, 3), "score_recorded.instrument", "not a value of this contract", "77"),
        ["a version of PHQ-9, which has none"] = new(() => A.Total(Wire.Instrument.Phq9, 12, "zz-9"), "score_recorded.version", "leave it empty", "zz-9"),
        ["a version of PCL-5 that nobody knows"] = new(() => A.Total(Wire.Instrument.Pcl5, 40, "zz-9"), "score_recorded.version", "\"past-week\"", "zz-9"),
        ["the Chalder scale without its scoring"] = new(() => A.Total(Wire.Instrument.Cfq, 20), "score_recorded.version", "\"likert\" or \"bimodal\"", "20"),
        ["the Chalder scale in a scoring that nobody knows"] = new(() => A.Total(Wire.Instrument.Cfq, 20, "zz-9"), "score_recorded.version", "\"likert\" or \"bimodal\"", "zz-9"),
        ["a bimodal Chalder total that only the Likert scoring has"] = new(() => A.Total(Wire.Instrument.Cfq, 28, "bimodal"), "score_recorded.total", "0 to 11", "28"),
        ["half a point of OCI-R"] = new(() => A.Total(Wire.Instrument.OciR, 24.5), "score_recorded.total", "whole totals", "24.5"),
        ["half a point in an item"] = new(() => Changed(1, 1.5, Wire.Instrument.Gad7, 7), "score_recorded.items[1].value", "whole number", "1.5"),
        ["half a point in an item of the Mobility Inventory"] = new(() => Changed(1, 2.5, Wire.Instrument.MobilityInventory, 27), "score_recorded.items[1].value", "whole number", "2.5"),
        ["a total without work beside an answer about work"] = new(
            () => With(A.Items(Wire.Instrument.Wsas, 2, 2, 2, 2, 2), score => score.ItemSet = Wire.ItemSet.WithoutWork), "score_recorded.item_set", "the items say otherwise", ""),
        ["a total of all items where work does not apply"] = new(
            () => With(A.WsasWithoutWork(2, 2, 2, 2), score => score.ItemSet = Wire.ItemSet.All), "score_recorded.item_set", "the items say otherwise", ""),
        ["more than four items can add up to"] = new(
            () => A.Total(Wire.Instrument.Wsas, 33, set: Wire.ItemSet.WithoutWork), "score_recorded.item_set", "without the work item", "33"),
        ["an item set of a questionnaire that has one only"] = new(
            () => A.Total(Wire.Instrument.Gad7, 9, set: Wire.ItemSet.WithoutWork), "score_recorded.item_set", "applies to everybody", ""),
        ["an item set that is not on the list"] = new(() => A.Total(Wire.Instrument.Wsas, 9, set: (Wire.ItemSet)77), "score_recorded.item_set", "not a value of this contract", "77"),
        ["a Mobility Inventory mean below one"] = new(() => A.Total(Wire.Instrument.MobilityInventory, 0.97), "score_recorded.total", "1 to 5", "0.97"),
        ["a Mobility Inventory mean above five"] = new(() => A.Total(Wire.Instrument.MobilityInventory, 5.01), "score_recorded.total", "1 to 5", "5.01"),
        ["a Mobility Inventory sum"] = new(() => A.Total(Wire.Instrument.MobilityInventory, 62), "score_recorded.total", "1 to 5", "62"),
        ["a fourth decimal"] = new(() => A.Total(Wire.Instrument.MobilityInventory, 2.3333), "score_recorded.total", "three decimals", "2.3333"),
        ["a Mobility Inventory item of nought"] = new(() => Changed(3, 0, Wire.Instrument.MobilityInventory, 27), "score_recorded.items[3]", "1 to 5", ""),
        ["a Mobility Inventory item of six"] = new(() => Changed(3, 6, Wire.Instrument.MobilityInventory, 27), "score_recorded.items[3]", "1 to 5", "6"),
        ["a mean that is not that of the items"] = new(
            () => With(Changed(0, 3, Wire.Instrument.MobilityInventory, 27), score => score.Total = 1.5), "score_recorded.total", "differs from the mean", "1.5"),
        ["items of the BIQ"] = new(() => A.Items(Wire.Instrument.Biq, 4, 4, 4), "score_recorded.items", "its total alone", ""),
        ["a sum that is not that of the items"] = new(() => With(Changed(0, 1, Wire.Instrument.Phq15, 15), score => score.Total = 23), "score_recorded.total", "differs from the sum", "23"),
        ["a total beside items that were left out"] = new(
            () => With(A.Items(Wire.Instrument.Gad7, 2, 2, 2, 2, 2, 2, null), score => score.Total = 14), "score_recorded.total", "items alone", "14"),
        ["a question of SPIN that does not apply"] = new(
            () => With(Changed(0, 1, Wire.Instrument.Spin, 17), score => score.Items[5] = new() { NotApplicable = true }), "score_recorded.items[5]", "applies to everybody", ""),
        ["a problem that nobody is said to have assigned"] = new(
            () => Problem(Wire.DescriptorStatus.ClinicianAssigned, ""), "problem_described.assigned_by", "say who", ""),
        ["a guess with somebody who assigned it"] = new(() => Problem(Wire.DescriptorStatus.Provisional, "dr-zz"), "problem_described.assigned_by", "clinician-assigned", "dr-zz"),
        ["a withdrawal with somebody who assigned it"] = new(
            () => new() { HappenedOn = A.Asked, ProblemDescribed = new() { AssignedBy = "dr-zz" } }, "problem_described.assigned_by", "clinician-assigned", "dr-zz"),
        ["a problem that is neither guessed nor assigned"] = new(() => Problem(Wire.DescriptorStatus.Unspecified, ""), "problem_described.status", "provisional", ""),
        ["a name where a pseudonym belongs"] = new(() => Problem(Wire.DescriptorStatus.ClinicianAssigned, "Dr Zz"), "problem_described.assigned_by", "letters", "Zz"),
        ["a trauma after the day on which it was told"] = new(() => A.Trauma("2026-11-10"), "circumstances_answered.trauma_on", "after the day", "2026-11-10"),
        ["a trauma on a day that is none"] = new(() => A.Trauma("2026-02-30"), "circumstances_answered.trauma_on", "date", "2026-02-30"),
        ["a trauma last spring"] = new(() => A.Trauma("last spring"), "circumstances_answered.trauma_on", "date", "spring"),
    };

    public static TheoryData<string> BadEvents => [.. s_bad.Keys];

    public static TheoryData<string, string> Versions => Rows(InstrumentCatalogue.All);

    public static TheoryData<string, string> VersionsWithItems => Rows(InstrumentCatalogue.All.Where(instrument => instrument.Items > 0));

    [Theory]
    [MemberData(nameof(BadEvents))]
    public async Task It_is_refused_to_tell_of(string what) => await RefusedEverywhereAsync(s_bad[what]);

    [Theory]
    [MemberData(nameof(VersionsWithItems))]
    public async Task An_item_beyond_its_points_is_refused(string name, string version)
    {
        var instrument = Of(name, version);
        var (last, most) = (instrument.Items - 1, instrument.ItemMax + 1);

        await RefusedEverywhereAsync(new(
            () => With(Changed(last, most, (Wire.Instrument)instrument.Code, instrument.Items), score => score.Version = version),
            Text($"score_recorded.items[{last}]"), Text($"{instrument.ItemMin} to {instrument.ItemMax}"), ""));
    }

    [Theory]
    [MemberData(nameof(VersionsWithItems))]
    public async Task An_answer_too_few_is_refused(string name, string version)
    {
        var instrument = Of(name, version);

        await RefusedEverywhereAsync(new(
            () => With(Changed(0, 1, (Wire.Instrument)instrument.Code, instrument.Items - 1), score => score.Version = version),
            "score_recorded.items", Text($"has {instrument.Items} items"), ""));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_total_beyond_its_range_is_refused(string name, string version)
    {
        var instrument = Of(name, version);

        await RefusedEverywhereAsync(new(
            () => A.Total((Wire.Instrument)instrument.Code, instrument.TotalMax + 1, version), "score_recorded.total", Text($"{instrument.TotalMin} to {instrument.TotalMax}"), ""));
    }

    [Theory, OnBothStores]
    public async Task Everything_wrong_with_a_score_is_named_at_once(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        var score = With(A.Items(Wire.Instrument.Oci, [.. Enumerable.Repeat<double?>(77, 3)]), told => (told.Total, told.ItemSet) = (200.5, Wire.ItemSet.WithoutWork));

        var failure = await course.RefusedAsync("INVALID_FIELDS", () => course.RecordAsync(score));

        Assert.Equal(
            ["item_set", "items", "items[0]", "items[1]", "items[2]", "total", "total"],
            failure.Fields.Select(field => field["events[0].score_recorded.".Length..]).Order(StringComparer.Ordinal));
    }

    private async Task RefusedEverywhereAsync(Bad bad)
    {
        foreach (var store in new[] { BothServers.Embedded, BothServers.Redis })
        {
            var (course, stranger) = (servers.On(store).Course(), servers.On(store).Course());
            await course.TriageAsync(A.Mild);

            Check(bad, 1, await course.RefusedAsync("INVALID_FIELDS", () => course.TriageAsync(A.Session(), bad.Event())));
            Check(bad, 0, await course.RefusedAsync("INVALID_FIELDS", () => course.ReviewAsync(bad.Event())));
            Check(bad, 0, await course.RefusedAsync("INVALID_FIELDS", () => course.RecordAsync(bad.Event())));
            Check(bad, 0, await course.RefusedAsync("INVALID_FIELDS", () => course.EvaluateAsync(Wire.DecisionCall.Review, bad.Event())));
            Check(bad, 4, await stranger.RefusedAsync("INVALID_FIELDS", () => stranger.TriageAsync([.. A.Mild, bad.Event()])));
        }
    }

    private static void Check(Bad bad, int index, Services.Failure failure)
    {
        var violation = Assert.Single(failure.Detail<BadRequest>()!.FieldViolations);
        Assert.Equal((StatusCode.InvalidArgument, Text($"events[{index}].{bad.Field}")), (failure.Code, violation.Field));
        Assert.Contains(bad.Says, violation.Description, StringComparison.Ordinal);
        if (bad.Sent.Length > 0)
        {
            Assert.DoesNotContain(bad.Sent, $"{failure.Message} {violation.Description}", StringComparison.Ordinal);
        }
    }

    // As many items of one point each, and one that differs.
    private static Wire.Event Changed(int place, double value, Wire.Instrument instrument, int items)
    {
        double?[] values = [.. Enumerable.Repeat<double?>(1, items)];
        values[place] = value;
        return A.Items(instrument, values);
    }

    private static Wire.Event With(Wire.Event told, Action<Wire.ScoreRecorded> change)
    {
        change(told.ScoreRecorded);
        return told;
    }

    private static Wire.Event Problem(Wire.DescriptorStatus status, string by) =>
        new() { HappenedOn = A.Asked, ProblemDescribed = new() { Problem = Wire.Problem.Panic, Status = status, AssignedBy = by } };

    private static Instrument Of(string name, string version) => InstrumentCatalogue.All.Single(instrument => instrument.Name == name && instrument.Version == version);

    private static TheoryData<string, string> Rows(IEnumerable<Instrument> instruments)
    {
        var rows = new TheoryData<string, string>();
        foreach (var instrument in instruments)
        {
            rows.Add(instrument.Name, instrument.Version);
        }

        return rows;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Bad(Func<Wire.Event> Event, string Field, string Says, string Sent);
}
