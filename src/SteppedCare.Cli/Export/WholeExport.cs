namespace SteppedCare.Cli;

/// <summary>An export whose file was whole already when a program was killed before it could say so.</summary>
internal sealed class WholeExport(string token, long records) : IExportTarget
{
    public string Token => token;

    public long Records => records;

    public bool IsWhole => true;

    public string ToGoOn => $"--token {token}";

    public void Append(string lines, int records, string token) => throw new InvalidOperationException("The file is whole.");

    public void Complete()
    {
        // It is.
    }

    public void Dispose()
    {
        // Nothing is open.
    }
}
