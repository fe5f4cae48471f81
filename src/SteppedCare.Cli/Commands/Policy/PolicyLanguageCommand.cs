using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy language</c>: everything a script may say, made from what Core says of itself.</summary>
internal static class PolicyLanguageCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var page = flags.Text("--page", "The page to keep; without it the reference is printed.");
        var check = flags.Switch("--check", $"Write nothing; end with {ExitCodes.PagesOutdated} when the page is not what the language generates.");
        var command = new Command("language", "Print the reference of the policy language as Markdown, or keep it as a page. Example: stepped-care policy language --page docs/policy-language.md") { page, check };
        command.Answers(desk, parsed =>
        {
            var text = LanguagePage.Text();
            if (parsed.GetValue(page) is not { } path)
            {
                return new Answer(ExitCodes.Ok, [new Listing(text)], new { Markdown = text });
            }

            var keeper = new PageKeeper(parsed.GetValue(check), $"stepped-care policy language --page {path}", "the language");
            keeper.Keep(path, path, text);
            return keeper.Answer;
        });
        return command;
    }
}
