using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy approve</c>: a second person's word, given for what they were shown and nothing else.</summary>
internal static class PolicyApproveCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var policy = PolicyArguments.Policy();
        var version = PolicyArguments.Version();
        var notes = flags.Text("--notes", "What you have to say.");
        var id = PolicyArguments.RequestId(flags);
        var yes = PolicyArguments.Yes(flags);
        var command = new Command(
            "approve", "Vouch for a revision as its second person. Example: stepped-care policy approve talking-therapies 2026.2 --person b.officer --roles clinical-safety") { policy, version, notes, id, yes };
        command.AnswersFromService(desk, asPerson: true, async (parsed, service, _) =>
        {
            var label = new PolicyLabel(parsed.GetRequiredValue(policy), parsed.GetRequiredValue(version));
            var seen = await service.Policies.GetRevisionAsync(new V1.GetRevisionRequest { Policy = label.Policy, Version = label.Version }, service.Usual);
            desk.ShowBefore(RevisionView.Of(seen), parsed.WantsJson());
            desk.Confirm($"Approve {label.Policy} {label.Version} with these digests?", parsed.GetValue(yes));
            var reply = await service.Policies.ApproveRevisionAsync(
                new V1.ApproveRevisionRequest
                {
                    Policy = label.Policy,
                    Version = label.Version,
                    RequestId = service.IdOfChange(parsed.GetValue(id)),
                    Digest = seen.Revision.Digest,
                    InvariantsDigest = seen.Revision.InvariantsDigest,
                    ReportDigest = seen.Revision.ReportDigest,
                    Notes = parsed.GetValue(notes) ?? "",
                },
                service.Usual);
            return new Answer(ExitCodes.Ok, [new Line($"approved: {label.Policy} {label.Version}", Tone.Good)], reply);
        });
        return command;
    }
}
