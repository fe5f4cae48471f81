using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Rollouts;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>Whatever becomes of connections and servers: nothing is missed, nothing is told twice, and silence is never taken for peace.</summary>
[Collection(nameof(OwnServers))]
public sealed class UnbrokenWatchTests(OwnServers servers)
{
    private const string SameDay = "same-day";

    [Theory, OnBothStores]
    public async Task Nothing_is_missed_and_nothing_told_twice_while_connections_break_anywhere_and_the_server_is_started_again(string store)
    {
        await using var own = await OwnStore.StartAsync(store);
        var server = await own.ServeAsync();
        try
        {
            var chance = new Random(11);
            var port = server.Address.Port;
            await using var frayed = new FrayedConnections(() => Volatile.Read(ref port), () => chance.Next(300, 4_000));
            frayed.Begin();
            using var done = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            var token = (await server.Leads.ListWorklistAsync(new() { Service = Course.Service }, Lead.Identity)).WatchToken;
            var tasks = new ConcurrentQueue<string>();
            var decisions = new ConcurrentQueue<string>();
            var watching = Task.WhenAll(
                WatchAsync(frayed, token, tasks, (client, at) => client.WatchWorklist(new() { Service = Course.Service, ResumeToken = at }, Lead.Identity, cancellationToken: done.Token),
                    message => (message.ResumeToken, message.Changes.Select(change => $"{change.Item.Task.Name} {change.Item.TrajectoryVersion} {change.Change}")), done.Token),
                WatchAsync(frayed, token, decisions, (client, at) => client.WatchDecisions(new() { Service = Course.Service, ResumeToken = at }, Lead.Identity, cancellationToken: done.Token),
                    message => (message.ResumeToken, message.Changes.Select(change => $"{change.Decision.Summary.Name} {change.Change}")), done.Token));

            var expectedTasks = new ConcurrentBag<string>();
            var expectedDecisions = new ConcurrentBag<string>();
            for (var half = 0; half < 2; half++)
            {
                await Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
                {
                    for (var number = 0; number < 6; number++)
                    {
                        var course = new Course(server, $"life-{half}-{worker}-{number}");
                        var decision = (await course.TriageAsync(A.MildWithRisk)).Clinician.Name;
                        await course.AcknowledgeAsync(SameDay);
                        await course.AcceptAsync(decision);
                        await course.CloseAsync(SameDay, 3);
                        expectedTasks.Add($"{course.TaskName(SameDay)} 1 Raised");
                        expectedTasks.Add($"{course.TaskName(SameDay)} 2 Acknowledged");
                        expectedTasks.Add($"{course.TaskName(SameDay)} 4 Closed");
                        expectedDecisions.Add($"{decision} Recorded");
                        expectedDecisions.Add($"{decision} Confirmed");
                    }
                }));
                if (half == 0)
                {
                    await server.DisposeAsync();
                    server = await own.ServeAsync();
                    Volatile.Write(ref port, server.Address.Port);
                }
            }

            await Until.ItHoldsAsync(
                () => tasks.Count >= expectedTasks.Count && decisions.Count >= expectedDecisions.Count,
                () => $"{tasks.Count} of {expectedTasks.Count} changes of tasks and {decisions.Count} of {expectedDecisions.Count} of decisions were told.");
            await done.CancelAsync();
            await watching;

