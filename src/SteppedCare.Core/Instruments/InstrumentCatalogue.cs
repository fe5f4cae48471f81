using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// The questionnaires, as data. A version that is scored otherwise, or that a portal may name, has a row of its own under the same code. The place of a version among
/// those of its code and the greatest points of an item are in stored bytes: a version is appended, and neither is ever changed.
/// Sources: domain section 1.1, where each is told as read, secondary or general knowledge.
/// </summary>
internal static class InstrumentCatalogue
{
    private const string Dictionary = "NHS Data Dictionary";
    private const string Manual = "IAPT Manual 2020, as coded in public analyses";
    private const string Read = "the measure's cut-off as read for domain 1.1";
    private const string NoSource = "general knowledge; no readable source found";

    /// <summary>All of them, in the order of their codes; the usual version first.</summary>
    internal static ImmutableArray<Instrument> All { get; } =
    [
        new()
        {
            Code = InstrumentCode.Phq9,
            Name = "PHQ-9",
            Measures = "depression over two weeks",
            Items = 9,
            ItemMax = 3,
            TotalMax = 27,
            Caseness = new(10_000, ThresholdStatus.Verified, Dictionary) { Conflicts = [new("9 or above", "a service's public page, which misreads \"cut-off 9\"")] },
            ReliableChange = new(6_000, ThresholdStatus.Verified, Manual),
            RiskItem = 9,
            MostUnanswered = 2,
            LoincTotal = "44261-6",
            LoincItems = ["44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"],
            Snomed = "720433000",
        },
        new()
        {
            Code = InstrumentCode.Gad7,
            Name = "GAD-7",
            Measures = "anxiety over two weeks",
            Items = 7,
            ItemMax = 3,
            TotalMax = 21,
            Caseness = new(8_000, ThresholdStatus.Verified, Dictionary) { Conflicts = [new("10", "screening literature")] },
            ReliableChange = new(4_000, ThresholdStatus.Verified, Manual) { Conflicts = [new("5", "Delgadillo 2014")] },
            MostUnanswered = 2,
            LoincTotal = "70274-6",
            LoincItems = ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"],
            Snomed = "445455005",
        },
        new()
        {
            // No cut-off and no reliable change in official outcomes: always collected, never part of recovery. The dictionary's averaging rule names PHQ-9,
            // GAD-7 and OCI, not this one; with five unlike areas of life a mean would be a guess.
            Code = InstrumentCode.Wsas,
            Name = "WSAS",
            Measures = "functional impairment",
            Items = 5,
            ItemMax = 8,
            TotalMax = 40,
            WorkItem = 1,
        },
        new()
        {
            Code = InstrumentCode.Spin,
            Name = "SPIN",
            Measures = "social anxiety",
            Items = 17,
            ItemMax = 4,
            TotalMax = 68,
            Caseness = new(19_000, ThresholdStatus.Verified, Read),
            ReliableChange = new(10_000, ThresholdStatus.Unverified, NoSource),
        },
        new()
        {
            Code = InstrumentCode.Oci,
            Name = "OCI",
            Measures = "obsessive-compulsive distress",
            Items = 42,
            ItemMax = 4,
            TotalMax = 168,
            Caseness = new(40_000, ThresholdStatus.Reported, "recommended cut-off 40 in a secondary source, which does not settle 40 or above 40"),
            ReliableChange = new(32_000, ThresholdStatus.Unverified, NoSource),
            MostUnanswered = 2,
        },
        new()
        {
            Code = InstrumentCode.OciR,
            Name = "OCI-R",
            Measures = "obsessive-compulsive distress",
            Items = 18,
            ItemMax = 4,
            TotalMax = 72,
            Caseness = new(21_000, ThresholdStatus.Verified, Read) { Conflicts = [new("17", "Veale 2016, an IAPT cohort")] },
            ReliableChange = new(13_000, ThresholdStatus.Reported, "Veale 2016, an IAPT cohort") { Conflicts = [new("15", "a severe cohort")] },
        },
        Pcl5(""),
        Pcl5("past-week"),
        new()
        {
            Code = InstrumentCode.IesR,
            Name = "IES-R",
            Measures = "post-traumatic stress, in older episodes",
            Items = 22,
            ItemMax = 4,
            TotalMax = 88,
            Caseness = new(33_000, ThresholdStatus.Reported, "Creamer 2003") { Conflicts = [new("another, not read", "IAPT Data Handbook v2.0.1, whose changelog corrects it")] },
            ReliableChange = new(9_000, ThresholdStatus.Unverified, NoSource),
        },
        new()
        {
            Code = InstrumentCode.Hai,
            Name = "HAI",
            Measures = "health anxiety",
            Items = 14,
            ItemMax = 3,
            TotalMax = 42,
            Caseness = new(18_000, ThresholdStatus.Reported, "literature; IAPT's own line was not found"),
            ReliableChange = new(4_000, ThresholdStatus.Unverified, NoSource),
        },
        Pdss(""),
        Pdss("self-report"),
        new()
        {
            // Printed as "above 2.3": a mean of 22 to 27 items is never 2.3 itself, so above it is 2.301 and more.
            Code = InstrumentCode.MobilityInventory,
            Name = "MI",
            Measures = "agoraphobia, going alone",
            Items = 27,
            ItemMin = 1,
            ItemMax = 5,
            TotalMax = 5,
            IsMean = true,
            Caseness = new(2_301, ThresholdStatus.Verified, Dictionary),
            ReliableChange = new(730, ThresholdStatus.Unverified, NoSource),
            MostUnanswered = 5,
        },
        new()
        {
            Code = InstrumentCode.Biq,
            Name = "BIQ",
            Measures = "body dysmorphia",
            Items = 0,
            ItemMax = 0,
            TotalMax = 72,
            Caseness = new(40_000, ThresholdStatus.Unverified, NoSource),
        },
        new()
        {
            Code = InstrumentCode.Cfq,
            Version = "likert",
            Name = "CFQ",
            Measures = "fatigue, Likert scoring",
            Items = 11,
            ItemMax = 3,
            TotalMax = 33,
            Caseness = new(19_000, ThresholdStatus.Unverified, NoSource),
            ReliableChange = new(4_650, ThresholdStatus.Unverified, NoSource),
        },
        new()
        {
            Code = InstrumentCode.Cfq,
            Version = "bimodal",
            Name = "CFQ",
            Measures = "fatigue, bimodal scoring",
            Items = 11,
            ItemMax = 1,
            TotalMax = 11,
            Caseness = new(4_000, ThresholdStatus.Reported, "a secondary source"),
        },
        new()
        {
            Code = InstrumentCode.IbsSss,
            Name = "IBS-SSS",
            Measures = "irritable bowel",
            Items = 5,
            ItemMax = 100,
            TotalMax = 500,
            Caseness = new(75_000, ThresholdStatus.Unverified, NoSource),
            ReliableChange = new(50_000, ThresholdStatus.Unverified, NoSource),
        },
        new()
        {
            Code = InstrumentCode.Phq15,
            Name = "PHQ-15",
            Measures = "bodily symptoms",
            Items = 15,
            ItemMax = 2,
            TotalMax = 30,
            Caseness = new(10_000, ThresholdStatus.Unverified, NoSource),
            ReliableChange = new(7_000, ThresholdStatus.Unverified, NoSource),
        },
    ];

