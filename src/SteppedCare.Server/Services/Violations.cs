using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Services;

/// <summary>
/// Everything found wrong in one request, and the place in it that is being read. Paths are put together only when something is wrong, so that a good
/// request pays nothing for them.
/// </summary>
internal sealed class Violations
{
    /// <summary>Reading stops here; somebody who sends more has to mend these first.</summary>
    internal const int Most = 2_000;

    private readonly List<(string Field, int Index)> _path = [];
    private ImmutableArray<FieldViolation>.Builder? _found;

    internal bool Full => _found is { Count: >= Most };

    internal bool Any => _found is not null;

    /// <summary>Reads within a field, or within one element of it, until disposed.</summary>
    internal Within In(string field, int index = -1)
    {
        _path.Add((field, index));
        return new Within(_path);
    }

    /// <summary>Reads within one element of the field being read, until disposed.</summary>
    internal Within At(int index)
    {
        var (field, before) = _path[^1];
        _path[^1] = (field, index);
        return new Within(_path, before);
    }

    /// <summary>A field is wrong.</summary>
    /// <param name="field">Its name below the place being read.</param>
    /// <param name="description">What it must be; never the value it has.</param>
    internal void Add(string field, string description)
    {
        if (!Full)
        {
            using var within = In(field);
            AddHere(description);
        }
    }

    /// <summary>The place being read is wrong itself.</summary>
    internal void AddHere(string description)
    {
        if (!Full)
        {
            (_found ??= ImmutableArray.CreateBuilder<FieldViolation>()).Add(new FieldViolation(Path(), description));
        }
    }

    /// <summary>The command, or the refusal that names every field.</summary>
    internal Result<T> Accept<T>(T command)
        where T : class => _found is null ? command : ToRefusal(_found.ToImmutable());

    /// <summary>The refusal of a request that is not there to be read.</summary>
    internal Refusal Refuse() => ToRefusal(_found?.ToImmutable() ?? throw new InvalidOperationException("Nothing is wrong."));

    private static Refusal ToRefusal(ImmutableArray<FieldViolation> found) => new(
        RefusalKind.Invalid,
        WireReasons.InvalidFields,
        found.Length == 1
            ? "One field is invalid; the details name it."
            : string.Create(CultureInfo.InvariantCulture, $"{found.Length} fields are invalid; the details name them."),
        found);

    private string Path()
    {
        var path = new StringBuilder();
        foreach (var (field, index) in _path)
        {
            path.Append(path.Length == 0 ? "" : ".").Append(field);
            if (index >= 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
        }

        return path.ToString();
    }

    /// <summary>The way back out of a field.</summary>
    internal readonly ref struct Within(List<(string Field, int Index)> path, int? indexBefore = null)
    {
        public void Dispose()
        {
            if (indexBefore is { } index)
            {
                path[^1] = (path[^1].Field, index);
            }
            else
            {
                path.RemoveAt(path.Count - 1);
            }
        }
    }
}
