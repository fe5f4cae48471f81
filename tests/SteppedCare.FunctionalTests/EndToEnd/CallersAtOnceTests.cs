using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Many callers of one episode: each is answered once, in some order, and none is lost.</summary>
[Collection(nameof(BothServers))]
public sealed class CallersAtOnceTests(BothServers servers)
{
    private const int Callers = 32;

    [Theory, OnBothStores]
    public async Task Reviews_at_the_same_time_are_all_recorded_one_after_the_other(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        var requests = Enumerable.Range(0, Callers).Select(caller => course.ReviewRequest(A.Session().On("2026-11-16").Named($"session-{caller}"))).ToList();

        var replies = await Task.WhenAll(requests.Select(request => UntilAnsweredAsync(course, request))).WaitAsync(AssembledServer.Patience);

        Assert.Equal(Enumerable.Range(2, Callers), replies.Select(reply => reply.TrajectoryVersion).Order());
        var episode = await course.GetAsync();
        Assert.Equal(Callers + 1, episode.TrajectoryVersion);
        Assert.Equal(Enumerable.Range(1, Callers + 1).Select(version => $"{course.Name}/decisions/{version}"), episode.Decisions.Select(line => line.Name));
        Assert.Equal(Callers, episode.Events.Select(recorded => recorded.Event.Id).Where(id => id.Length > 0).Distinct().Count());
    }

    [Theory, OnBothStores]
    public async Task One_request_sent_by_many_at_once_is_carried_out_once(string store)
    {
        var course = servers.On(store).Course();
        var request = course.TriageRequest(A.MildWithRisk);

        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => UntilAsync(() => course.SendAsync(request)))).WaitAsync(AssembledServer.Patience);

        Assert.Single(replies.Distinct());
        Assert.Equal(1, (await course.GetAsync()).TrajectoryVersion);
    }

    private static Task<Wire.ReviewResponse> UntilAnsweredAsync(Course course, Wire.ReviewRequest request) => UntilAsync(() => course.SendAsync(request));

    // As docs/portals.md tells portals: ABORTED is sent again under the same id.
    private static async Task<T> UntilAsync<T>(Func<Task<T>> send)
    {
        while (true)
        {
            try
            {
                return await send();
            }
            catch (RpcException fault) when (fault.StatusCode == StatusCode.Aborted)
            {
            }
        }
    }
}
