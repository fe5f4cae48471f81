using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy prove</c>: the analysis and the invariants, with a person for everything that is found.</summary>
internal static class PolicyProveCommand
{
    internal static Command Create(Desk desk)
    {
        var folder = PolicyArguments.Folder();
        var command = new Command(
            "prove", "Analyse the rules, and prove the invariants or show who breaks them. Example: stepped-care policy prove policies/talking-therapies") { folder };
        command.Answers(desk, async (parsed, cancellation) =>
        {
            var target = PolicyFolder.Find(parsed.GetRequiredValue(folder));
            return GateView.Of(await RevisionGates.AskAsync(
                desk, parsed.WantsJson(), target.Bundles, [Gate.Compile, Gate.Analysis, Gate.Invariants], cancellation));
        });
        return command;
    }
}
