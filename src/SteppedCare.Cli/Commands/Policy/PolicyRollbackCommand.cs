using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>policy rollback</c>: the rollout before the present one, at once.</summary>
internal static class PolicyRollbackCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var services = flags.Several("--service", "The services, each by name. Required.");
        var reason = PolicyArguments.Reason(flags);
        var id = PolicyArguments.RequestId(flags);
        var yes = PolicyArguments.Yes(flags);
        var command = new Command("rollback", "Bring the rollout before the present one back. Example: stepped-care policy rollback --service demo --reason \"...\"") { services, reason, id, yes };
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, _) =>
        {
            var named = parsed.GetValue(services) is { Length: > 0 } some ? some : throw new FailedException(Failure.OfArguments("Name the services with --service."));
            var request = new V1.RollBackRequest { Reason = parsed.RequiredText(reason) };
            var present = await SeenRollouts.OfAsync(connection, named);
            request.RequestId = connection.IdOfChange(parsed.GetValue(id) ?? SeenEpochs.NewId(present.Select(SeenRollouts.Of)));
            request.Seen.AddRange(SeenEpochs.Of(request.RequestId, present));
            desk.ShowBefore([RolloutView.Of(present)], parsed.WantsJson());
            desk.Confirm("Take this back?", parsed.GetValue(yes));
            var reply = await connection.Policies.RollBackAsync(request, connection.Usual);
            return new Answer(ExitCodes.Ok, [RolloutView.Of(reply.Rollouts)], reply);
        });
        return command;
    }
}