    private static readonly FrozenDictionary<InstrumentCode, ImmutableArray<Instrument>> s_versions =
        All.GroupBy(instrument => instrument.Code).ToFrozenDictionary(versions => versions.Key, versions => versions.ToImmutableArray());

    /// <summary>Its versions, the usual one first; empty when there is no such instrument.</summary>
    internal static ImmutableArray<Instrument> VersionsOf(InstrumentCode code) => s_versions.TryGetValue(code, out var versions) ? versions : [];

    /// <summary>The place of a score's version among its questionnaire's, as trajectories store it: the usual one is 0.</summary>
    internal static int VersionNumberOf(ScoreRecorded score) =>
        VersionsOf(score.Instrument).TakeWhile(instrument => instrument.Version != score.Version).Count();

    /// <exception cref="FormatException">There is no such version.</exception>
    internal static string VersionOf(InstrumentCode code, int number) => VersionsOf(code) is var versions && number < versions.Length ? versions[number].Version
        : number == 0 ? ""
        : throw new FormatException("A version of a questionnaire that is not known here.");

    private static Instrument Pcl5(string version) => new()
    {
        Code = InstrumentCode.Pcl5,
        Version = version,
        Name = "PCL-5",
        Measures = version.Length == 0 ? "post-traumatic stress over a month" : "post-traumatic stress over a week",
        Items = 20,
        ItemMax = 4,
        TotalMax = 80,
        Caseness = new(32_000, ThresholdStatus.Unverified, NoSource) { Conflicts = [new("31 to 33", "National Center for PTSD"), new("33", "CamCOPS")] },
        ReliableChange = new(10_000, ThresholdStatus.Unverified, NoSource) { Conflicts = [new("12 to 18", "published reliable change indices")] },
    };

    private static Instrument Pdss(string version) => new()
    {
        Code = InstrumentCode.Pdss,
        Version = version,
        Name = "PDSS",
        Measures = version.Length == 0 ? "panic, rated by a clinician" : "panic, rated by the person",
        Items = 7,
        ItemMax = 4,
        TotalMax = 28,
        Caseness = new(8_000, ThresholdStatus.Reported, "Shear 2001") { Conflicts = [new("9", "a secondary page on the self-report form")] },
        ReliableChange = new(5_000, ThresholdStatus.Unverified, NoSource),
    };
}
