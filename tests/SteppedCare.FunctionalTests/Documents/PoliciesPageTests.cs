using System.Text.RegularExpressions;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>The author's guide, typed and edited from top to bottom as its reader would.</summary>
public sealed class PoliciesPageTests
{
    private const string Page = "docs/policies.md";
    private const string Script = "policies/mine/1.0/policy.csx";
    private const string Cases = "policies/mine/1.0/cases.yaml";

    // What asks a service is typed by LeadStoryTests.
    private static readonly Fence[] s_fences = [.. Fence.Of(Page).TakeWhile(fence => !fence.Text.Contains("policy backtest", StringComparison.Ordinal))];

    [Fact]
    public async Task Who_follows_the_guide_sees_what_it_shows()
    {
        using var author = new Keyboard();
        var fences = new Queue<Fence>(s_fences);

        await TypeAsync(author, fences, 0);
        author.Edit(Script, "Triage(\"start-low\")", Next(fences, "csharp") + "\nTriage(\"start-low\")");
        author.Write(Cases, author.Read(Cases) + "\n" + Next(fences, "yaml"));

        // What the page says of watches is tried and left out again: the story goes on without them.
        var watches = Next(fences, "csharp") + "\n";
        author.Edit(Script, "Triage(\"start-low\")", watches + "Triage(\"start-low\")");
        Assert.Equal(0, (await author.TypeAsync("stepped-care policy check policies/mine")).ExitCode);
        author.Edit(Script, watches, "");

        await TypeAsync(author, fences, 0);

        author.Edit(Script, "p.Phq9 < 5)", "p.Phq < 5)");
        AssertShown(Next(fences, "text"), await author.TypeAsync("stepped-care policy check policies/mine"), 3);
        author.Edit(Script, "p.Phq < 5)", "p.Phq9 < 5)");

        await TypeAsync(author, fences, 0);
        await TypeAsync(author, fences, 0);

        author.Edit(Script, "MoreSevere = 16", "MoreSevere = 21");
        AssertShown(Next(fences, "text"), await author.TypeAsync("stepped-care policy prove policies/mine"), 5);
        author.Edit(Script, "MoreSevere = 21", "MoreSevere = 16");

        await TypeAsync(author, fences, 0);

        var played = await author.TypeAsync(Next(fences, "bash"));
        Assert.True(played.ExitCode == 0, played.Output + played.Errors);
        Assert.StartsWith("<!doctype html>", author.Read("year.html"), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(fences);
    }

    private static async Task TypeAsync(Keyboard author, Queue<Fence> fences, int exitCode)
    {
        var commands = fences.Peek() with { Text = Next(fences, "bash") };
        Shell? run = null;
        foreach (var command in commands.Commands())
        {
            run = await author.TypeAsync(command);
            Assert.True(run.ExitCode == exitCode, $"{command}\n{run.Output}{run.Errors}");
        }

        AssertShown(Next(fences, "text"), run!, exitCode);
    }

    private static string Next(Queue<Fence> fences, string language)
    {
        var fence = fences.Dequeue();
        Assert.Equal(language, fence.Language);
        return fence.Text;
    }

    // What is shown stands in the answer, whole lines in their order; the page leaves lines out, and "..." for what changes with each revision.
    private static void AssertShown(string shown, Shell run, int exitCode)
    {
        Assert.True(run.ExitCode == exitCode, run.Output + run.Errors);
        var rest = new Queue<string>(run.Output.Split('\n', StringSplitOptions.TrimEntries));
        foreach (var line in shown.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pattern = new Regex($"^{string.Join(".*", line.Split("...").Select(Regex.Escape))}$", RegexOptions.CultureInvariant);
            var isFound = false;
            while (!isFound && rest.TryDequeue(out var said))
            {
                isFound = pattern.IsMatch(said);
            }

            Assert.True(isFound, $"'{line}' is not in what comes:\n{run.Output}");
        }
    }
}
