using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.FunctionalTests.Services.Streams;
using SteppedCare.Server.Hosting;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>A whole caseload on one stream: recorded like single calls, and like them sent again without harm.</summary>
[Collection(nameof(BothServers))]
public sealed class CaseloadTests(BothServers servers)
{
    [Theory, OnBothStores]
    public async Task Every_item_is_recorded_and_answered_or_refused_alone(string store)
    {
        var server = servers.On(store);
        var courses = await TriagedAsync(server, 20);
        var (stranger, broken) = (server.Course(), courses[0].ReviewRequest(A.Session().On("2026-12-24")));
        List<Wire.ReviewRequest> requests =
        [
            .. courses.Select(course => course.ReviewRequest(A.FourSessionsWithoutResponse)), stranger.ReviewRequest(), broken, .. courses.Select(course => course.ReviewRequest()),
        ];

        var answers = await ReviewAsync(server.Decisions, requests);

        Assert.Equal(Enumerable.Range(0, requests.Count).Select(Tag), answers.Select(answer => answer.Tag));
        Assert.All(answers[..20], answer => Assert.Equal((Wire.Outcome.StepUp, 2), (answer.Review.Clinician.Advice.Outcome, answer.Review.TrajectoryVersion)));
        Assert.Equal("EPISODE_UNKNOWN", answers[20].Error.ReasonOf());
        Assert.Equal(["review.events[0].happened_on"], answers[21].Error.FieldsOf());
        Assert.All(answers[22..], answer => Assert.Equal(3, answer.Review.TrajectoryVersion));
        foreach (var (course, place) in courses.Select((course, place) => (course, place)))
        {
            var episode = await course.GetAsync();
            Assert.Equal(3, episode.TrajectoryVersion);
            Assert.Equal(answers[place].Review.Clinician, await course.GetDecisionAsync(episode.Decisions[1].Name));
        }
    }

    [Theory, OnBothStores]
    public async Task Items_of_one_episode_are_recorded_in_the_order_sent(string store)
    {
        var server = servers.On(store);
        var (course, neighbour) = ((await TriagedAsync(server, 1))[0], (await TriagedAsync(server, 1))[0]);
        var requests = Enumerable.Range(0, 40).Select(number => (number % 4 == 3 ? neighbour : course).ReviewRequest(A.Session())).ToList();

        var answers = await ReviewAsync(server.Decisions, requests);

        Assert.Equal(Enumerable.Range(2, 30), VersionsOf(course));
        Assert.Equal(Enumerable.Range(2, 10), VersionsOf(neighbour));

        IEnumerable<int> VersionsOf(Course of) =>
            answers.Where(answer => answer.Review.Clinician.Name.StartsWith(of.Name + "/", StringComparison.Ordinal)).Select(answer => answer.Review.TrajectoryVersion);
    }

    [Theory, OnBothStores]
    public async Task An_item_and_a_call_with_one_id_are_one_request(string store)
    {
        var server = servers.On(store);
        var course = (await TriagedAsync(server, 1))[0];
        var (called, streamed) = (course.ReviewRequest(A.Session()), course.ReviewRequest(A.Phq9(10)));
        var reply = await course.SendAsync(called);

        var answers = await ReviewAsync(server.Decisions, [called, streamed, streamed]);
        var other = streamed.Clone();
        other.Events.Clear();
        var refused = Assert.Single(await ReviewAsync(server.Decisions, [other]));

        Assert.Equal(reply, answers[0].Review);
        Assert.Equal(answers[1].Review, answers[2].Review);
        Assert.Equal(answers[1].Review, await course.SendAsync(streamed));
        Assert.Equal("REQUEST_ID_REUSED", refused.Error.ReasonOf());
        Assert.Equal(3, (await course.GetAsync()).TrajectoryVersion);
    }

    [Theory, OnBothStores]
    public async Task After_a_cut_connection_the_rest_is_sent_again_and_nothing_happens_twice(string store)
    {
        var server = servers.On(store);
        var courses = await TriagedAsync(server, 50);
        var requests = Enumerable.Range(0, 4 * courses.Length).Select(number =>
        {
            var request = courses[number % courses.Length].ReviewRequest(A.Session());

            // From the middle on, so that one of them is whole in what the proxy reads at once.
            request.RequestId += number < 2 * courses.Length ? "" : "-cut-here";
            return request;
        }).ToList();
        await using var proxy = new CuttingProxy(server.Services.GetRequiredService<BoundAddresses>().Grpc.Port);
        using var channel = GrpcChannel.ForAddress($"http://{proxy.Endpoint}");
        proxy.CutAfter("-cut-here");
        var first = new List<Wire.ReviewManyResponse>();

        await Assert.ThrowsAsync<RpcException>(() => ReviewAsync(new(channel), requests, first));
        var rest = await ReviewAsync(server.Decisions, requests[first.Count..]);
        var again = await ReviewAsync(server.Decisions, requests);

        Assert.InRange(first.Count, 0, requests.Count - 1);
        Assert.Equal([.. first.Select(answer => answer.Review), .. rest.Select(answer => answer.Review)], again.Select(answer => answer.Review));
        Assert.All(again, answer => Assert.NotNull(answer.Review));
        foreach (var course in courses)
        {
            var episode = await course.GetAsync();
            Assert.Equal((5, 5, 4), (episode.TrajectoryVersion, episode.Decisions.Count, episode.Events.Count(told => told.Event.Contact is not null)));
        }
    }

