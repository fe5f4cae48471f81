using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy document</c>: the decision tables and the picture of every revision, made from its rules and kept in its folder.</summary>
internal static class PolicyDocumentCommand
{
    internal static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The folder of policies: <policy>/<version>/policy.csx." };
        var check = new Option<bool>("--check") { Description = $"Write nothing; end with {ExitCodes.PagesOutdated} where a page is not what its revision generates." };
        var command = new Command(
            "document", "Write the decision tables of every policy into its README.md, and its pathway.svg. Example: stepped-care policy document policies") { folder, check };
        command.SetAction(parsed =>
        {
            var target = parsed.GetRequiredValue(folder);
            var library = new PolicyLibrary(target.FullName, cacheFolder: null);
            var labels = library.Labels();
            if (labels.Count == 0)
            {
                Console.Error.WriteLine(target.Exists ? $"No <policy>/<version>/policy.csx in {target.FullName}." : $"There is no folder {target.FullName}.");
                return ExitCodes.BadArguments;
            }

            var pages = new Pages(library, target.FullName, parsed.GetValue(check));
            return labels.Select(pages.Keep).Where(code => code != ExitCodes.Ok).DefaultIfEmpty(ExitCodes.Ok).Min();
        });
        return command;
    }

    private sealed record Pages(PolicyLibrary Library, string Folder, bool OnlyCheck)
    {
        internal int Keep(PolicyLabel label)
        {
            var result = PolicyCompiler.Compile(label, Library.SourceOf(label));
            if (result.Revision is not { } revision)
            {
                foreach (var refusal in result.Refusals)
                {
                    Console.Error.WriteLine($"{label.Policy}/{label.Version}/{PolicyLibrary.ScriptName}{refusal}");
                }

                return ExitCodes.DoesNotCompile;
            }

            var page = RevisionPage.Of(revision);
            revision.Retire();
            var readme = Read(label, RevisionPage.ReadmeName) is { } text ? page.Into(text) : page.NewReadme(label);
            if (readme is null)
            {
                Console.Error.WriteLine(
                    $"{label.Policy}/{label.Version}/{RevisionPage.ReadmeName} does not say where the tables belong. Put these two lines there, once:\n{RevisionPage.Begin}\n{RevisionPage.End}");
                return ExitCodes.PagesOutdated;
            }

            return Math.Max(Keep(label, RevisionPage.ReadmeName, readme), Keep(label, RevisionPage.PictureName, page.Picture));
        }

        private int Keep(PolicyLabel label, string name, string text)
        {
            var file = $"{label.Policy}/{label.Version}/{name}";
            var isCurrent = Read(label, name) == text;
            if (isCurrent || !OnlyCheck)
            {
                if (!isCurrent)
                {
                    File.WriteAllText(PathOf(label, name), text);
                }

                Console.Out.WriteLine($"{file}: {(isCurrent ? "as the revision says" : "written")}");
                return ExitCodes.Ok;
            }

            Console.Error.WriteLine($"{file} is not what the revision generates. Run: stepped-care policy document {Folder}");
            return ExitCodes.PagesOutdated;
        }

        // Line ends may be the checkout's own.
        private string? Read(PolicyLabel label, string name) => PathOf(label, name) is var path && File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;

        private string PathOf(PolicyLabel label, string name) => Path.Combine(Folder, label.Policy, label.Version, name);
    }
}
