using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using SteppedCare.Client;

namespace SteppedCare.Cli;

/// <summary><c>watch</c>: what happens to an episode, or to a service's rollouts, while somebody looks on.</summary>
internal static class WatchCommand
{
    private const string NotYet = "EPISODE_UNKNOWN";

    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var service = flags.Text("--service", "The service of care. Required.");
        var episode = flags.Text("--episode", "Follow this episode; without it the service's rollouts are followed.");
        var every = Flags.Number("--every", "Seconds between two looks.", otherwise: 1, least: 1);
        var most = Flags.Number("--for", "End after so many seconds; 0: until Ctrl-C.", otherwise: 0, least: 0);
        var command = new Command("watch", "Follow an episode, or a service's rollouts. Example: stepped-care watch --service demo --episode c5b1f0e2") { service, episode, every, most };
        command.AnswersFromService(desk, asPerson: false, async (parsed, connection, cancellation) =>
        {
            var name = parsed.RequiredText(service);
            var follower = parsed.GetValue(episode) is { } pseudonym ? Episode(connection, name, pseudonym) : Rollouts(connection, name);
            using var pace = new PeriodicTimer(TimeSpan.FromSeconds(parsed.GetValue(every)), desk.Time);
            var end = parsed.GetValue(most) is var seconds && seconds > 0 ? desk.Time.GetUtcNow().AddSeconds(seconds) : DateTimeOffset.MaxValue;
            do
            {
                Tell(desk, parsed, await follower());
            }
            while (desk.Time.GetUtcNow() < end && await pace.WaitForNextTickAsync(cancellation));

            return new Answer(ExitCodes.Ok, [], null);
        });
        return command;
    }

    // One JSON object a line of news, so that a program reads them as they come.
    private static void Tell(Desk desk, ParseResult parsed, (IReadOnlyList<Block> Blocks, IReadOnlyList<object> News) seen)
    {
        if (!parsed.WantsJson())
        {
            desk.Show(seen.Blocks);
            return;
        }

        foreach (var news in seen.News)
        {
            desk.TellOneOfMany(new Answer(ExitCodes.Ok, [], news), json: true);
        }
    }

    private static Func<Task<(IReadOnlyList<Block>, IReadOnlyList<object>)>> Rollouts(ServiceConnection connection, string service)
    {
        var told = "";
        return async () =>
        {
            var present = await SeenRollouts.PresentAsync(connection, service);
            var now = present is null
                ? "no rollout"
                : string.Create(CultureInfo.InvariantCulture, $"epoch {present.Epoch}: {RolloutView.PlanOf(present)}, {ContractWords.Of(present.State)}, by {present.ChangedBy}: {present.Reason}");
            var isNews = now != told;
            told = now;
            return isNews ? ([new Line($"{service} {now}", Tone.Strong)], present is null ? [] : [present]) : ([], []);
        };
    }

    private static Func<Task<(IReadOnlyList<Block>, IReadOnlyList<object>)>> Episode(ServiceConnection connection, string service, string pseudonym)
    {
        var before = new V1.Episode { TrajectoryVersion = -1 };
        return async () =>
        {
            V1.Episode now;
            try
            {
                now = (await connection.Decisions.GetEpisodeAsync(new V1.GetEpisodeRequest { Service = service, Episode = pseudonym }, connection.Usual)).Episode;
            }
            catch (RpcException failure) when (SteppedCareError.Of(failure).Reason == NotYet)
            {
                // It may be opened while we look.
                return ([], []);
            }

            if (now.TrajectoryVersion == before.TrajectoryVersion)
            {
                return ([], []);
            }

            var blocks = new List<Block> { EpisodeView.Head(now) };
            AddIfAny(blocks, now.Events.Skip(before.Events.Count), EpisodeView.Events);
            AddIfAny(blocks, now.Decisions.Skip(before.Decisions.Count), EpisodeView.Decisions);
            AddIfAny(blocks, now.Tasks.Except(before.Tasks), EpisodeView.Tasks);
            before = now;
            return (blocks, [now]);
        };
    }

    private static void AddIfAny<T>(List<Block> blocks, IEnumerable<T> news, Func<IEnumerable<T>, Block> show)
    {
        if (news.ToList() is { Count: > 0 } some)
        {
            blocks.Add(show(some));
        }
    }
}
