using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Triage and Review: record what was told and decide, both or neither.</summary>
internal sealed class Deciding(EpisodeLedger ledger, IRollouts rollouts, Assessor assessor, IDecisionWatch watch)
{
    // A rollout whose revisions are let go while they are asked is looked up again; twice in a row happens to nobody.
    private const int MostLooks = 3;

    internal async Task<Result<Reply<DecisionAnswer>>> DecideAsync(DecideCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken)
    {
        if (rollouts.Find(command.Key.Service) is not { Service.Zone: var zone })
        {
            return Refusals.UnknownService;
        }

        // Fixed now: a second try decides for the same instant.
        var asked = (command.AsOf ?? ledger.Now).ToMilliseconds();
        Made? made = null;
        var result = await ledger.WriteAsync(
            command.Key,
            zone,
            command.Request,
            AuditTold.Of(command.AuditAttributes, command.Experience),
            async (history, epoch) =>
            {
                var drafted = await DraftAsync(command, history, epoch, asked, cancellationToken);
                made = drafted.Value;
                return drafted.Refusal is { } refusal ? refusal : drafted.Value!.Draft;
            },
            (history, version) => DecisionAnswers.OfAsync(command.Key, history, version, rollouts, cancellationToken),
            encode,
            cancellationToken);
        if (result.Value is { IsRepetition: false, Answer: { } answer } && made is not null)
        {
            Count(answer, made);
            watch.Recorded(new RecordedDecision(command.Key, answer.DecisionVersion, made.Rollout, made.Arm, made.Assessment));
        }

        return result;
    }

    // Under the epoch that the store is under, whatever this replica has heard of: looked up anew in every round, since a rollout that moved is the reason for it.
    private async ValueTask<Result<Made>> DraftAsync(
        DecideCommand command, EpisodeHistory history, TagEpoch epoch, DateTimeOffset asked, CancellationToken cancellationToken)
    {
        var entry = new TrajectoryEntry(ledger.Now.ToMilliseconds(), command.Request, command.Events, null);
        var asOf = command.AsOf is null ? Assessor.Following(history, asked) : asked;
        var faults = ToldRules.Faults(history, command.Events, command.Experience, CivilTime.Of(asOf, history.Zone));
        if (!faults.IsEmpty)
        {
            return Refusals.Of(faults);
        }

        for (var look = 1; ; look++)
        {
            var rollout = rollouts.Find(command.Key.Service, epoch) ?? await rollouts.LoadAsync(command.Key.Service, epoch, cancellationToken);
            try
            {
                return Draft(command, history, entry, asOf, rollout, epoch);
            }
            catch (RevisionLetGoException) when (look < MostLooks)
            {
            }
            catch (RevisionLetGoException gone)
            {
                throw new PolicyNotLiveException("The rollout's revisions are let go again and again.", gone);
            }
        }
    }

    private Result<Made> Draft(DecideCommand command, EpisodeHistory history, TrajectoryEntry entry, DateTimeOffset asOf, Rollout rollout, TagEpoch epoch)
    {
        var arm = rollout.ArmOf(command.Key.Episode);
        var assessed = assessor.Assess(history, entry, rollout, arm, command.Call, asOf);
        return assessed.Refusal is { } refusal
            ? refusal
            : new Made(
                new Draft(entry with { Act = new Decided(assessed.Value!.Record) }, epoch, _ => assessed.Value.NextNotice),
                rollout,
                arm,
                assessed.Value);
    }

    // What is recorded, and only that: a repetition was counted the first time.
    private static void Count(DecisionAnswer answer, Made made)
    {
        var (record, decision) = (answer.Record, answer.Decision);
        var revision = made.Rollout.Of(made.Arm);
        if (revision.Meters is not { } meters)
        {
            return;
        }

        meters.Decided(record.Call, made.Arm, record.Outcome, record.Step);
        if (record.Outcome == Outcome.Indeterminate)
        {
            meters.Faulted();
        }

        foreach (var reason in decision.Reasons)
        {
            meters.RuleApplied(revision.GroupOf(reason.Rule), reason.Rule);
        }

        foreach (var fact in decision.MissingFacts)
        {
            meters.FactMissing(fact);
        }
    }

    /// <summary>What this round decided, and by what.</summary>
    private sealed record Made(Draft Draft, Rollout Rollout, Arm Arm, Assessment Assessment);
}
