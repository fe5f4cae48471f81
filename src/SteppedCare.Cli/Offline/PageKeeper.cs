using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>Keeps generated pages as they are generated, or says which are not.</summary>
/// <param name="onlyCheck">Write nothing.</param>
/// <param name="command">What writes them.</param>
/// <param name="source">What they are made from.</param>
internal sealed class PageKeeper(bool onlyCheck, string command, string source)
{
    private readonly List<(string Page, string State, bool IsOutdated)> _pages = [];

    internal Answer Answer => new(
        _pages.Any(page => page.IsOutdated) ? ExitCodes.PagesOutdated : ExitCodes.Ok,
        [.. _pages.Where(page => !page.IsOutdated).Select(page => new Line($"{page.Page}: {page.State}", Tone.Good))],
        new { Pages = _pages.Select(page => new { page.Page, Outdated = page.IsOutdated, page.State }).ToImmutableArray() },
        [.. _pages.Where(page => page.IsOutdated).Select(page => $"{page.Page} {page.State}")]);

    /// <param name="page">As people are told.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="text">What it is to be.</param>
    internal void Keep(string page, string path, string text)
    {
        var isCurrent = Read(path) == text;
        if (!isCurrent && onlyCheck)
        {
            _pages.Add((page, $"is not what {source} generates. Run: {command}", true));
            return;
        }

        if (!isCurrent)
        {
            File.WriteAllText(path, text);
        }

        _pages.Add((page, isCurrent ? $"as {source} says" : "written", false));
    }

    // Line ends may be the checkout's own.
    internal static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;
}
