using System.CommandLine;
using Grpc.Core;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy invariants</c>: puts the clinical-safety officer's invariants in place, and says which live revisions break them.</summary>
internal static class PolicyInvariantsCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var folder = new Argument<string>("folder") { Description = "The folder of a policy, with invariants.csx in it." };
        var replaces = flags.Text("--replaces", "The digest of the invariants in place; without it those of the newest revision are taken for them.");
        var notes = flags.Text("--notes", "Why.");
        var id = PolicyArguments.RequestId(flags);
        var yes = PolicyArguments.Yes(flags);
        var command = new Command(
            "invariants", "Put a policy's invariants in place. Example: stepped-care policy invariants policies/talking-therapies --person b.officer --roles clinical-safety") { folder, replaces, notes, id, yes };
        command.AnswersFromService(desk, asPerson: true, async (parsed, service, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(folder));
            var file = Path.Combine(path, PolicyLibrary.InvariantsName);
            if (!File.Exists(file))
            {
                throw new FailedException(Failure.OfArguments($"There is no {PolicyLibrary.InvariantsName} in {parsed.GetRequiredValue(folder)}."));
            }

            var policy = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
            var before = parsed.GetValue(replaces) ?? await PresentAsync(service, policy);
            desk.Confirm($"Put these invariants of {policy} in place, over {(before.Length > 0 ? before : "none")}?", parsed.GetValue(yes));
            var reply = await service.Policies.PublishInvariantsAsync(
                new V1.PublishInvariantsRequest
                {
                    Policy = policy,
                    RequestId = service.IdOfChange(parsed.GetValue(id), before.Length > 0 ? $" --replaces {before}" : ""),
                    Invariants = await File.ReadAllTextAsync(file, cancellation),
                    ReplacesDigest = before,
                    Notes = parsed.GetValue(notes) ?? "",
                },
                service.Long);
            return Told(policy, reply);
        });
        return command;
    }

    private static Answer Told(string policy, V1.PublishInvariantsResponse reply) => new(
        reply.Revisions.Any(revision => revision.Result.Verdict == V1.GateVerdict.Failed) ? ExitCodes.AnalysisFinds : ExitCodes.Ok,
        [
            new Line($"in place: invariants of {policy}, {reply.Digest}", Tone.Good),
            .. reply.Revisions.SelectMany(revision => GateView.Blocks(GateReading.Of(revision.Result), null).Prepend(new Line($"{policy} {revision.Version}", Tone.Strong))),
        ],
        reply);

    private static async Task<string> PresentAsync(ServiceConnection service, string policy)
    {
        try
        {
            var newest = await service.Policies.ListRevisionsAsync(new V1.ListRevisionsRequest { Policy = policy, PageSize = 1, ShowRetired = true }, service.Usual);
            return newest.Revisions.FirstOrDefault()?.InvariantsDigest ?? "";
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.NotFound)
        {
            return "";
        }
    }
}
