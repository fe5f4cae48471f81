using System.CommandLine;
using System.Globalization;
using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Cohorts;

/// <summary>The verb <c>fit</c>: looks for a therapy's response, and prints it with the rates that it gives on other draws than it was fitted to.</summary>
internal static class FitCommand
{
    private const int CoursesToJudge = 100_000;

    internal static Command Build()
    {
        var known = Therapies.England.Mix.Select(kind => kind.Therapy).ToArray();
        var name = new Argument<string>("therapy") { Description = "The kind of course." };
        name.AcceptOnlyFromAmong([.. known.Select(therapy => therapy.Name)]);
        var courses = new Option<int>("--courses") { DefaultValueFactory = _ => 40_000, Description = "How many courses each trial draws." };
        var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 200, Description = "How often the simplex moves." };
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1, Description = "Where chance begins." };
        var command = new Command("fit", "Fits a therapy's response to its published rates, from where it stands.") { name, courses, steps, seed };
        command.SetAction(line =>
        {
            var therapy = known.Single(candidate => candidate.Name == line.GetValue(name));
            var paired = Therapies.England.Paired;
            var response = new Fitter(therapy, paired, line.GetValue(courses), line.GetValue(seed)).Fit(line.GetValue(steps));
            var judge = new Fitter(therapy, paired, CoursesToJudge, line.GetValue(seed) + 1);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                responders {response.Responders:F3}, lose {response.ResponderFraction:F3}, others {response.OtherFraction:F3}
                sd {response.FractionSd:F3}, noise {response.EndNoise:F2}, correlation {response.BaselineCorrelation:F2}
                before    {Line(judge.RatesOf(therapy.Response))}
                after     {Line(judge.RatesOf(response))}
                published {Line(therapy.Published)}
                """));
        });
        return command;
    }

    private static string Line(Rates rates) => string.Join(" / ", rates.Each().Select(rate => rate.ToString("F1", CultureInfo.InvariantCulture)));
}
