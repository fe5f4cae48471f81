using System.CommandLine;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary><c>policy drill</c>: rehearses a rollback on a service without changing what anybody is answered, and says how long it took.</summary>
internal static class PolicyDrillCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var service = flags.Text("--service", "The service to rehearse on. Required.");
        var replicas = flags.Several("--replica", "The gRPC address of each replica, to be asked by itself; else --address alone.");
        var yes = PolicyArguments.Yes(flags);
        var command = new Command("drill", "Rehearse a rollback and measure it. Example: stepped-care policy drill --service demo --replica 10.0.0.1:5080 --replica 10.0.0.2:5080") { service, replicas, yes };
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, cancellation) =>
        {
            var name = parsed.RequiredText(service);
            var present = await SeenRollouts.PresentAsync(connection, name)
                ?? throw new FailedException(new Failure(ExitCodes.Refused, "NO_ROLLOUT", [$"{name} has no rollout to rehearse on."]));
            if (present.State != V1.RolloutState.Live)
            {
                // Set again, what waits for its time would answer at once.
                throw new FailedException(new Failure(
                    ExitCodes.Refused, "ROLLOUT_NOT_LIVE", [$"{name} is between two rollouts: epoch {present.Epoch.ToString(CultureInfo.InvariantCulture)} is {ContractWords.Of(present.State)}. Rehearse once it is LIVE, or after policy rollback. Nothing was changed."]));
            }

            desk.ShowBefore(
                [
                    new Line($"Now {name} is on {RolloutView.PlanOf(present)}."),
                    new Line("This sets the very same plan once more, as a new epoch, and then rolls that back: nobody is answered otherwise, and the history shows both."),
                    new Line("The time is taken from the rollback until every replica answers under it."),
                ],
                parsed.WantsJson());

            desk.Confirm("Begin?", parsed.GetValue(yes));
            var others = parsed.GetValue(replicas)!.Select(ServiceOptions.AddressOf).DefaultIfEmpty(connection.Address).ToList();
            return await RunAsync(desk, connection, present, others, cancellation);
        });
        return command;
    }

    private static async Task<Answer> RunAsync(Desk desk, ServiceConnection connection, V1.Rollout present, List<Uri> replicas, CancellationToken cancellation)
    {
        var connections = replicas.Select(address => new ServiceConnection(address, [], desk.Time, cancellation)).ToList();
        try
        {
            var again = (await connection.Policies.SetRolloutAsync(Again(present), connection.Long)).Rollouts.Single(rollout => rollout.Service == present.Service);
            var forth = await UntilAsync(desk, connection, connections, again, cancellation);
            var started = desk.Time.GetTimestamp();
            var back = (await connection.Policies.RollBackAsync(
                new V1.RollBackRequest { RequestId = ServiceConnection.NewRequestId(), Seen = { SeenRollouts.Of(again) }, Reason = "drill: back" }, connection.Usual))
                .Rollouts.Single(rollout => rollout.Service == present.Service);
            var answered = desk.Time.GetElapsedTime(started);
            await UntilAsync(desk, connection, connections, back, cancellation);
            var taken = desk.Time.GetElapsedTime(started);
            return Told(present.Service, replicas.Count, again.Epoch, back.Epoch, forth, answered, taken);
        }
        finally
        {
            connections.ForEach(each => each.Dispose());
        }
    }

    private static Answer Told(string service, int replicas, long forthEpoch, long backEpoch, TimeSpan forth, TimeSpan answered, TimeSpan taken)
    {
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{taken.TotalSeconds:0.000}");
        return new Answer(
            ExitCodes.Ok,
            [
                new Line(string.Create(CultureInfo.InvariantCulture, $"epoch {forthEpoch} and back by epoch {backEpoch}, {replicas} replica(s) asked"), Tone.Faint),
                new Line($"rolled back: every replica answered under it after {seconds} s", taken < TimeSpan.FromSeconds(1) ? Tone.Good : Tone.Warning),
            ],
            new
            {
                Service = service,
                Replicas = replicas,
                EpochForth = forthEpoch,
                EpochBack = backEpoch,
                SecondsForth = forth.TotalSeconds,
                SecondsUntilAnswered = answered.TotalSeconds,
                SecondsUntilEveryReplica = taken.TotalSeconds,
            });
    }

    private static V1.SetRolloutRequest Again(V1.Rollout present)
    {
        var request = new V1.SetRolloutRequest
        {
            Policy = present.Policy,
            RequestId = ServiceConnection.NewRequestId(),
            Seen = { SeenRollouts.Of(present) },
            ActiveVersion = present.ActiveVersion,
            CanaryVersion = present.CanaryVersion,
            CanaryPercent = present.CanaryPercent,
            Guard = present.Guard,
            Reason = "drill: the same plan again",
        };
        request.ShadowVersions.AddRange(present.ShadowVersions);
        return request;
    }

    // Live says that every part of the store is under the epoch, so that nothing is recorded under an older one; each replica is asked for its own answer besides.
    private static async Task<TimeSpan> UntilAsync(
        Desk desk, ServiceConnection connection, IReadOnlyList<ServiceConnection> replicas, V1.Rollout rollout, CancellationToken cancellation)
    {
        var started = desk.Time.GetTimestamp();
        foreach (var replica in replicas)
        {
            while (!await AnswersUnderAsync(replica, rollout))
            {
                await PauseAsync(desk, started, cancellation);
            }
        }

        while (await SeenRollouts.PresentAsync(connection, rollout.Service) is { State: not V1.RolloutState.Live } now && now.Epoch == rollout.Epoch)
        {
            await PauseAsync(desk, started, cancellation);
        }

        return desk.Time.GetElapsedTime(started);
    }

    private static async Task PauseAsync(Desk desk, long started, CancellationToken cancellation)
    {
        if (desk.Time.GetElapsedTime(started) > s_patience)
        {
            throw new FailedException(new Failure(ExitCodes.Refused, "DRILL_OUT_OF_TIME", ["Not every replica answered under the new epoch within 30 s. Look: stepped-care policy show --service ..."]));
        }

        await Task.Delay(s_pause, desk.Time, cancellation);
    }

    private static async Task<bool> AnswersUnderAsync(ServiceConnection replica, V1.Rollout rollout)
    {
        var nobody = new V1.Event { HappenedOn = "2026-01-05", ReferralReceived = new V1.ReferralReceived() };
        var reply = await replica.Decisions.EvaluateAsync(new V1.EvaluateRequest { Service = rollout.Service, Call = V1.DecisionCall.Triage, Events = { nobody } }, replica.Usual);
        return reply.Assessment.Provenance.Epoch >= rollout.Epoch;
    }
}