            Assert.Equal(expectedTasks.Order(StringComparer.Ordinal), tasks.Order(StringComparer.Ordinal));
            Assert.Equal(expectedDecisions.Order(StringComparer.Ordinal), decisions.Order(StringComparer.Ordinal));
            Assert.All(tasks.GroupBy(told => told.Split(' ')[0]), life => Assert.Equal(["1", "2", "4"], life.Select(told => told.Split(' ')[1])));
            Assert.InRange(frayed.Cuts, 3, int.MaxValue);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Theory, OnBothStores]
    public async Task A_token_from_before_what_is_kept_is_refused_with_a_reason(string store)
    {
        var own = servers.StoreOf(store);
        var server = servers.On(store);
        var course = new Course(server, "kept");
        await course.TriageAsync(A.MildWithRisk);
        var list = await server.Leads.ListWorklistAsync(new() { Service = Course.Service, PageSize = 1 }, Lead.Identity);
        var decisions = new Wire.ListDecisionsRequest { Service = Course.Service, PageSize = 1 };
        decisions.PageToken = (await server.Leads.ListDecisionsAsync(decisions, Lead.Identity)).NextPageToken;
        var exported = (await server.ExportAsync(new()))[^1].ResumeToken;
        await course.AcknowledgeAsync(SameDay);
        await own.TrimAsync(server, EpisodeTag.Of(course.Key));

        using var watch = server.Leads.WatchWorklist(new() { Service = Course.Service, ResumeToken = list.WatchToken }, Lead.Identity);
        var past = await AssembledServer.FailureOf(server.Leads.ListDecisionsAsync(decisions, Lead.Identity).ResponseAsync);
        var before = await AssembledServer.FailureOf(server.Leads.ListDecisionsAsync(new() { Service = Course.Service, From = AssembledServer.Monday.Stamp() }, Lead.Identity).ResponseAsync);

        using var export = server.Leads.Export(new() { Service = Course.Service, ResumeToken = exported }, Lead.Identity);
        using var early = server.Leads.Export(new() { Service = Course.Service, FromDay = "2026-11-09" }, Lead.Identity);

        var end = await watch.EndOfAsync();
        Assert.Equal((StatusCode.OutOfRange, "POSITION_EXPIRED", "resume_token"), (end.Code, end.Reason, Assert.Single(end.Fields)));
        foreach (var (stream, field) in new[] { (export, "resume_token"), (early, "from_day") })
        {
            var gone = await stream.EndOfAsync();
            Assert.Equal((StatusCode.OutOfRange, "POSITION_EXPIRED", field), (gone.Code, gone.Reason, Assert.Single(gone.Fields)));
        }

        Assert.Equal((StatusCode.OutOfRange, "POSITION_EXPIRED", "page_token"), (past.Code, past.Reason, Assert.Single(past.Fields)));
        Assert.Equal((StatusCode.OutOfRange, "POSITION_EXPIRED", "from"), (before.Code, before.Reason, Assert.Single(before.Fields)));
        Assert.DoesNotContain(await server.DecidedAsync(new Wire.ListDecisionsRequest { PageSize = 500 }), decision => decision.Summary.Name.StartsWith(course.Name, StringComparison.Ordinal));
        await server.DecidedAsync(new Wire.ListDecisionsRequest { From = AssembledServer.Monday.AddMilliseconds(1).Stamp() });

        // From now on it goes on as ever.
        using var anew = server.Leads.WatchWorklist(new() { Service = Course.Service }, Lead.Identity);
        await anew.NextAsync();
        await course.CloseAsync(SameDay, 2);
        Assert.Equal(Wire.TaskChange.Closed, Assert.Single(await anew.NextOfAsync(course)).Change);
    }

    [Fact]
    public async Task Many_who_watch_a_service_share_one_reader_and_hear_of_quiet_that_it_is_quiet()
    {
        var (server, log) = (servers.On(BothServers.Embedded), servers.Reads);
        var watches = Enumerable.Range(0, 30).Select(_ => server.Leads.WatchWorklist(new() { Service = Course.Service }, Lead.Identity)).ToArray();
        await Task.WhenAll(watches.Select(watch => watch.NextAsync()));
        var (reads, began) = (log.Reads, TimeProvider.System.GetTimestamp());

        var signs = await Task.WhenAll(watches.Select(watch => watch.NextAsync()));
        var looks = TimeProvider.System.GetElapsedTime(began) / OwnServers.Look;
        Assert.All(signs, sign => Assert.Empty(sign.Changes));
        Assert.InRange(log.Reads - reads, 1, (long)(looks + 2) * EpisodeTag.Buckets);

        await new Course(server, "one").TriageAsync(A.MildWithRisk);
        foreach (var told in await Task.WhenAll(watches.Select(watch => watch.NextOfAsync(new Course(server, "one")))))
        {
            Assert.Equal(Wire.TaskChange.Raised, Assert.Single(told).Change);
        }

        Array.ForEach(watches, watch => watch.Dispose());
        await Until.ItHoldsAsync(
            async () =>
            {
                var before = log.Reads;
                await Task.Delay(TimeSpan.FromMilliseconds(500));
                return before == log.Reads;
            },
            () => "Nobody watches, and somebody reads.");
    }

    [Fact]
    public async Task Who_reads_slowly_is_told_later_and_not_less()
    {
        var server = servers.On(BothServers.Embedded);
        var tails = server.Services.GetRequiredService<ServiceTails>();
        var watching = server.Services.GetRequiredService<Watching>();
        var course = new Course(server, "slow");
        await course.TriageAsync(A.MildWithRisk);
        using var enough = new CancellationTokenSource(AssembledServer.Patience);
        var slow = watching.WatchAsync(new WatchQuery(Course.Service, Watched.Tasks, [], null), TimeZoneInfo.Utc, enough.Token).GetAsyncEnumerator(enough.Token);
        Assert.True(await slow.MoveNextAsync());

        // While the slow one holds its first message, more passes than the tail keeps.
        await using var other = tails.Join(Course.Service, TimeZoneInfo.Utc);
        var courses = Enumerable.Range(0, 24).Select(number => new Course(server, $"slow-{number}")).ToArray();
        await Task.WhenAll(courses.Select(async each =>
        {
            await each.TriageAsync(A.MildWithRisk);
            for (var number = 0; number < ServiceTail.Kept / 24 + 2; number++)
            {
                server.Clock.Now += TimeSpan.FromMilliseconds(1);
                await each.AcknowledgeAsync(SameDay);
            }
        }));
        await Until.ItHoldsAsync(() => other.Tail.Present.Next > ServiceTail.Kept + 24, () => "The tail does not follow.");
        Assert.True(other.Tail.LookFrom(0).IsTooLate);

        var versions = courses.ToDictionary(each => each.Key.Episode, _ => new List<int>());
        while (versions.Values.Any(seen => seen.Count < ServiceTail.Kept / 24 + 3))
        {
            Assert.True(await slow.MoveNextAsync());
            foreach (var item in slow.Current.Value?.News?.Tasks.Select(task => task.Item) ?? [])
            {
                versions[item.Task.Key.Episode].Add(item.Version);
            }
        }

        Assert.All(versions.Values, seen => Assert.Equal(Enumerable.Range(1, seen.Count), seen));
        await enough.CancelAsync();
        await slow.DisposeAsync();
    }

    [Fact]
    public async Task A_damaged_episode_stays_on_the_list_and_hides_nobody()
    {
        var server = servers.On(BothServers.Embedded);
        var (damaged, sound) = (new Course(server, "damaged"), new Course(server, "sound"));
        using var watch = server.Leads.WatchWorklist(new() { Service = Course.Service }, Lead.Identity);
        await watch.NextAsync();
        await damaged.TriageAsync(A.MildWithRisk);
        await watch.NextOfAsync(damaged);
        var store = server.Services.GetRequiredService<ITrajectoryStore>();
        var history = EpisodeHistory.Of(TrajectoryCodec.Decode((await store.LoadAsync(damaged.Key, null, CancellationToken.None)).Trajectory.Span), TimeZoneInfo.Utc);
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(
            damaged.Key, Trajectories.AnEpisode.Upon(1) with { Epoch = null, OpenTasks = OpenTask.Of(history) }, CancellationToken.None));
        await sound.TriageAsync(A.MildWithRisk);

        Assert.Equal(Wire.TaskChange.Raised, Assert.Single(await watch.NextOfAsync(sound)).Change);
        var items = (await server.ListAsync(new() { Kinds = { Wire.TaskKind.SameDay } })).Where(item => item.Episode == damaged.Name || item.Episode == sound.Name).ToArray();
        Assert.Equal([(damaged.Name, 0), (sound.Name, 1)], items.Select(item => (item.Episode, item.TrajectoryVersion)));
        Assert.Equal((Wire.TaskKind.SameDay, AssembledServer.Monday.Stamp()), (items[0].Task.Kind, items[0].Task.RaisedAt));
        Assert.Contains(await server.DecidedAsync(new Wire.ListDecisionsRequest { PageSize = 500 }), decision => decision.Summary.Name == $"{sound.Name}/decisions/1");
    }

    // As a portal does it: open, read until it breaks, open again with the last token.
    private static async Task WatchAsync<T>(
        FrayedConnections way, string token, ConcurrentQueue<string> told, Func<Wire.OversightService.OversightServiceClient, string, AsyncServerStreamingCall<T>> open,
        Func<T, (string Token, IEnumerable<string> Changes)> read, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            using var channel = GrpcChannel.ForAddress(way.Address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { UseProxy = false }, DisposeHttpClient = true });
            try
            {
                using var watch = open(new(channel), token);
                await foreach (var message in watch.ResponseStream.ReadAllAsync(done))
                {
                    var (next, changes) = read(message);
                    foreach (var change in changes)
                    {
                        told.Enqueue(change);
                    }

                    token = next;
                }
            }
            catch (RpcException end) when (end.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown)
            {
                await Task.Yield();
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
