namespace SteppedCare.Server.Trajectories;

/// <summary>A change waiting for its group. Its caller hears nothing before the whole group is durable.</summary>
internal abstract class SqliteWrite
{
    public abstract void Apply(SqliteEditor editor, long now);

    public abstract void Complete();

    public abstract void Fail(StoreUnavailableException cause);
}

/// <inheritdoc/>
internal sealed class SqliteWrite<T>(Func<SqliteEditor, long, T> change) : SqliteWrite
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _outcome = default!;

    public Task<T> Result => _result.Task;

    public override void Apply(SqliteEditor editor, long now) => _outcome = change(editor, now);

    public override void Complete() => _result.SetResult(_outcome);

    public override void Fail(StoreUnavailableException cause) => _result.SetException(cause);
}
