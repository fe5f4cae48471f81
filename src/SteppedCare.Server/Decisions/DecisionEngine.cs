using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>The calls of the service, each carried out by the class named for it.</summary>
internal sealed class DecisionEngine(Deciding deciding, Recording recording, Confirming confirming, TaskActs tasks, EpisodeReading reading) : IDecisionEngine
{
    public Task<Result<Reply<DecisionAnswer>>> DecideAsync(DecideCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken) =>
        deciding.DecideAsync(command, encode, cancellationToken);

    public Task<Result<Reply<RecordAnswer>>> RecordAsync(RecordCommand command, Func<RecordAnswer, byte[]> encode, CancellationToken cancellationToken) =>
        recording.RecordAsync(command, encode, cancellationToken);

    public Task<Result<AssessmentAnswer>> EvaluateAsync(EvaluateCommand command, CancellationToken cancellationToken) =>
        reading.EvaluateAsync(command, cancellationToken);

    public Task<Result<EpisodeAnswer>> GetEpisodeAsync(EpisodeKey key, CancellationToken cancellationToken) => reading.GetEpisodeAsync(key, cancellationToken);

    public Task<Result<DecisionAnswer>> GetDecisionAsync(EpisodeKey key, int decisionVersion, CancellationToken cancellationToken) =>
        reading.GetDecisionAsync(key, decisionVersion, cancellationToken);

    public Task<Result<Reply<DecisionAnswer>>> ConfirmAsync(ConfirmCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken) =>
        confirming.ConfirmAsync(command, encode, cancellationToken);

    public Task<Result<Reply<TaskActAnswer>>> ActOnTaskAsync(TaskCommand command, Func<TaskActAnswer, byte[]> encode, CancellationToken cancellationToken) =>
        tasks.ActAsync(command, encode, cancellationToken);
}
