using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Telemetry;

/// <summary>Counts and times what is asked of a store, and tells at once when it is gone.</summary>
/// <param name="meters">Where it is counted.</param>
/// <param name="time">The clock.</param>
/// <param name="gone">Called for each question that the store could not answer.</param>
internal sealed class StoreMeter(StoreMeters meters, TimeProvider time, Action gone)
{
    public async Task<T> AskAsync<T1, T2, T>(
        StoreOperation operation, Func<T1, T2, CancellationToken, Task<T>> ask, T1 first, T2 second, CancellationToken cancellationToken)
    {
        meters.Asked(operation);
        var asked = time.GetTimestamp();
        try
        {
            var answer = await ask(first, second, cancellationToken);
            meters.Answered(operation, time.GetElapsedTime(asked));
            return answer;
        }
        catch (Exception fault)
        {
            meters.Failed(operation, KindOf(fault));
            if (fault is StoreUnavailableException)
            {
                gone();
            }

            throw;
        }
    }

    public Task<T> AskAsync<T>(StoreOperation operation, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken) =>
        AskAsync(operation, static (question, _, token) => question(token), ask, 0, cancellationToken);

    public Task AskAsync(StoreOperation operation, Func<CancellationToken, Task> ask, CancellationToken cancellationToken) =>
        AskAsync(
            operation,
            static async (question, _, token) =>
            {
                await question(token);
                return true;
            },
            ask,
            0,
            cancellationToken);

    private static StoreErrorKind KindOf(Exception fault) => fault switch
    {
        CommitFateUnknownException => StoreErrorKind.FateUnknown,
        StoreUnavailableException => StoreErrorKind.Unavailable,
        OperationCanceledException => StoreErrorKind.OutOfTime,
        _ => StoreErrorKind.Broken,
    };
}
