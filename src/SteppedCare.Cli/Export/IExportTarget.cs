namespace SteppedCare.Cli;

/// <summary>Where the lines of an export go.</summary>
internal interface IExportTarget : IDisposable
{
    /// <summary>Where it goes on; empty at the beginning.</summary>
    string Token { get; }

    /// <summary>How many records there are.</summary>
    long Records { get; }

    /// <summary>Takes whole lines, and the token that stands after them.</summary>
    void Append(string lines, int records, string token);

    /// <summary>There is no more.</summary>
    void Complete();
}

/// <summary>To standard output, for the next program.</summary>
internal sealed class ExportToOutput(Desk desk, string token, string header) : IExportTarget
{
    private bool _isBegun;

    public string Token { get; private set; } = token;

    public long Records { get; private set; }

    public void Append(string lines, int records, string token)
    {
        desk.Write(_isBegun ? lines : header + lines);
        _isBegun = true;
        Records += records;
        Token = token;
    }

    public void Complete()
    {
        // All of it is written.
    }

    public void Dispose()
    {
        // The process's own.
    }
}
