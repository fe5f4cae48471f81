using Spectre.Console;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>Where commands put what they have to say: the one place that knows whether a person, a file or a program reads it.</summary>
internal sealed class Desk(Surroundings surroundings)
{
    // https://no-color.org: set to anything, it is heeded.
    private const string NoColour = "NO_COLOR";

    internal TimeProvider Time => surroundings.Time;

    /// <summary>Scripts that were compiled before; null where none are kept.</summary>
    internal ArtefactCache? CompiledScripts => surroundings.CompiledScripts is { } folder ? KeptScripts.In(folder) : null;

    internal TextReader Input => surroundings.Input;

    /// <summary>A variable of the environment; null when it is not set or empty.</summary>
    internal string? Variable(string name) => surroundings.Variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Tells an answer and gives its exit code.</summary>
    internal int Tell(Answer answer, bool json)
    {
        if (json)
        {
            surroundings.Output.Write(answer.Json is null ? "" : AnswerJson.Of(answer.Json));
        }
        else
        {
            Show(answer.Blocks);
        }

        Complain(answer.Complaints.IsDefault ? [] : answer.Complaints);
        return answer.ExitCode;
    }

    /// <summary>One of several answers of a command that goes on: for programs one line of JSON each.</summary>
    internal void TellOneOfMany(Answer answer, bool json)
    {
        if (json)
        {
            surroundings.Output.Write(answer.Json is null ? "" : AnswerJson.LineOf(answer.Json));
        }
        else
        {
            Show(answer.Blocks);
        }

        surroundings.Output.Flush();
    }

    /// <summary>What a person has before them when they are asked. Programs read standard output, so that there it goes beside.</summary>
    internal void ShowBefore(IEnumerable<Block> blocks, bool json)
    {
        if (json)
        {
            Write(new PlainWriter(surroundings.Errors), blocks);
        }
        else
        {
            Show(blocks);
        }
    }

    /// <summary>Shows blocks to people at once, before a command ends.</summary>
    internal void Show(IEnumerable<Block> blocks) => Write(Writer(), blocks);

    /// <summary>Writes for a program, as it stands.</summary>
    internal void Write(string text) => surroundings.Output.Write(text);

    private static void Write(IBlockWriter writer, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            writer.Write(block);
        }
    }

    internal int Tell(Failure failure, bool json)
    {
        if (json)
        {
            surroundings.Output.Write(AnswerJson.Of(new { Error = failure.Json }));
        }

        Complain(failure.Lines);
        return failure.ExitCode;
    }

    private void Complain(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            surroundings.Errors.Write(line + "\n");
        }
    }

    /// <summary>Asks before something is done. Where there is nobody to ask nothing is done.</summary>
    /// <exception cref="FailedException">There is nobody to ask, or the answer was no.</exception>
    internal void Confirm(string question, bool yes)
    {
        if (yes)
        {
            return;
        }

        if (!surroundings.CanAsk)
        {
            throw new FailedException(new Failure(ExitCodes.NotConfirmed, "NOT_CONFIRMED", [$"{question} Nobody is here to ask: say --yes. Nothing was changed."]));
        }

        surroundings.Errors.Write($"{question} [y/N] ");
        if (surroundings.Input.ReadLine()?.Trim().ToUpperInvariant() is not ("Y" or "YES"))
        {
            throw new FailedException(new Failure(ExitCodes.NotConfirmed, "NOT_CONFIRMED", ["Nothing was changed."]));
        }
    }

    /// <summary>True when there is a person who may be asked.</summary>
    internal bool CanAsk => surroundings.CanAsk;

    /// <summary>Does something long: a bar on a terminal, silence elsewhere.</summary>
    internal async Task<T> ProgressAsync<T>(string title, bool json, Func<IProgress<Progressed>, Task<T>> work)
    {
        if (json || !surroundings.ShowsToPerson)
        {
            return await work(new Bar(null));
        }

        var result = default(T)!;
        await Terminal().Progress().AutoClear(true).StartAsync(async context => result = await work(new Bar(context.AddTask(title, maxValue: 1))));
        return result;
    }

    private IBlockWriter Writer() => surroundings.ShowsToPerson ? new TerminalWriter(Terminal()) : new PlainWriter(surroundings.Output);

    private IAnsiConsole Terminal() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(surroundings.Output),
        ColorSystem = Variable(NoColour) is null ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
    });

    private sealed class Bar(ProgressTask? task) : IProgress<Progressed>
    {
        public void Report(Progressed value)
        {
            if (task is not null)
            {
                task.Description = value.Text ?? task.Description;
                task.IsIndeterminate = value.Share is null;
                task.Value = value.Share ?? task.Value;
            }
        }
    }
}
