using SteppedCare.Server.Rollouts;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Loads revisions as the server does, except that some do not end until the test says so.</summary>
internal sealed class HeldLoads(IRevisionLoader loader, string held) : IRevisionLoader
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<RevisionLoad> LoadAsync(RevisionName name, CancellationToken cancellationToken)
    {
        if (name.Version == held)
        {
            await _released.Task;
        }

        return await loader.LoadAsync(name, cancellationToken);
    }

    public Task<RevisionLoad> LoadToExplainAsync(RevisionName name, CancellationToken cancellationToken) => loader.LoadToExplainAsync(name, cancellationToken);

    internal void Release() => _released.TrySetResult();
}
