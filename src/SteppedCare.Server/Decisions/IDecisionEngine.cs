using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Load, decide, commit, answer: the life of a decision.</summary>
internal interface IDecisionEngine
{
    Task<Result<Reply<DecisionAnswer>>> DecideAsync(DecideCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken);

    Task<Result<Reply<RecordAnswer>>> RecordAsync(RecordCommand command, Func<RecordAnswer, byte[]> encode, CancellationToken cancellationToken);

    Task<Result<AssessmentAnswer>> EvaluateAsync(EvaluateCommand command, CancellationToken cancellationToken);

    Task<Result<EpisodeAnswer>> GetEpisodeAsync(EpisodeKey key, CancellationToken cancellationToken);

    Task<Result<DecisionAnswer>> GetDecisionAsync(EpisodeKey key, int decisionVersion, CancellationToken cancellationToken);

    Task<Result<Reply<DecisionAnswer>>> ConfirmAsync(ConfirmCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken);

    Task<Result<Reply<TaskActAnswer>>> ActOnTaskAsync(TaskCommand command, Func<TaskActAnswer, byte[]> encode, CancellationToken cancellationToken);
}
