using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy prove</c>: the analysis and the invariants, with a person for everything that is found.</summary>
internal static class PolicyProveCommand
{
    internal static Command Create(Desk desk)
    {
        var folder = PolicyArguments.Folder();
        var none = new Flags(desk).Switch("--no-invariants", "Analyse the rules of a policy that has no invariants yet.");
        var command = new Command(
            "prove", "Analyse the rules, and prove the invariants or show who breaks them. Example: stepped-care policy prove policies/talking-therapies") { folder, none };
        command.Answers(desk, async (parsed, cancellation) =>
        {
            var target = PolicyFolder.Find(parsed.GetRequiredValue(folder));
            if (!parsed.GetValue(none) && target.Bundles.FirstOrDefault(bundle => bundle.Invariants.Length == 0) is { } bare)
            {
                throw new FailedException(new Failure(
                    ExitCodes.AnalysisFinds, "NO_INVARIANTS", [$"{bare.Label.Policy} has no {PolicyLibrary.InvariantsName}: there is nothing to prove. --no-invariants analyses the rules alone."]));
            }

            return GateView.Of(await RevisionGates.AskAsync(
                desk, parsed.WantsJson(), target.Bundles, [Gate.Compile, Gate.Analysis, Gate.Invariants], cancellation));
        });
        return command;
    }
}
