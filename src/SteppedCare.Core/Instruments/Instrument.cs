using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// A validated questionnaire as data: its items, its range and the numbers that the clinic hangs on it. Item wording is not ours to ship; items are known by place.
/// </summary>
public sealed record Instrument
{
    /// <summary>Patient Health Questionnaire: nine items of 0 to 3, two weeks; the ninth asks about risk.</summary>
    public static Instrument Phq9 { get; } = Of(InstrumentCode.Phq9);

    /// <summary>Generalised Anxiety Disorder scale: seven items of 0 to 3, two weeks.</summary>
    public static Instrument Gad7 { get; } = Of(InstrumentCode.Gad7);

    /// <summary>Work and Social Adjustment Scale: five items of 0 to 8.</summary>
    public static Instrument Wsas { get; } = Of(InstrumentCode.Wsas);

    /// <summary>Its number in trajectories.</summary>
    public required InstrumentCode Code { get; init; }

    /// <summary>Which version of it, by the contract's word; empty for the usual one.</summary>
    public string Version { get; init; } = "";

    /// <summary>As clinicians call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it measures, in a few words.</summary>
    public required string Measures { get; init; }

    /// <summary>How many items it has; 0 when it is told by its total alone.</summary>
    public required int Items { get; init; }

    /// <summary>The least points of one item: 0, but 1 for the Mobility Inventory.</summary>
    public int ItemMin { get; init; }

    /// <summary>The most points of one item.</summary>
    public required int ItemMax { get; init; }

    /// <summary>The least points in all: for a mean the least of an item, otherwise 0.</summary>
    public int TotalMin => IsMean ? ItemMin : 0;

    /// <summary>The most points in all.</summary>
    public required int TotalMax { get; init; }

    /// <summary>Its total is the mean of the answered items, with decimals (Mobility Inventory, NHS Data Dictionary), and not their sum.</summary>
    public bool IsMean { get; init; }

    /// <summary>From this total on a person is a case; null where there is no cut-off.</summary>
    public Threshold? Caseness { get; init; }

    /// <summary>A change of so many points or more is more than measurement error; null where none is defined.</summary>
    public Threshold? ReliableChange { get; init; }

    /// <summary>The item, counted from 1, that asks about suicide or self-harm (PHQ-9 item 9); null where none does. Never imputed.</summary>
    public int? RiskItem { get; init; }

    /// <summary>The item, counted from 1, that may not apply (WSAS item 1, work: then four items, at most 32); null where all apply to everybody.</summary>
    public int? WorkItem { get; init; }

    /// <summary>
    /// How many items may be left out: PHQ-9, GAD-7 and OCI two, filled with the mean of the others; the Mobility Inventory five, which leave the mean (NHS Data
    /// Dictionary); elsewhere none. With more the questionnaire is disregarded.
    /// </summary>
    public int MostUnanswered { get; init; }

    /// <summary>LOINC code of the total; null where none was confirmed.</summary>
    public string? LoincTotal { get; init; }

    /// <summary>LOINC codes of the items in their order; empty where none were confirmed.</summary>
    public ImmutableArray<string> LoincItems { get; init; } = [];

    /// <summary>SNOMED CT observable entity of the score; null where none was confirmed.</summary>
    public string? Snomed { get; init; }

    /// <summary>The questionnaire of that number, in its usual version.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none; whoever tells a score is answered by <c>ScoreFaults</c> before it comes to this.</exception>
    public static Instrument Of(InstrumentCode code) =>
        InstrumentCatalogue.VersionsOf(code) is [var usual, ..] ? usual : throw new ArgumentOutOfRangeException(nameof(code), code, "Not an instrument.");

    /// <summary>The questionnaire that a score is of; null when there is none of that number and version.</summary>
    internal static Instrument? Find(ScoreRecorded score) =>
        InstrumentCatalogue.VersionsOf(score.Instrument).FirstOrDefault(instrument => instrument.Version == score.Version);
}
