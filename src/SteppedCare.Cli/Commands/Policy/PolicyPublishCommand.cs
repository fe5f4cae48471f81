using System.CommandLine;
using Grpc.Core;
using SteppedCare.Client;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy publish</c>: keeps a revision for good, if every gate passes.</summary>
internal static class PolicyPublishCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var folder = new Argument<string>("folder") { Description = "The folder of one revision: <policy>/<version>." };
        var notes = flags.Text("--notes", "Why it exists, for the approver.");
        var id = PolicyArguments.RequestId(flags);
        var command = new Command("publish", "Ask every gate, and keep the revision if all pass. Example: stepped-care policy publish policies/talking-therapies/2026.2 --notes \"...\"") { folder, notes, id };
        command.AnswersFromService(desk, asPerson: true, async (parsed, service, _) =>
        {
            var bundle = PolicyFolder.One(parsed.GetRequiredValue(folder));
            try
            {
                var reply = await service.Policies.PublishRevisionAsync(
                    new V1.PublishRevisionRequest
                    {
                        Policy = bundle.Label.Policy,
                        Version = bundle.Label.Version,
                        RequestId = service.IdOfChange(parsed.GetValue(id)),
                        Files = GateReading.FilesOf(bundle, withInvariants: false),
                        Notes = parsed.GetValue(notes) ?? "",
                    },
                    service.Long);
                return new Answer(
                    ExitCodes.Ok,
                    [.. GateView.Checklist(GateReading.Of(reply.Report), bundle), new Line($"published: {bundle.Label.Policy} {bundle.Label.Version}, {reply.Revision.Digest}", Tone.Good)],
                    reply);
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.FailedPrecondition && SteppedCareError.Of(failure).Reason.StartsWith("GATE", StringComparison.Ordinal))
            {
                return await WhyAsync(service, bundle, ServiceFailure.Of(failure, service.Address));
            }
        });
        return command;
    }

    // The refusal names the gate; its findings are asked for by a call that keeps nothing.
    private static async Task<Answer> WhyAsync(ServiceConnection service, PolicyBundle bundle, Failure refused)
    {
        var reply = await service.Policies.ValidatePolicyAsync(
            new V1.ValidatePolicyRequest { Policy = bundle.Label.Policy, Version = bundle.Label.Version, Files = GateReading.FilesOf(bundle, withInvariants: false) }, service.Long);
        return new Answer(
            refused.ExitCode, [.. GateView.Checklist(GateReading.Of(reply.Report), bundle), new Line("not published", Tone.Bad)], new { Error = refused.Json, reply.Report }, refused.Lines);
    }
}
