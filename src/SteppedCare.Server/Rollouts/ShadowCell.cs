using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>One pair of answers: what was answered, and what a shadow would have.</summary>
/// <param name="Shadow">The shadow's version.</param>
/// <param name="Call">The question.</param>
/// <param name="Outcome">What was answered.</param>
/// <param name="Step">With which step.</param>
/// <param name="ShadowOutcome">What the shadow said.</param>
/// <param name="ShadowStep">With which step.</param>
/// <param name="IsLower">Less care than was answered, or a task that is raised no longer.</param>
internal readonly record struct ShadowCell(string Shadow, DecisionCall Call, Outcome Outcome, Step Step, Outcome ShadowOutcome, Step ShadowStep, bool IsLower)
{
    private const string Prefix = "shadow";
    private const string SamplePrefix = "sample";
    private const char Separator = '/';

    internal bool Agrees => (Outcome, Step) == (ShadowOutcome, ShadowStep) && !IsLower;

    /// <summary>Its name in the store. Versions hold no slash.</summary>
    internal string Name => string.Join(
        Separator, Prefix, Shadow, LabelValues<DecisionCall>.Of(Call), LabelValues<Outcome>.Of(Outcome), LabelValues<Step>.Of(Step),
        LabelValues<Outcome>.Of(ShadowOutcome), LabelValues<Step>.Of(ShadowStep), IsLower ? "lower" : "same");

    /// <summary>The name of a decision that is kept to be looked at.</summary>
    internal string SampleName(string episode, int version) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{SamplePrefix}{Separator}{Name[(Prefix.Length + 1)..]}{Separator}{episode}{Separator}{version}");

    internal static ShadowCell? Read(string name) => name.Split(Separator) is [Prefix, .. var words] ? Of(words) : null;

    internal static (ShadowCell Cell, string Episode, int Version)? ReadSample(string name) =>
        name.Split(Separator) is [SamplePrefix, .. var words] && words.Length == 9 && Of(words[..7]) is { } cell
        && int.TryParse(words[8], System.Globalization.CultureInfo.InvariantCulture, out var version)
            ? (cell, words[7], version)
            : null;

    /// <summary>Those samples that a store does not have enough of, which has these.</summary>
    /// <param name="samples">What is to be added, by name.</param>
    /// <param name="kept">What is kept already.</param>
    /// <param name="most">How many of a pair of answers are enough.</param>
    internal static Dictionary<string, long> Missing(Dictionary<string, long> samples, IEnumerable<string> kept, int most)
    {
        var has = kept.Select(ReadSample).OfType<(ShadowCell Cell, string Episode, int Version)>().CountBy(sample => sample.Cell).ToDictionary();
        return samples
            .Select(sample => (Sample: sample, Of: ReadSample(sample.Key)?.Cell))
            .Where(each => each.Of is not null)
            .GroupBy(each => each.Of!.Value, each => each.Sample)
            .SelectMany(cell => cell.Take(Math.Max(0, most - has.GetValueOrDefault(cell.Key))))
            .ToDictionary(StringComparer.Ordinal);
    }

    private static ShadowCell? Of(string[] words) =>
        words is [var shadow, var call, var outcome, var step, var shadowOutcome, var shadowStep, var lower]
        && LabelValues<DecisionCall>.Find(call) is { } asked && LabelValues<Outcome>.Find(outcome) is { } answered && LabelValues<Step>.Find(step) is { } at
        && LabelValues<Outcome>.Find(shadowOutcome) is { } said && LabelValues<Step>.Find(shadowStep) is { } there
            ? new ShadowCell(shadow, asked, answered, at, said, there, lower == "lower")
            : null;
}
