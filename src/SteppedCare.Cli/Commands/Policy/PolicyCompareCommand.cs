using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy compare</c>: whom the change from one revision to another concerns, among all people that can be.</summary>
internal static class PolicyCompareCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var before = new Argument<string>("before") { Description = "The folder of a revision; or, with --policy, a published version." };
        var after = new Argument<string>("after") { Description = "The folder of another; or, with --policy, a published version." };
        var policy = flags.Text("--policy", "Compare two published versions of this policy, by the service.");
        var command = new Command(
            "compare", "Whom a change concerns, less care first. Example: stepped-care policy compare policies/talking-therapies/2026.1 policies/talking-therapies/2026.2") { before, after, policy };
        var options = new ServiceOptions(desk);
        options.AddTo(command, asPerson: false);
        command.Answers(desk, async (parsed, cancellation) =>
        {
            var (first, second) = (parsed.GetRequiredValue(before), parsed.GetRequiredValue(after));
            if (parsed.GetValue(policy) is { } name && !Directory.Exists(first))
            {
                return await options.AskAsync(parsed, service => PublishedAsync(service, name, first, second), cancellation);
            }

            var (old, next) = (PolicyFolder.One(first), PolicyFolder.One(second));
            if (old.Source.Digest == next.Source.Digest)
            {
                return ComparisonView.OfOne(Named(old.Label), Named(next.Label), old.Source.Digest);
            }

            var comparison = await Task.Run(() => RevisionComparison.Of(old, next, desk.CompiledScripts, cancellation), cancellation);
            return ComparisonView.Of(Named(old.Label), Named(next.Label), comparison.Regions.Select(ShownRegion.Of), comparison.Complete, comparison.Unfinished);
        });
        return command;
    }

    private static async Task<Answer> PublishedAsync(ServiceConnection service, string policy, string before, string after)
    {
        var reply = await service.Policies.CompareRevisionsAsync(
            new V1.CompareRevisionsRequest { Policy = policy, VersionBefore = before, VersionAfter = after }, service.Long);
        return ComparisonView.Of($"{policy} {before}", $"{policy} {after}", reply.Regions.Select(ShownRegion.Of), reply.Complete);
    }

    private static string Named(PolicyLabel label) => $"{label.Policy} {label.Version}";
}