    [Theory, OnBothStores]
    public async Task What_if_over_a_caseload_answers_as_single_evaluations_and_writes_nothing(string store)
    {
        var server = servers.On(store);
        var courses = await TriagedAsync(server, 20);
        var before = await Task.WhenAll(courses.Select(course => course.GetAsync()));
        var counted = await WrittenAsync(server);
        List<Wire.EvaluateRequest> requests =
        [
            .. courses.Select(course => course.EvaluateRequest(Wire.DecisionCall.Review, A.FourSessionsWithoutResponse)),
            .. courses.Select(course => course.EvaluateRequest(Wire.DecisionCall.Review)),
            new() { Service = Course.Service, Call = Wire.DecisionCall.Triage, Events = { A.Mild } },
            server.Course().EvaluateRequest(Wire.DecisionCall.Review),
            courses[0].EvaluateRequest(Wire.DecisionCall.Review, A.Wsas(41)),
        ];

        var answers = await EvaluateAsync(server, requests);

        Assert.Equal(Enumerable.Range(0, requests.Count).Select(Tag), answers.Select(answer => answer.Tag));
        for (var place = 0; place < 41; place++)
        {
            Assert.Equal(await courses[0].SendAsync(requests[place]), answers[place].Evaluate);
        }

        Assert.All(answers[..20], answer => Assert.Equal(Wire.Outcome.StepUp, answer.Evaluate.Assessment.Advice.Outcome));
        Assert.Equal("EPISODE_UNKNOWN", answers[41].Error.ReasonOf());
        Assert.StartsWith("evaluate.events[0].", Assert.Single(answers[42].Error.FieldsOf()), StringComparison.Ordinal);
        Assert.Equal(before, await Task.WhenAll(courses.Select(course => course.GetAsync())));
        Assert.Equal(counted, await WrittenAsync(server));
    }

    private static string Tag(int number) => $"t{number}";

    private static async Task<Course[]> TriagedAsync(AssembledServer server, int count)
    {
        var courses = Enumerable.Range(0, count).Select(_ => server.Course()).ToArray();
        await Task.WhenAll(courses.Select(course => course.TriageAsync(A.Mild)));
        return courses;
    }

    private static async Task<List<Wire.ReviewManyResponse>> ReviewAsync(
        Wire.DecisionService.DecisionServiceClient decisions, IReadOnlyList<Wire.ReviewRequest> requests, List<Wire.ReviewManyResponse>? answers = null)
    {
        using var call = decisions.ReviewMany();
        var reading = ReadAsync(call.ResponseStream, answers ?? []);
        try
        {
            foreach (var (request, number) in requests.Select((request, number) => (request, number)))
            {
                await call.RequestStream.WriteAsync(new() { Tag = Tag(number), Review = request }).WaitAsync(AssembledServer.Patience);
            }

            await call.RequestStream.CompleteAsync().WaitAsync(AssembledServer.Patience);
        }
        catch (Exception fault) when (fault is RpcException or IOException)
        {
            // The reading says why. Whichever of the two the writing meets is a matter of where the connection was cut.
        }

        return await reading;
    }

    private static async Task<List<Wire.EvaluateManyResponse>> EvaluateAsync(AssembledServer server, IReadOnlyList<Wire.EvaluateRequest> requests)
    {
        using var call = server.Decisions.EvaluateMany();
        var reading = ReadAsync(call.ResponseStream, []);
        foreach (var (request, number) in requests.Select((request, number) => (request, number)))
        {
            await call.RequestStream.WriteAsync(new() { Tag = Tag(number), Evaluate = request }).WaitAsync(AssembledServer.Patience);
        }

        await call.RequestStream.CompleteAsync().WaitAsync(AssembledServer.Patience);
        return await reading;
    }

    private static async Task<List<T>> ReadAsync<T>(IAsyncStreamReader<T> answers, List<T> into)
    {
        while (await answers.MoveNext(CancellationToken.None).WaitAsync(AssembledServer.Patience))
        {
            into.Add(answers.Current);
        }

        return into;
    }

    // Commits asked of the store, and decisions counted.
    private static async Task<string[]> WrittenAsync(AssembledServer server) =>
    [
        .. (await server.MetricsAsync()).Where(line =>
            line.StartsWith("steppedcare_decisions_total{", StringComparison.Ordinal)
            || (line.StartsWith("steppedcare_store_round_trips_total{", StringComparison.Ordinal) && line.Contains("\"commit\"", StringComparison.Ordinal))),
    ];
}
