using System.Collections.Immutable;
using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy document</c>: the decision tables and the picture of every revision, made from its rules and kept in its folder.</summary>
internal static class PolicyDocumentCommand
{
    internal static Command Create(Desk desk)
    {
        var folder = PolicyArguments.Folder();
        var check = new Flags(desk).Switch("--check", $"Write nothing; end with {ExitCodes.PagesOutdated} where a page is not what its revision generates.");
        var command = new Command(
            "document", "Write the decision tables of every policy into its README.md, and its pathway.svg. Example: stepped-care policy document policies") { folder, check };
        command.Answers(desk, parsed =>
        {
            var target = PolicyFolder.Find(parsed.GetRequiredValue(folder));
            var keeper = new PageKeeper(parsed.GetValue(check), $"stepped-care policy document {parsed.GetRequiredValue(folder)}", "the revision");
            foreach (var label in target.Labels)
            {
                Keep(keeper, target, label);
            }

            return keeper.Answer;
        });
        return command;
    }

    private static void Keep(PageKeeper keeper, PolicyFolder target, PolicyLabel label)
    {
        var place = $"{label.Policy}/{label.Version}";
        var result = PolicyCompiler.Compile(label, target.Library.SourceOf(label));
        if (result.Revision is not { } revision)
        {
            ImmutableArray<string> refusals = [.. result.Refusals.Select(refusal => $"{place}/{PolicyLibrary.ScriptName}{refusal}")];
            throw new FailedException(new Failure(ExitCodes.DoesNotCompile, "DOES_NOT_COMPILE", refusals));
        }

        var page = RevisionPage.Of(revision);
        revision.Retire();
        string PathOf(string name) => Path.Combine(target.Root, label.Policy, label.Version, name);
        var readme = PageKeeper.Read(PathOf(RevisionPage.ReadmeName)) is { } text ? page.Into(text) : page.NewReadme(label);
        if (readme is null)
        {
            throw new FailedException(new Failure(ExitCodes.PagesOutdated, "NO_PLACE_FOR_TABLES",
            [
                $"{place}/{RevisionPage.ReadmeName} does not say where the tables belong. Put these two lines there, once:", RevisionPage.Begin, RevisionPage.End,
            ]));
        }

        keeper.Keep($"{place}/{RevisionPage.ReadmeName}", PathOf(RevisionPage.ReadmeName), readme);
        keeper.Keep($"{place}/{RevisionPage.PictureName}", PathOf(RevisionPage.PictureName), page.Picture);
    }
}
