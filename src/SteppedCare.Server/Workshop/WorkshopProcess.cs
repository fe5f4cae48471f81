using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SteppedCare.Server.Workshop;

/// <summary>One process beside the server, and its pipes. It does one task at a time, and whoever loses patience with it ends it.</summary>
internal sealed class WorkshopProcess : IDisposable
{
    private const int MostComplaint = 4096;

    private readonly Process _process;
    private readonly StringBuilder _complaint = new();
    private int _isEnded;

    private WorkshopProcess(Process process) => _process = process;

    /// <summary>How many tasks it has done.</summary>
    internal int Done { get; private set; }

    /// <summary>When it was last put aside.</summary>
    internal long AsideSince { get; set; }

    /// <summary>It leaves the processors to whoever answers people.</summary>
    internal bool GivesWay { get; private set; }

    internal int Id => _process.Id;

    /// <exception cref="Win32Exception">It cannot be started.</exception>
    internal static WorkshopProcess Start(WorkshopOptions options)
    {
        var process = Process.Start(WorkshopProgram.Start(options)) ?? throw new Win32Exception("No process was started.");
        var started = new WorkshopProcess(process);
        process.ErrorDataReceived += (_, line) => started.Complain(line.Data);
        process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Asks it to do a task. Whoever has no more patience ends it.</summary>
    /// <exception cref="IOException">It ended, or said something that is no answer.</exception>
    internal async Task<WorkshopFrame> AskAsync(ReadOnlyMemory<byte> task, CancellationToken cancellationToken)
    {
        // Reading from a pipe cannot be called off everywhere; its end can be brought about.
        await using var ending = cancellationToken.Register(Kill);
        try
        {
            await WorkshopFrames.WriteAsync(_process.StandardInput.BaseStream, new WorkshopFrame(WorkshopFrameKind.Task, task), CancellationToken.None);
            var answer = await WorkshopFrames.ReadAsync(_process.StandardOutput.BaseStream, CancellationToken.None) ?? throw new EndOfStreamException();
            Done++;
            return answer;
        }
        catch (IOException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>What it wrote to its error stream, once it has ended: kinds of faults and places in this program.</summary>
    internal async Task<string> ComplaintAsync()
    {
        Kill();
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // Disposed of meanwhile: the server stops.
        }

        lock (_complaint)
        {
            return _complaint.ToString();
        }
    }

    /// <summary>Ends it at once. May be called more than once, and while it is asked something.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            Kill();
            _process.Dispose();
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    /// <summary>For tasks that nobody is answered by: people wait for decisions, nobody for a gate. There is no way back.</summary>
    internal void GiveWay()
    {
        if (GivesWay)
        {
            return;
        }

        GivesWay = true;
        try
        {
            _process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or NotSupportedException)
        {
            // It has ended already, or may not be told.
        }
    }

    private void Complain(string? line)
    {
        lock (_complaint)
        {
            if (line is not null && _complaint.Length + line.Length < MostComplaint)
            {
                _complaint.Append(line).Append('\n');
            }
        }
    }
}
