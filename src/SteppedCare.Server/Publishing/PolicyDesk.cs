using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Workshop;

namespace SteppedCare.Server.Publishing;

/// <summary>Hands each question to whoever answers it.</summary>
internal sealed class PolicyDesk(
    IPolicyRegistry registry,
    RevisionShelf shelf,
    RevisionPublishing publishing,
    InvariantsPublishing invariants,
    RevisionActs acts,
    RolloutHistory history,
    RolloutChanges rollouts,
    IPolicyWorkshop workshop,
    BackTesting backTesting,
    Disagreements disagreements) : IPolicyDesk
{
    public Task<Result<RevisionsAnswer>> ListRevisionsAsync(RevisionsQuery query, CancellationToken cancellationToken) => shelf.ListAsync(query, cancellationToken);

    public Task<Result<RevisionDetails>> GetRevisionAsync(RevisionQuery query, CancellationToken cancellationToken) => shelf.GetAsync(query, cancellationToken);

    public Task<Result<KeptReport>> ValidateAsync(ValidateCommand command, CancellationToken cancellationToken) => publishing.ValidateAsync(command, cancellationToken);

    public Task<Result<PublishedAnswer>> PublishAsync(PublishCommand command, CancellationToken cancellationToken) => publishing.PublishAsync(command, cancellationToken);

    public Task<Result<InvariantsAnswer>> PublishInvariantsAsync(PublishInvariantsCommand command, CancellationToken cancellationToken) =>
        invariants.PublishAsync(command, cancellationToken);

    public Task<Result<RevisionAnswer>> ApproveAsync(ApproveCommand command, CancellationToken cancellationToken) => acts.ApproveAsync(command, cancellationToken);

    public Task<Result<RevisionAnswer>> RetireAsync(RetireCommand command, CancellationToken cancellationToken) => acts.RetireAsync(command, cancellationToken);

    public Task<Result<RolloutsAnswer>> ListRolloutsAsync(RolloutsQuery query, CancellationToken cancellationToken) => history.ListAsync(query, cancellationToken);

    public async Task<Result<RolloutsAnswer>> SetRolloutAsync(SetRolloutCommand command, CancellationToken cancellationToken) =>
        Changed(await rollouts.SetAsync(command, cancellationToken));

    public async Task<Result<RolloutsAnswer>> RollBackAsync(RollBackCommand command, CancellationToken cancellationToken) =>
        Changed(await rollouts.RollBackAsync(command, cancellationToken));

    public async Task<Result<ComparisonAnswer>> CompareAsync(CompareCommand command, CancellationToken cancellationToken)
    {
        var before = await shelf.ChooseAsync(new RevisionChoice(command.Before.Policy, command.Before.Version, null), cancellationToken);
        if (before.Value is not { } old)
        {
            return before.Refusal!;
        }

        var after = await shelf.ChooseAsync(command.After, cancellationToken);
        return after.Value is { } changed ? await workshop.CompareAsync(old, changed, cancellationToken) : after.Refusal!;
    }

    public Task<Result<BackTestAnswer>> BackTestAsync(BackTestCommand command, Func<BackTestProgress, Task> tell, CancellationToken cancellationToken) =>
        backTesting.RunAsync(command, tell, cancellationToken);

    public async Task<Result<DisagreementsAnswer>> GetDisagreementsAsync(DisagreementsQuery query, CancellationToken cancellationToken)
    {
        if (await disagreements.ReadAsync(query.Service, query.Epoch ?? 0, cancellationToken) is not { } found)
        {
            return registry.State.RolloutOf(query.Service) is null ? Refusals.UnknownService : PublishingRefusals.RolloutUnknown;
        }

        return new DisagreementsAnswer(found.Epoch, [.. found.Shadows.Select(shadow => new ShadowCells(shadow.Shadow.Version, [.. shadow.Cells.Select(Cell)]))]);
    }

    private Result<RolloutsAnswer> Changed(Result<ChangedRollouts> changed) => changed.Value is { } done
        ? new RolloutsAnswer([.. done.Rollouts.Select(rollout => Answer(done, rollout))], null)
        : changed.Refusal!;

    private RolloutAnswer Answer(ChangedRollouts done, RolloutRecord rollout)
    {
        var answer = RolloutHistory.Answer(done.State, rollout, registry.StoreNow);
        return answer.Stage == RolloutStage.Moving ? answer with { WaitingParts = done.Waiting[rollout.Service] } : answer;
    }

    private static AnswerCell Cell(DisagreementCell cell) => new()
    {
        Call = cell.Answers.Call,
        OutcomeBefore = cell.Answers.Outcome,
        StepBefore = cell.Answers.Step,
        OutcomeAfter = cell.Answers.ShadowOutcome,
        StepAfter = cell.Answers.ShadowStep,
        Decisions = cell.Decisions,

        // Counted across replicas without names.
        Episodes = 0,
        IsLower = cell.Answers.IsLower,
        Samples = cell.Samples,
    };
}
