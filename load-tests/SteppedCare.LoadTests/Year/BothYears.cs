using System.Collections.Immutable;
using System.Globalization;
using SteppedCare.Cohorts;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Year;

/// <summary>
/// The same year twice, each on a server of its own: as practised, and where every service follows the policy. Both reports stand side by side; what is asserted
/// is about the process alone, since outcomes of the second year are what the generator assumes.
/// </summary>
internal sealed class BothYears(YearOptions options, TimeProvider clock, TextWriter output)
{
    // Decisions are confirmed by the server's clock, years after the days they speak of: what compares the two is left out.
    private static readonly ImmutableArray<string> s_told =
    [
        "official-low-to-high", "direct-to-high", "official-step-up-of-finished", "official-step-up-of-low-first", "official-step-down", "reviewed-at-review-point",
        "not-helped-stepped-up-28", "not-helped-stepped-up", "days-not-helped-to-step-up", "step-up-started", "days-to-step-up-started", "over-stay", "only-low", "only-high",
        "finished", "sessions", "recovery", "reliable-recovery", "reliable-improvement", "reliable-deterioration", "no-reliable-change", "paired",
    ];

    /// <summary>True when both reports say what was planted to the unit, and nobody is left where care does not work as often as in practice.</summary>
    internal async Task<bool> RunAsync()
    {
        var practised = new PlayedYear(options, clock, output);
        await practised.PlayAsync("as practised", new Practised(practised.Tally, clock).TellAsync);
        var followed = new PlayedYear(options, clock, output);
        await followed.PlayAsync($"as {options.Policy} has it", new Following(new Habits(), followed.Tally, clock).TellAsync);
        var isExact = await practised.CompareAsync() & await followed.CompareAsync();
        await SideBySideAsync(practised.Nation, followed.Nation);
        var isBetter = Claims(practised.Nation, followed.Nation).All(claim => claim.Holds);
        foreach (var (claim, holds) in Claims(practised.Nation, followed.Nation))
        {
            await output.WriteLineAsync($"{(holds ? "yes" : "NO "),-4}{claim}");
        }

        return isExact && isBetter && practised.Tally.Faults == 0 && followed.Tally.Faults == 0;
    }

    private static IEnumerable<(string Claim, bool Holds)> Claims(IReadOnlyDictionary<string, MeasuredFigure> practised, IReadOnlyDictionary<string, MeasuredFigure> followed)
    {
        yield return ("nineteen in twenty are reviewed at the review point", followed["reviewed-at-review-point"].Value >= 95);
        yield return ("of those whom four low sessions have not helped, twice as many are stepped up as in practice", followed["not-helped-stepped-up"].Value >= 2 * practised["not-helped-stepped-up"].Value);
        yield return ("within four weeks three times as many", followed["not-helped-stepped-up-28"].Value >= 3 * practised["not-helped-stepped-up-28"].Value);
        yield return ("half as many stay too long at low intensity", followed["over-stay"].Value <= practised["over-stay"].Value / 2);
        yield return ("nineteen in twenty advised step-ups start", followed["step-up-started"].Value >= 95);
    }

    private async Task SideBySideAsync(IReadOnlyDictionary<string, MeasuredFigure> practised, IReadOnlyDictionary<string, MeasuredFigure> followed)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync($"| measure | as practised | as {options.Policy} has it |");
        await output.WriteLineAsync("| --- | ---: | ---: |");
        foreach (var measure in s_told)
        {
            await output.WriteLineAsync($"| {followed[measure].Title} | {Text(practised[measure])} | {Text(followed[measure])} |");
        }

        await output.WriteLineAsync();
    }

    private static string Text(MeasuredFigure figure) => !figure.HasValue ? "no data" : figure.Form switch
    {
        MeasureForm.Share => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:F1} % ({figure.Numerator} / {figure.Denominator})"),
        MeasureForm.Ratio => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:F2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:F1} ({figure.Denominator})"),
    };
}
