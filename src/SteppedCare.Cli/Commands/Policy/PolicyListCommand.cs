using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>policy list</c>: the revisions that were published.</summary>
internal static class PolicyListCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var policy = new Argument<string?>("policy") { Description = "Only of this policy.", DefaultValueFactory = _ => null };
        var retired = flags.Switch("--retired", "Retired ones as well.");
        var most = Flags.Number("--most", "At most so many, the newest.", otherwise: 100, least: 1);
        var command = new Command("list", "The revisions that were published, newest first. Example: stepped-care policy list talking-therapies") { policy, retired, most };
        command.AnswersFromService(desk, asPerson: false, async (parsed, service, _) =>
        {
            var revisions = new List<V1.PolicyRevision>();
            var request = new V1.ListRevisionsRequest { Policy = parsed.GetValue(policy) ?? "", ShowRetired = parsed.GetValue(retired), PageSize = parsed.GetValue(most) };
            do
            {
                var page = await service.Policies.ListRevisionsAsync(request, service.Usual);
                revisions.AddRange(page.Revisions);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && revisions.Count < parsed.GetValue(most));

            var shown = revisions.Take(parsed.GetValue(most)).ToList();
            return new Answer(ExitCodes.Ok, [shown.Count > 0 ? RevisionView.Of(shown) : new Line("Nothing was published.")], new { Revisions = shown });
        });
        return command;
    }
}
