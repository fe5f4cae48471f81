using System.CommandLine;

namespace SteppedCare.LoadTests.Cohorts;

/// <summary>The verb <c>cohort</c>. Exit codes: 0 the drawn courses come out as published, 1 they do not.</summary>
internal static class CohortCommand
{
    internal static Command Build()
    {
        var courses = new Option<int>("--courses") { DefaultValueFactory = _ => 100_000, Description = "How many finished courses of each kind." };
        courses.Validators.Add(line =>
        {
            if (line.GetValueOrDefault<int>() < 1)
            {
                line.AddError("--courses must be 1 or more.");
            }
        });
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 20_261_122, Description = "Where chance begins." };
        var command = new Command("cohort", "Draws invented courses of care and holds their outcomes against England's published ones.") { courses, seed };
        command.SetAction(async (line, _) => await new CohortRun(line.GetValue(courses), line.GetValue(seed), Console.Out).RunAsync() ? 0 : 1);
        return command;
    }
}
