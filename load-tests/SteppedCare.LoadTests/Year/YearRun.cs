using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.LoadTests.Year;

/// <summary>A year as practised; then the report, against what was planted and what was published.</summary>
internal sealed class YearRun(YearOptions options, TimeProvider clock, TextWriter output)
{
    /// <summary>How far a figure may be from the published one, in percentage points.</summary>
    internal const double Tolerance = 2;

    /// <summary>The nation's row of 2024-25.</summary>
    internal static ImmutableArray<(string Measure, double Percent)> Published { get; } =
    [
        ("recovery", 50.5), ("reliable-recovery", 47.5), ("reliable-improvement", 67.5), ("reliable-deterioration", 5.8), ("paired", 98.7),
        ("official-step-up-of-finished", 8.6), ("official-step-up-of-low-first", 19.4), ("low-and-high", 38.9), ("first-treatment-6-weeks", 91.6), ("first-treatment-18-weeks", 98.7),
        ("first-treatment-28", 81.4), ("second-treatment-28", 40.1), ("second-treatment-over-90", 23.7),
    ];

    /// <summary>True when every planted figure is in the report to the unit, and the nation is within two points of what was published.</summary>
    internal async Task<bool> RunAsync()
    {
        var year = new PlayedYear(options, clock, output);
        await year.PlayAsync("as practised", new Practised(year.Tally, clock).TellAsync);
        var exact = await year.CompareAsync();
        var near = await NationAsync(year);
        await SpreadAsync(year);
        return exact && near && year.Tally.Faults == 0;
    }

    private async Task<bool> NationAsync(PlayedYear year)
    {
        var isNear = true;
        foreach (var (measure, published) in Published)
        {
            isNear &= Math.Abs(year.Nation[measure].Value - published) <= Tolerance;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{measure,-34} {year.Nation[measure].Value,6:F1} % reported, {published,5:F1} % published"));
        }

        await output.WriteLineAsync(isNear ? "the nation is within 2 points of what was published" : "a national figure is more than 2 points off");
        return isNear;
    }

    private async Task SpreadAsync(PlayedYear year)
    {
        foreach (var measure in (string[])["official-step-up-of-finished", "official-low-to-high", "reliable-recovery"])
        {
            var values = year.Services.Select(group => group.Figures.Single(figure => figure.Measure == measure)).Where(figure => figure.HasValue).Select(figure => figure.Value).Order().ToList();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{measure,-34} from {values[0]:F2} by a median of {values[values.Count / 2]:F2} to {values[^1]:F2}"));
        }
    }
}
