using System.Collections.Concurrent;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Workshop;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Our own port, played by a test: it remembers what it was asked and answers what the test says.</summary>
internal sealed class RecordingDesk : IPolicyDesk
{
    private readonly ConcurrentQueue<object> _asked = [];

    internal object[] Asked => [.. _asked];

    internal object OnlyAsked => _asked.Single();

    /// <summary>Said instead of every answer.</summary>
    internal Refusal? Refusal { get; set; }

    /// <summary>Happens before every answer.</summary>
    internal Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>What a back-test does before it answers.</summary>
    internal Func<Func<BackTestProgress, Task>, CancellationToken, Task> Testing { get; set; } = (_, _) => Task.CompletedTask;

    public Task<Result<RevisionsAnswer>> ListRevisionsAsync(RevisionsQuery query, CancellationToken cancellationToken) =>
        AnsweredAsync(query, new RevisionsAnswer([SomePolicy.Revision], 17), cancellationToken);

    public Task<Result<RevisionDetails>> GetRevisionAsync(RevisionQuery query, CancellationToken cancellationToken) => AnsweredAsync(query, SomePolicy.Details, cancellationToken);

    public Task<Result<KeptReport>> ValidateAsync(ValidateCommand command, CancellationToken cancellationToken) => AnsweredAsync(command, SomePolicy.Report, cancellationToken);

    public Task<Result<PublishedAnswer>> PublishAsync(PublishCommand command, CancellationToken cancellationToken) =>
        AnsweredAsync(command, new PublishedAnswer(SomePolicy.Revision, SomePolicy.Report), cancellationToken);

    public Task<Result<InvariantsAnswer>> PublishInvariantsAsync(PublishInvariantsCommand command, CancellationToken cancellationToken) =>
        AnsweredAsync(command, SomePolicy.Invariants, cancellationToken);

    public Task<Result<RevisionAnswer>> ApproveAsync(ApproveCommand command, CancellationToken cancellationToken) =>
        AnsweredAsync(command, SomePolicy.Revision, cancellationToken);

    public Task<Result<RevisionAnswer>> RetireAsync(RetireCommand command, CancellationToken cancellationToken) => AnsweredAsync(command, SomePolicy.Revision, cancellationToken);

    public Task<Result<RolloutsAnswer>> ListRolloutsAsync(RolloutsQuery query, CancellationToken cancellationToken) => AnsweredAsync(query, SomePolicy.Rollouts, cancellationToken);

    public Task<Result<RolloutsAnswer>> SetRolloutAsync(SetRolloutCommand command, CancellationToken cancellationToken) =>
        AnsweredAsync(command, SomePolicy.Rollouts, cancellationToken);

    public Task<Result<RolloutsAnswer>> RollBackAsync(RollBackCommand command, CancellationToken cancellationToken) => AnsweredAsync(command, SomePolicy.Rollouts, cancellationToken);

    public Task<Result<ComparisonAnswer>> CompareAsync(CompareCommand command, CancellationToken cancellationToken) =>
        AnsweredAsync(command, SomePolicy.Comparison, cancellationToken);

    public async Task<Result<BackTestAnswer>> BackTestAsync(BackTestCommand command, Func<BackTestProgress, Task> tell, CancellationToken cancellationToken)
    {
        var answer = await AnsweredAsync(command, SomePolicy.BackTest, cancellationToken);
        await Testing(tell, cancellationToken);
        return answer;
    }

    public Task<Result<DisagreementsAnswer>> GetDisagreementsAsync(DisagreementsQuery query, CancellationToken cancellationToken) =>
        AnsweredAsync(query, new DisagreementsAnswer(12, [new ShadowCells("2026.3", [SomePolicy.Cell])]), cancellationToken);

    private async Task<Result<T>> AnsweredAsync<T>(object command, T answer, CancellationToken cancellationToken)
        where T : class
    {
        _asked.Enqueue(command);
        await Before(cancellationToken);
        return Refusal is { } refusal ? refusal : answer;
    }
}
