using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SteppedCare.Cohorts;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>simulate</c>: what a policy would change, on invented people, without a server.</summary>
internal static class SimulateCommand
{
    private const int UsualPeople = 10_000, UsualSeed = 1;

    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var folder = PolicyArguments.Folder();
        var people = Flags.Number("--people", "How many are referred.", UsualPeople, least: 1);
        var seed = Flags.Number("--seed", "Where chance begins: the same seed gives the same people and the same figures.", UsualSeed, least: 0);
        var days = Flags.Number("--days-to-step", "Days from a decision to the first appointment at another step.", new Habits().DaysToNextStep, least: 1);
        var against = flags.Text("--against", "The folder of another revision, in the column before the policy's: better or worse is then the policy against it.");
        var files = new ReportFlags(desk, "comparison");
        var command = new Command(
            "simulate",
            "Play a year of invented people as practised and as a policy would have it, side by side; the last column is read against the one before. "
            + "Example: stepped-care simulate policies/talking-therapies --html year.html")
        {
            folder, people, seed, days, against,
        };
        files.AddTo(command);
        command.Answers(desk, async (parsed, cancellation) =>
        {
            var bundles = Bundles(parsed.GetRequiredValue(folder), parsed.GetValue(against));
            var habits = new Habits { DaysToNextStep = parsed.GetValue(days) };
            var simulation = new Simulation(parsed.GetValue(people), (ulong)parsed.GetValue(seed));
            var groups = await desk.ProgressAsync(
                "playing a year",
                parsed.WantsJson(),
                progress => Task.Run(() => Play(simulation, parsed.GetValue(people), bundles, habits, desk.CompiledScripts, progress, cancellation), cancellation));
            var told = new SimulationTold(parsed.GetValue(people), (ulong)parsed.GetValue(seed), habits.DaysToNextStep, groups);
            var answer = new Answer(
                ExitCodes.Ok, [.. SimulationView.Of(told)], new { told.People, told.Seed, told.DaysToNextStep, SimulationTold.Caution, told.Groups });
            return await files.SaveAsync(parsed, () => SimulationPage.Of(told), () => FidelitySheet.Of(told.Groups), answer, cancellation);
        });
        return command;
    }

    // What is held against another stands after it.
    private static ImmutableArray<PolicyBundle> Bundles(string folder, string? against) =>
        against is null ? [PolicyFolder.One(folder)] : [PolicyFolder.One(against), PolicyFolder.One(folder)];

    private static ImmutableArray<V1.ReportGroup> Play(
        Simulation simulation,
        int people,
        ImmutableArray<PolicyBundle> bundles,
        Habits habits,
        ArtefactCache? compiled,
        IProgress<Progressed> progress,
        CancellationToken cancellation)
    {
        var runs = bundles.Select(bundle => RevisionGates.Compiled(bundle with { Invariants = "" }, compiled)).ToList();
        try
        {
            var whole = (runs.Count + 1) * (double)people;
            var played = 0;
            var groups = ImmutableArray.CreateBuilder<V1.ReportGroup>();
            groups.Add(SimulatedFigures.Of(simulation.Practised("as practised", Done, cancellation)));
            foreach (var (bundle, run) in bundles.Zip(runs))
            {
                groups.Add(SimulatedFigures.Of(simulation.Followed($"{bundle.Label.Policy} {bundle.Label.Version}", run.Revision!, habits, Done, cancellation)));
            }

            return groups.ToImmutable();

            void Done(int more)
            {
                var now = Interlocked.Add(ref played, more);
                progress.Report(new Progressed(now / whole, string.Create(CultureInfo.InvariantCulture, $"{now:N0} courses")));
            }
        }
        finally
        {
            foreach (var run in runs)
            {
                run.Dispose();
            }
        }
    }
}
