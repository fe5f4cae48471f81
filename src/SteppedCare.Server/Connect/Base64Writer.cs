using System.Buffers.Text;
using System.IO.Pipelines;

namespace SteppedCare.Server.Connect;

/// <summary>Writes base64, each flush a piece of its own that ends with its padding, as gRPC-Web's text has it.</summary>
internal sealed class Base64Writer(PipeWriter body) : PipeWriter, IDisposable
{
    private PooledBytes _piece = new(1024);

    public override void Advance(int bytes) => _piece.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _piece.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _piece.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_piece.Length > 0)
        {
            Base64.EncodeToUtf8(_piece.Span, body.GetSpan(Base64.GetMaxEncodedToUtf8Length(_piece.Length)), out _, out var written);
            body.Advance(written);
            _piece.Dispose();
            _piece = new PooledBytes(1024);
        }

        return body.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => body.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
    }

    public void Dispose() => _piece.Dispose();
}
