using System.IO.Pipelines;

namespace SteppedCare.Server.Connect;

/// <summary>Keeps what is written until somebody reads it.</summary>
internal sealed class CapturingWriter(PooledBytes captured, Func<CancellationToken, ValueTask<FlushResult>>? flush = null) : PipeWriter
{
    public override void Advance(int bytes) => captured.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => captured.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => captured.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        flush?.Invoke(cancellationToken) ?? ValueTask.FromResult(new FlushResult(false, false));

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
