using System.Text;
using System.Text.Json;

namespace SteppedCare.Cli;

/// <summary>
/// An export's file. Until it is whole it is <c>FILE.part</c>, with <c>FILE.place</c> beside it, which says how much of it holds and from where to go on: whatever
/// kills the program, <c>FILE</c> is whole or not there, and whoever resumes gets every record once. The place is written after the lines have reached the disk.
/// </summary>
internal sealed class ExportFile : IExportTarget
{
    private static readonly TimeSpan s_betweenPlaces = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly FileStream _part;
    private readonly TimeProvider _time;
    private readonly string _begun;
    private Place _place;
    private long _placed;

    private ExportFile(string path, FileStream part, Place place, TimeProvider time)
    {
        (_path, _part, _place, _time, _begun) = (path, part, place, time, place.Token);
        _placed = time.GetTimestamp();
    }

    public string Token => _place.Token;

    public long Records => _place.Records;

    public bool IsWhole => false;

    public string ToGoOn => "the same command with --resume";

    private string PartPath => _path + ".part";

    private string PlacePath => _path + ".place";

    /// <param name="path">What it is to be when it is whole.</param>
    /// <param name="question">What is asked, and in which form: another question is another file.</param>
    /// <param name="token">Where a new one begins.</param>
    /// <param name="header">What a new one begins with.</param>
    /// <param name="resume">Go on where an earlier attempt was cut, if there was one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FailedException">It cannot be written, or what is there is of another export.</exception>
    internal static IExportTarget Open(string path, string question, string token, string header, bool resume, TimeProvider time)
    {
        try
        {
            var (partPath, placePath) = (path + ".part", path + ".place");
            if (!resume && File.Exists(placePath) && File.Exists(partPath))
            {
                throw new FailedException(Failure.OfArguments($"{partPath} is of an export that was cut: go on with --resume, or delete it to begin anew."));
            }

            var kept = resume && File.Exists(placePath) ? Read(path) : null;
            if (kept is not null && kept.Question != question)
            {
                throw new FailedException(Failure.OfArguments($"{partPath} is of another export: say the same service, days, kinds and form as then, or delete {placePath} to begin anew."));
            }

            if (kept is { Complete: true } && !File.Exists(partPath) && File.Exists(path))
            {
                File.Delete(placePath);
                return new WholeExport(kept.Token, kept.Records);
            }

            if (kept is not null && !(File.Exists(partPath) && new FileInfo(partPath).Length >= kept.Length))
            {
                throw new FailedException(Failure.OfArguments($"{partPath} is shorter than {placePath} tells: delete {placePath} to begin anew."));
            }

            var part = new FileStream(partPath, kept is null ? FileMode.Create : FileMode.Open, FileAccess.Write, FileShare.Read);
            var file = new ExportFile(path, part, kept is null ? new Place(question, token, 0, 0, Complete: false) : kept with { Complete = false }, time);

            // What came after the place will come again.
            part.SetLength(file._place.Length);
            part.Position = file._place.Length;
            if (kept is null)
            {
                file.Append(header, 0, token);
                file.Keep();
            }

            return file;
        }
        catch (Exception fault) when (SavedText.IsOfThePlace(fault))
        {
            throw SavedText.CannotBeWritten(path);
        }
    }

    public void Append(string lines, int records, string token)
    {
        try
        {
            _part.Write(Encoding.UTF8.GetBytes(lines));
            _place = _place with { Token = token, Length = _part.Position, Records = _place.Records + records };
            if (_time.GetElapsedTime(_placed) >= s_betweenPlaces)
            {
                Keep();
            }
        }
        catch (Exception fault) when (SavedText.IsOfThePlace(fault))
        {
            throw SavedText.CannotBeWritten(_path);
        }
    }

    public void Complete()
    {
        try
        {
            // Whoever is killed between the next two finds the file whole all the same.
            _place = _place with { Complete = true };
            Keep();
            _part.Dispose();
            File.Move(PartPath, _path, overwrite: true);
            File.Delete(PlacePath);
        }
        catch (Exception fault) when (SavedText.IsOfThePlace(fault))
        {
            throw SavedText.CannotBeWritten(_path);
        }
    }

    // Also where a call fails or somebody stops it: then nothing comes again. Where it had not begun, as in a misspelt service, nothing is left to go on with.
    public void Dispose()
    {
        if (!_part.CanWrite)
        {
            return;
        }

        try
        {
            if (_place.Token == _begun && _place.Records == 0)
            {
                _part.Dispose();
                File.Delete(PlacePath);
                File.Delete(PartPath);
                return;
            }

            Keep();
            _part.Dispose();
        }
        catch (IOException)
        {
            // The place before stands.
        }
    }

    private void Keep()
    {
        _part.Flush(flushToDisk: true);
        File.WriteAllText(PlacePath + ".new", JsonSerializer.Serialize(_place));
        File.Move(PlacePath + ".new", PlacePath, overwrite: true);
        _placed = _time.GetTimestamp();
    }

    private static Place Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Place>(File.ReadAllText(path + ".place")) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new FailedException(Failure.OfArguments($"{path}.place cannot be read: delete it to begin anew."));
        }
    }

    /// <param name="Question">What was asked.</param>
    /// <param name="Token">Where to go on.</param>
    /// <param name="Length">How many bytes of the part hold.</param>
    /// <param name="Records">How many records those are.</param>
    /// <param name="Complete">They are all; what is left is to give the file its name.</param>
    private sealed record Place(string Question, string Token, long Length, long Records, bool Complete);
}
