namespace SteppedCare.Cli;

/// <summary>A list that a service tells page by page.</summary>
internal static class ListedPages
{
    /// <param name="most">How many are wanted.</param>
    /// <param name="ask">Asks for the page of a token; empty for the first.</param>
    /// <param name="itemsOf">What a page holds.</param>
    /// <param name="nextOf">The token of the page after it; empty after the last.</param>
    /// <returns>The first page, and of all pages as many as are wanted.</returns>
    internal static async Task<(TPage First, List<TItem> Items)> ReadAsync<TPage, TItem>(
        int most, Func<string, Task<TPage>> ask, Func<TPage, IEnumerable<TItem>> itemsOf, Func<TPage, string> nextOf)
    {
        var first = await ask("");
        var items = itemsOf(first).ToList();
        for (var next = nextOf(first); next.Length > 0 && items.Count < most;)
        {
            var page = await ask(next);
            items.AddRange(itemsOf(page));
            next = nextOf(page);
        }

        return (first, [.. items.Take(most)]);
    }
}
