using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy check</c>: compile, fences, rulebook, cases, invariants, for every policy of a folder.</summary>
internal static class PolicyCheckCommand
{
    private const int Seed = 20_260;

    internal static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The folder of policies: <policy>/<version>/policy.csx." };
        var json = new Option<bool>("--json") { Description = "Machine-readable output." };
        var people = new Option<int>("--people") { Description = "Generated people for each invariant and call.", DefaultValueFactory = _ => 20_000 };
        var command = new Command("check", "Check every policy of a folder. Example: stepped-care policy check policies") { folder, json, people };
        command.SetAction(parsed =>
        {
            var target = parsed.GetRequiredValue(folder);
            if (!target.Exists || parsed.GetValue(people) < 1)
            {
                Console.Error.WriteLine(target.Exists ? "--people wants at least 1." : $"There is no folder {target.FullName}.");
                return ExitCodes.BadArguments;
            }

            var library = new PolicyLibrary(target.FullName, cacheFolder: null);
            var labels = library.Labels();
            if (labels.Count == 0)
            {
                Console.Error.WriteLine($"No <policy>/<version>/policy.csx in {target.FullName}.");
                return ExitCodes.BadArguments;
            }

            var reports = labels.Select(label => Check(library, label, parsed.GetValue(people))).ToList();
            Console.Out.Write(parsed.GetValue(json) ? PolicyReport.Json(reports) : PolicyReport.Text(reports));
            return reports.Select(report => report.ExitCode).Where(code => code != ExitCodes.Ok).DefaultIfEmpty(ExitCodes.Ok).Min();
        });
        return command;
    }

    private static PolicyReport Check(PolicyLibrary library, PolicyLabel label, int people)
    {
        var load = library.Load(label);
        var invariants = library.LoadInvariants(label.Policy);
        try
        {
            var tried = load.Revision is { } revision && invariants.Set is { } set ? InvariantRunner.Run(set, revision, Seed, people) : [];
            return new PolicyReport(label, load, invariants.Refusals, tried);
        }
        finally
        {
            invariants.Set?.Dispose();
            load.Revision?.Retire();
        }
    }
}
