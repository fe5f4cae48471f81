using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>episode</c>: everything recorded about an episode.</summary>
internal static class EpisodeCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var episode = new Argument<string>("episode") { Description = "The episode's pseudonym." };
        var service = flags.Text("--service", "The service of care. Required.");
        var command = new Command("episode", "Everything recorded about an episode. Example: stepped-care episode c5b1f0e2 --service demo") { episode, service };
        command.AnswersFromService(desk, asPerson: false, async (parsed, connection, _) =>
        {
            var reply = await connection.Decisions.GetEpisodeAsync(
                new V1.GetEpisodeRequest { Service = parsed.RequiredText(service), Episode = parsed.GetRequiredValue(episode) }, connection.Usual);
            return new Answer(ExitCodes.Ok, [.. EpisodeView.Of(reply.Episode)], reply);
        });
        return command;
    }
}
