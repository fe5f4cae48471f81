namespace SteppedCare.Cli;

/// <summary>Text that a command writes into a file of the caller's, whole or not at all.</summary>
internal static class SavedText
{
    /// <summary>In place of a file: standard output, where then nothing else is written.</summary>
    internal const string StandardOutput = "-";

    /// <exception cref="FailedException">It cannot be written there.</exception>
    internal static async Task WriteAsync(string path, string text, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync(path + ".part", text, cancellation);
            File.Move(path + ".part", path, overwrite: true);
        }
        catch (Exception fault) when (IsOfThePlace(fault))
        {
            throw CannotBeWritten(path);
        }
    }

    internal static FailedException CannotBeWritten(string path) => new(Failure.OfArguments($"{path} cannot be written."));

    internal static bool IsOfThePlace(Exception fault) => fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
