using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>policy retire</c>: takes a revision out of use for good.</summary>
internal static class PolicyRetireCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var policy = PolicyArguments.Policy();
        var version = PolicyArguments.Version();
        var reason = PolicyArguments.Reason(flags);
        var id = PolicyArguments.RequestId(flags);
        var yes = PolicyArguments.Yes(flags);
        var command = new Command(
            "retire", "Take a revision out of use for good; what it decided can still be explained. Example: stepped-care policy retire talking-therapies 2026.1 --reason \"...\"")
        {
            policy, version, reason, id, yes,
        };
        command.AnswersFromService(desk, asPerson: true, async (parsed, service, _) =>
        {
            var request = new V1.RetireRevisionRequest
            {
                Policy = parsed.GetRequiredValue(policy),
                Version = parsed.GetRequiredValue(version),
                RequestId = service.IdOfChange(parsed.GetValue(id)),
                Reason = parsed.RequiredText(reason),
            };
            desk.Confirm($"Retire {request.Policy} {request.Version} for good?", parsed.GetValue(yes));
            var reply = await service.Policies.RetireRevisionAsync(request, service.Usual);
            return new Answer(ExitCodes.Ok, [new Line($"retired: {request.Policy} {request.Version}", Tone.Good)], reply);
        });
        return command;
    }
}
