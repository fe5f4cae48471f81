using SteppedCare.Server.Decisions;
using SteppedCare.Server.Workshop;

namespace SteppedCare.Server.Publishing;

/// <summary>Everything that service leads and clinical-safety officers ask: what is published, whether something may be, and what answers whom.</summary>
internal interface IPolicyDesk
{
    Task<Result<RevisionsAnswer>> ListRevisionsAsync(RevisionsQuery query, CancellationToken cancellationToken);

    Task<Result<RevisionDetails>> GetRevisionAsync(RevisionQuery query, CancellationToken cancellationToken);

    /// <summary>Asks the gates. Writes nothing.</summary>
    Task<Result<KeptReport>> ValidateAsync(ValidateCommand command, CancellationToken cancellationToken);

    Task<Result<PublishedAnswer>> PublishAsync(PublishCommand command, CancellationToken cancellationToken);

    Task<Result<InvariantsAnswer>> PublishInvariantsAsync(PublishInvariantsCommand command, CancellationToken cancellationToken);

    Task<Result<RevisionAnswer>> ApproveAsync(ApproveCommand command, CancellationToken cancellationToken);

    Task<Result<RevisionAnswer>> RetireAsync(RetireCommand command, CancellationToken cancellationToken);

    Task<Result<RolloutsAnswer>> ListRolloutsAsync(RolloutsQuery query, CancellationToken cancellationToken);

    Task<Result<RolloutsAnswer>> SetRolloutAsync(SetRolloutCommand command, CancellationToken cancellationToken);

    Task<Result<RolloutsAnswer>> RollBackAsync(RollBackCommand command, CancellationToken cancellationToken);

    Task<Result<ComparisonAnswer>> CompareAsync(CompareCommand command, CancellationToken cancellationToken);

    /// <summary>Judges recorded decisions again.</summary>
    /// <param name="command">By what, and whose.</param>
    /// <param name="tell">Told now and then how far it is; nothing more is read until it was told.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    Task<Result<BackTestAnswer>> BackTestAsync(BackTestCommand command, Func<BackTestProgress, Task> tell, CancellationToken cancellationToken);

    Task<Result<DisagreementsAnswer>> GetDisagreementsAsync(DisagreementsQuery query, CancellationToken cancellationToken);
}
