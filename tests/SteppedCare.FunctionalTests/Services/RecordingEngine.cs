using System.Collections.Concurrent;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Our own port, played by a test: it remembers what it was asked and answers what the test says.</summary>
internal sealed class RecordingEngine : IDecisionEngine
{
    private readonly ConcurrentQueue<object> _asked = [];

    internal object[] Asked => [.. _asked];

    internal object OnlyAsked => _asked.Single();

    /// <summary>The bytes that the last reply was kept as.</summary>
    internal byte[]? Encoded { get; private set; }

    /// <summary>Said instead of every answer.</summary>
    internal Refusal? Refusal { get; set; }

    /// <summary>Sent instead of a fresh answer: what an earlier attempt got.</summary>
    internal byte[]? Kept { get; set; }

    /// <summary>Happens before every answer.</summary>
    internal Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Happens before the answer to each, after that.</summary>
    internal Func<object, CancellationToken, Task> BeforeEach { get; set; } = (_, _) => Task.CompletedTask;

    internal DecisionAnswer Decision { get; set; } = Some.Decision();

    internal EpisodeAnswer Episode { get; set; } = Some.Episode();

    internal AssessmentAnswer Assessment { get; set; } = Some.Assessment();

    internal RecordAnswer Record { get; set; } = new(4, Some.Instant.AddDays(14));

    internal TaskActAnswer TaskAct { get; set; } = new(Some.Task(TaskKind.SameDay), 5);

    public Task<Result<Reply<DecisionAnswer>>> DecideAsync(
        DecideCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken) => RecordedAsync(command, Decision with { Key = command.Key }, encode, cancellationToken);

    public Task<Result<Reply<RecordAnswer>>> RecordAsync(RecordCommand command, Func<RecordAnswer, byte[]> encode, CancellationToken cancellationToken) =>
        RecordedAsync(command, Record, encode, cancellationToken);

    public Task<Result<AssessmentAnswer>> EvaluateAsync(EvaluateCommand command, CancellationToken cancellationToken) =>
        AnsweredAsync(command, Assessment, cancellationToken);

    public Task<Result<EpisodeAnswer>> GetEpisodeAsync(EpisodeKey key, CancellationToken cancellationToken) => AnsweredAsync(key, Episode, cancellationToken);

    public Task<Result<DecisionAnswer>> GetDecisionAsync(EpisodeKey key, int decisionVersion, CancellationToken cancellationToken) =>
        AnsweredAsync((key, decisionVersion), Decision, cancellationToken);

    public Task<Result<Reply<DecisionAnswer>>> ConfirmAsync(
        ConfirmCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken) => RecordedAsync(command, Decision, encode, cancellationToken);

    public Task<Result<Reply<TaskActAnswer>>> ActOnTaskAsync(
        TaskCommand command, Func<TaskActAnswer, byte[]> encode, CancellationToken cancellationToken) => RecordedAsync(command, TaskAct, encode, cancellationToken);

    private async Task<Result<T>> AnsweredAsync<T>(object command, T answer, CancellationToken cancellationToken)
        where T : class
    {
        _asked.Enqueue(command);
        await Before(cancellationToken);
        await BeforeEach(command, cancellationToken);
        return Refusal is { } refusal ? refusal : answer;
    }

    private async Task<Result<Reply<T>>> RecordedAsync<T>(object command, T answer, Func<T, byte[]> encode, CancellationToken cancellationToken)
        where T : class
    {
        _asked.Enqueue(command);
        await Before(cancellationToken);
        await BeforeEach(command, cancellationToken);
        if (Refusal is { } refusal)
        {
            return refusal;
        }

        if (Kept is { } kept)
        {
            return new Reply<T>(null, kept, IsRepetition: true);
        }

        Encoded = encode(answer);
        return new Reply<T>(answer, default, IsRepetition: false);
    }
}
