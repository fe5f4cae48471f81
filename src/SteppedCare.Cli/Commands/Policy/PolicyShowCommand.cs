using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy show</c>: one revision; or what answers a service, what did before, and where its shadows disagree.</summary>
internal static class PolicyShowCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var policy = new Argument<string?>("policy") { Description = "The policy.", DefaultValueFactory = _ => null };
        var version = new Argument<string?>("version") { Description = "Its version.", DefaultValueFactory = _ => null };
        var service = flags.Text("--service", "In place of a revision: this service's rollouts, and what its shadows say.");
        var most = Flags.Number("--most", "At most so many rollouts, the latest.", otherwise: 10, least: 1);
        var files = flags.Switch("--files", "The revision's script and cases as well.");
        var command = new Command(
            "show", "A revision with its gates, or a service with its rollouts. Examples: stepped-care policy show talking-therapies 2026.1; stepped-care policy show --service demo")
        {
            policy, version, service, most, files,
        };
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, _) => (parsed.GetValue(service), parsed.GetValue(policy), parsed.GetValue(version)) switch
        {
            (_, { } named, { } label) => await RevisionAsync(connection, new PolicyLabel(named, label), parsed.GetValue(files)),
            ({ } chosen, null, null) => await ServiceAsync(connection, chosen, parsed.GetValue(most)),
            _ => throw new FailedException(Failure.OfArguments("Name a policy and a version, or --service.")),
        });
        return command;
    }

    private static async Task<Answer> RevisionAsync(ServiceConnection service, PolicyLabel label, bool files)
    {
        var reply = await service.Policies.GetRevisionAsync(new V1.GetRevisionRequest { Policy = label.Policy, Version = label.Version }, service.Usual);
        ImmutableArray<Block> listings = files ? [new Listing(reply.Files.Script), new Listing(reply.Files.Cases)] : [];
        return new Answer(ExitCodes.Ok, [.. RevisionView.Of(reply), .. listings], reply);
    }

    private static async Task<Answer> ServiceAsync(ServiceConnection connection, string service, int most)
    {
        var rollouts = await connection.Policies.ListRolloutsAsync(new V1.ListRolloutsRequest { Service = service, PageSize = most }, connection.Usual);
        var present = rollouts.Rollouts.FirstOrDefault();
        var disagreements = present is { ShadowVersions.Count: > 0 }
            ? await connection.Policies.GetDisagreementsAsync(new V1.GetDisagreementsRequest { Service = service, Epoch = present.Epoch }, connection.Usual)
            : new V1.GetDisagreementsResponse();
        return new Answer(
            ExitCodes.Ok,
            [RolloutView.Of(rollouts.Rollouts), .. disagreements.Shadows.SelectMany(Blocks)],
            new { rollouts.Rollouts, Disagreements = disagreements });
    }

    private static IEnumerable<Block> Blocks(V1.ShadowMatrix matrix)
    {
        var (all, same) = (matrix.Cells.Sum(cell => cell.Decisions),
            matrix.Cells.Where(cell => (cell.OutcomeBefore, cell.StepBefore) == (cell.OutcomeAfter, cell.StepAfter)).Sum(cell => cell.Decisions));
        yield return new Line(string.Create(CultureInfo.InvariantCulture, $"shadow {matrix.ShadowVersion}: disagrees on {all - same} of {all} decisions"), Tone.Strong);
        if (all > 0)
        {
            yield return ChangeView.Matrix(matrix.Cells, "answered", "the shadow");
        }
    }
}
