using System.CommandLine;
using System.Text.RegularExpressions;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy new</c>: a folder to begin from that passes every gate, or a copy of a revision to go on from.</summary>
internal static partial class PolicyNewCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var policy = PolicyArguments.Policy();
        var version = PolicyArguments.Version();
        var folder = flags.Text("--folder", "The folder of policies; else policies.");
        var from = flags.Text("--from", "The folder of the revision to copy; without it a small policy is written.");
        var command = new Command("new", "Begin a revision. Example: stepped-care policy new talking-therapies 2026.2 --from policies/talking-therapies/2026.1") { policy, version, folder, from };
        command.Answers(desk, parsed => Write(
            new PolicyLabel(Named(parsed.GetRequiredValue(policy), "policy"), Named(parsed.GetRequiredValue(version), "version")),
            parsed.GetValue(folder) ?? "policies",
            parsed.GetValue(from)));
        return command;
    }

    private static Answer Write(PolicyLabel label, string folder, string? from)
    {
        var place = Path.Combine(folder, label.Policy, label.Version);
        if (Directory.Exists(place))
        {
            throw new FailedException(Failure.OfArguments($"{place} is there already. A revision is never written over: choose another version."));
        }

        var source = from is null ? NewPolicy.Bundle(label) : PolicyFolder.One(from);
        Directory.CreateDirectory(place);
        var written = new List<string>();
        void Keep(string path, string text)
        {
            if (text.Length > 0 && !File.Exists(path))
            {
                File.WriteAllText(path, text);
                written.Add(path);
            }
        }

        Keep(Path.Combine(place, PolicyLibrary.ScriptName), source.Script);
        Keep(Path.Combine(place, PolicyLibrary.CasesName), source.Cases);
        Keep(Path.Combine(place, RevisionPage.ReadmeName), source.Readme);
        Keep(Path.Combine(folder, label.Policy, PolicyLibrary.InvariantsName), source.Invariants);
        return new Answer(
            ExitCodes.Ok,
            [.. written.Select(path => new Line($"{path}: written", Tone.Good)), new Line($"Now: stepped-care policy check {place}")],
            new { label.Policy, label.Version, Written = written });
    }

    private static string Named(string text, string what) => Name().IsMatch(text)
        ? text
        : throw new FailedException(Failure.OfArguments($"A {what} is called by 1 to 64 of letters, digits, dot, underscore, hyphen, a letter or digit first."));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Name();
}
