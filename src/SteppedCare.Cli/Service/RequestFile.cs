using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SteppedCare.Cli;

/// <summary>A request that somebody wrote, from a file or standard input.</summary>
internal static class RequestFile
{
    internal const string StandardInput = "-";

    /// <exception cref="FailedException">It cannot be read; every place at fault is named.</exception>
    internal static async Task<IMessage> ReadAsync(Desk desk, string file, MessageDescriptor type, CancellationToken cancellation)
    {
        var text = file == StandardInput ? await desk.Input.ReadToEndAsync(cancellation) : await TextOfAsync(file, cancellation);
        var (request, faults) = RequestText.Read(text, type);
        return request ?? throw new FailedException(Failure.OfArguments([.. faults]));
    }

    private static async Task<string> TextOfAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FailedException(Failure.OfArguments("The file of the request is not there or cannot be read."));
        }
    }
}
