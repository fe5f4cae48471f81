using System.Text;
using System.Threading.Channels;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Workshop;

/// <summary>
/// The hidden command of the server's own binary: takes tasks from its input one after the other and writes what came of each. The input is watched all the
/// while, so that a server which is gone, however it went, leaves nobody behind who still works for it.
/// </summary>
internal static class WorkshopCommand
{
    internal const string Word = "workshop";

    internal static async Task<int> RunAsync()
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();

        // Nothing but frames may get there.
        Console.SetOut(TextWriter.Null);
        var tasks = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        _ = Task.Run(() => WorkAsync(tasks.Reader, output));
        try
        {
            while (await WorkshopFrames.ReadAsync(input, CancellationToken.None) is { Kind: WorkshopFrameKind.Task } frame)
            {
                tasks.Writer.TryWrite(frame.Message);
            }
        }
        catch (IOException)
        {
            return ExitCodes.BadArguments;
        }

        // Whatever is being worked on ends with the process.
        return ExitCodes.Fine;
    }

    private static async Task WorkAsync(ChannelReader<ReadOnlyMemory<byte>> tasks, Stream output)
    {
        try
        {
            await foreach (var task in tasks.ReadAllAsync())
            {
                await WorkshopFrames.WriteAsync(output, Answer(task), CancellationToken.None);
            }
        }
        catch (Exception fault)
        {
            // Out of memory even for saying so, or nobody reads. Whoever waits for the answer hears that the process ended.
            Environment.FailFast(fault.GetType().FullName);
        }
    }

    private static WorkshopFrame Answer(ReadOnlyMemory<byte> task)
    {
        try
        {
            return new WorkshopFrame(WorkshopFrameKind.Outcome, WorkshopMessages.ToBytes(WorkshopBench.Do(WorkshopMessages.Read<WorkshopTask>(task.Span))));
        }
        catch (Exception fault)
        {
            // Its kind and place, without its text: that may repeat the files.
            return new WorkshopFrame(WorkshopFrameKind.Fault, Encoding.UTF8.GetBytes($"{fault.GetType().FullName} at{fault.StackTrace}"));
        }
    }
}
