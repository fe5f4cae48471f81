using System.CommandLine;
using Grpc.Core;
using SteppedCare.Client;

namespace SteppedCare.Cli;

/// <summary><c>policy rollout</c>: which revisions answer whom from now on.</summary>
internal static class PolicyRolloutCommand
{
    private const string NotReady = "REPLICAS_NOT_READY";
    private const string Laggards = "replicas";

    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var rollout = new RolloutFlags(flags);
        var policy = PolicyArguments.Policy();
        var yes = PolicyArguments.Yes(flags);
        var command = new Command(
            "rollout", "Change which revisions answer. Example: stepped-care policy rollout talking-therapies --service demo --active 2026.1 --canary 2026.2 --share 5 --reason \"...\"") { policy, yes };
        rollout.AddTo(command);
        command.AnswersFromService(desk, asPerson: true, async (parsed, service, _) =>
        {
            var request = rollout.Read(parsed, parsed.GetRequiredValue(policy));
            var named = rollout.ServicesOf(parsed);
            var present = named.Length > 0 ? await SeenRollouts.OfAsync(service, named) : await SeenRollouts.OnAsync(service, request.Policy);
            request.RequestId = service.IdOfChange(rollout.IdOf(parsed) ?? SeenEpochs.NewId(present.Select(SeenRollouts.Of)));
            request.Seen.AddRange(SeenEpochs.Of(request.RequestId, present));
            Show(desk, parsed, present, request, isNamed: named.Length > 0);
            desk.Confirm("Change this?", parsed.GetValue(yes));
            var reply = await SetAsync(desk, service, request, parsed.WantsJson());
            return new Answer(ExitCodes.Ok, [RolloutView.Of(reply.Rollouts)], reply);
        });
        return command;
    }

    private static void Show(Desk desk, ParseResult parsed, IEnumerable<V1.Rollout> present, V1.SetRolloutRequest request, bool isNamed)
    {
        var next = RolloutView.PlanOf(request.Policy, request.ActiveVersion, RolloutView.CanaryOf(request.CanaryVersion, request.CanaryPercent), request.ShadowVersions);
        Line[] whose = isNamed ? [] : [new Line($"No --service is named: this changes every service that is on {request.Policy}.", Tone.Warning)];
        desk.ShowBefore(
            [.. whose, new Grid(["service", "now", "then"], [.. present.Select(rollout => GridRow.Of(Tone.Plain, rollout.Service, RolloutView.PlanOf(rollout), next))])], parsed.WantsJson());
    }

    // Who lags is named and asked about once: the person decides with the names before them.
    private static async Task<V1.SetRolloutResponse> SetAsync(Desk desk, ServiceConnection service, V1.SetRolloutRequest request, bool json)
    {
        try
        {
            return await service.Policies.SetRolloutAsync(request, service.Long);
        }
        catch (RpcException failure) when (SteppedCareError.Of(failure) is { Reason: NotReady } error && desk.CanAsk && error.Metadata.ContainsKey(Laggards))
        {
            var laggards = error.Metadata[Laggards].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            desk.ShowBefore([new Line(error.Message, Tone.Warning), .. laggards.Select(name => new Line(name, Tone.Warning, Indent: 1))], json);
            desk.Confirm("They answer UNAVAILABLE until they hold the revisions. Change it without waiting for them?", yes: false);
            var without = request.Clone();
            without.RequestId = service.IdOfChange(SeenEpochs.NewId(request.Seen), $" --without {string.Join(" --without ", laggards)}");
            without.WithoutReplicas.AddRange(laggards);
            return await service.Policies.SetRolloutAsync(without, service.Long);
        }
    }
}
