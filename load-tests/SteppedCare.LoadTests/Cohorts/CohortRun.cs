using System.Globalization;
using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Cohorts;

/// <summary>Draws finished courses of each kind, and of the nation's mix, and holds what came of them against what was published.</summary>
internal sealed class CohortRun(int courses, ulong seed, TextWriter output)
{
    /// <summary>How far a rate may be from the published one, in percentage points.</summary>
    internal const double Tolerance = 2;

    private static readonly CohortParameters s_nation = Therapies.England with { Funnel = Funnel.AllFinish };

    /// <summary>True when every rate of every line is near enough.</summary>
    internal async Task<bool> RunAsync()
    {
        await output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{courses} finished courses of each kind, seed {seed}; drawn / published, in per cent"));
        await output.WriteLineAsync($"{"",-15}{"recovery",14}{"reliable rec.",15}{"improvement",14}{"deterioration",15}{"furthest",10}");
        var near = true;
        foreach (var therapy in Therapies.England.Mix.Select(kind => kind.Therapy))
        {
            near &= await LineAsync(therapy.Name, CohortParameters.Finished(therapy), therapy.Published);
        }

        near &= await LineAsync("England", s_nation, Therapies.National);
        await ParametersAsync();
        await output.WriteLineAsync(near ? "every rate is within 2 points" : "a rate is more than 2 points off");
        return near;
    }

    /// <summary>The rates of so many courses.</summary>
    internal static Rates Drawn(CohortParameters parameters, int courses, ulong seed)
    {
        var cohort = new Cohort(parameters, seed);
        return Rates.Of(ParallelEnumerable.Range(0, courses).Select(number => Change.Of(cohort[number])));
    }

    private async Task ParametersAsync()
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{"",-15}{"responders",12}{"lose",8}{"others",8}{"sd",7}{"noise",7}{"r",6}{"PHQ-9",12}{"GAD-7",12}{"sessions",10}");
        foreach (var (therapy, _) in Therapies.England.Mix)
        {
            var (responders, lose, others, sd, noise, correlation) = therapy.Response;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{therapy.Name,-15}{responders,12:F2}{lose,8:F2}{others,8:F2}{sd,7:F2}{noise,7:F2}{correlation,6:F2}"
                + $"{Text(therapy.Phq9Start),12}{Text(therapy.Gad7Start),12}{therapy.MeanSessions,10:F1}"));
        }

        await output.WriteLineAsync();
    }

    private static string Text(Spread spread) => string.Create(CultureInfo.InvariantCulture, $"{spread.Mean:F1} ({spread.Sd:F1})");

    private async Task<bool> LineAsync(string name, CohortParameters parameters, Rates published)
    {
        var drawn = Drawn(parameters, courses, seed);
        var furthest = drawn.FurthestFrom(published);
        var cells = drawn.Each().Zip(published.Each(), (mine, theirs) => string.Create(CultureInfo.InvariantCulture, $"{mine:F1} / {theirs:F1}")).ToArray();
        await output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{name,-15}{cells[0],14}{cells[1],15}{cells[2],14}{cells[3],15}{furthest,10:F1}"));
        return furthest <= Tolerance;
    }
}
