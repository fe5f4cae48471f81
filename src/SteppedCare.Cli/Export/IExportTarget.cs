namespace SteppedCare.Cli;

/// <summary>Where the lines of an export go.</summary>
internal interface IExportTarget : IDisposable
{
    /// <summary>Where it goes on; empty at the beginning.</summary>
    string Token { get; }

    /// <summary>How many records there are.</summary>
    long Records { get; }

    /// <summary>There is nothing to take any more: an earlier attempt had it all.</summary>
    bool IsWhole { get; }

    /// <summary>What to say to go on where it is cut now.</summary>
    string ToGoOn { get; }

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

    public bool IsWhole => false;

    public string ToGoOn => $"--token {Token}";

    /// <exception cref="FailedException">Nobody takes it: the disk is full, or the next program is gone.</exception>
    public void Append(string lines, int records, string token)
    {
        try
        {
            desk.Write(_isBegun ? lines : header + lines);
        }
        catch (IOException)
        {
            var failure = SavedText.CannotBeWritten("Standard output").Failure;
            throw new FailedException(Token.Length == 0 ? failure : failure with { Lines = [.. failure.Lines, $"What was written before holds. To go on: {ToGoOn}"] });
        }

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
