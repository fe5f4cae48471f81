using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy check</c>: what can be said in a moment while an author writes.</summary>
internal static class PolicyCheckCommand
{
    internal static Command Create(Desk desk)
    {
        var folder = PolicyArguments.Folder();
        var command = new Command("check", "Compile and fences, reasons and sources, cases and their coverage. Example: stepped-care policy check policies") { folder };
        command.Answers(desk, async (parsed, cancellation) =>
        {
            var target = PolicyFolder.Find(parsed.GetRequiredValue(folder));
            return GateView.Of(await RevisionGates.AskAsync(
                desk, parsed.WantsJson(), target.Bundles, [Gate.Compile, Gate.Sources, Gate.Cases, Gate.Coverage], cancellation));
        });
        return command;
    }
}
