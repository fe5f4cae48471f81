using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary>Everything that can be said after <c>stepped-care</c>.</summary>
internal static class RootCommands
{
    internal static RootCommand Create(Desk desk)
    {
        var root = new RootCommand("The console of SteppedCare: asks a running service, and brings policies to people. docs/policies.md is the guide.")
        {
            Policy(desk),
            AskCommand.Triage(desk),
            AskCommand.Review(desk),
            EpisodeCommand.Create(desk),
            WatchCommand.Create(desk),
            WorklistCommand.Create(desk),
            DecisionsCommand.Create(desk),
            FidelityCommand.Create(desk),
            SimulateCommand.Create(desk),
            EquityCommand.Create(desk),
            ExportCommand.Create(desk),
            DoctorCommand.Create(desk),
            CallCommand.Create(desk),
            CompletionCommand.Create(desk),
        };
        var json = new Flags(desk).Switch(Flags.Json, "For programs: JSON, names in snake_case.");
        json.Recursive = true;
        root.Options.Add(json);
        RefuseStrayOptions(root);
        return root;
    }

    // An option misspelt is not the name of a policy.
    private static void RefuseStrayOptions(Command command)
    {
        foreach (var argument in command.Arguments)
        {
            argument.Validators.Add(given =>
            {
                if (given.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } stray)
                {
                    given.AddError($"There is no option {stray.Value} here.");
                }
            });
        }

        foreach (var each in command.Subcommands)
        {
            RefuseStrayOptions(each);
        }
    }

    private static Command Policy(Desk desk) => new("policy", "Write policies, test and prove them, and bring them to people.")
    {
        PolicyNewCommand.Create(desk),
        PolicyCheckCommand.Create(desk),
        PolicyTestCommand.Create(desk),
        PolicyProveCommand.Create(desk),
        PolicyCompareCommand.Create(desk),
        PolicyBackTestCommand.Create(desk),
        PolicyPublishCommand.Create(desk),
        PolicyApproveCommand.Create(desk),
        PolicyInvariantsCommand.Create(desk),
        PolicyRolloutCommand.Create(desk),
        PolicyRollbackCommand.Create(desk),
        PolicyRetireCommand.Create(desk),
        PolicyListCommand.Create(desk),
        PolicyShowCommand.Create(desk),
        PolicyDrillCommand.Create(desk),
        PolicyDocumentCommand.Create(desk),
        PolicyFactsCommand.Create(desk),
        PolicyInstrumentsCommand.Create(desk),
        PolicyLanguageCommand.Create(desk),
    };
}
