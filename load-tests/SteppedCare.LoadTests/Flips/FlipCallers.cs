using System.Collections.Concurrent;
using System.Globalization;
using Grpc.Core;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Flips;

/// <summary>Callers that ask about their episodes without a break, each call on the next server, and keep what was answered under which rollout.</summary>
internal sealed class FlipCallers(IReadOnlyList<ServiceClients> servers, int callers, TimeProvider clock)
{
    private const int CallsPerEpisode = 20;
    private const long FirstMark = 100_000;
    private const long MarksOfACaller = 10_000_000;

    private readonly ConcurrentQueue<Answered> _answers = new();
    private readonly ConcurrentQueue<string> _failures = new();

    internal IReadOnlyCollection<Answered> Answers => _answers;

    /// <summary>Calls that were not answered, by their status and reason.</summary>
    internal IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Calls until told to stop; what <paramref name="isFlipping"/> says when a call ends is kept with it.</summary>
    internal Task CallAsync(string run, Func<bool> isFlipping, CancellationToken ended) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(run, caller, isFlipping, ended), CancellationToken.None)));

    private async Task CallAsync(string run, int caller, Func<bool> isFlipping, CancellationToken ended)
    {
        var events = new EventSource(new Random(caller), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1), FirstMark + caller * MarksOfACaller);
        for (var episode = 0; !ended.IsCancellationRequested; episode++)
        {
            var course = events.Begin(string.Create(CultureInfo.InvariantCulture, $"{run}-{caller}-{episode}"), shared: false);
            var triage = new TriageRequest { Service = CourseOfCare.Service, Episode = course.Name, RequestId = "r0" };
            triage.Events.AddRange(events.Opening(course));
            await KeepAsync(course, isFlipping, async () =>
            {
                var reply = await servers[caller % servers.Count][caller].TriageAsync(triage);
                return (reply.Clinician, reply.TrajectoryVersion);
            });
            for (var call = 1; call < CallsPerEpisode && !ended.IsCancellationRequested; call++)
            {
                var review = new ReviewRequest { Service = CourseOfCare.Service, Episode = course.Name, RequestId = string.Create(CultureInfo.InvariantCulture, $"r{call}") };
                review.Events.AddRange(call % 4 == 0 ? events.Session(course) : []);
                var server = servers[(caller + call) % servers.Count];
                await KeepAsync(course, isFlipping, async () =>
                {
                    var reply = await server[caller].ReviewAsync(review);
                    return (reply.Clinician, reply.TrajectoryVersion);
                });
            }
        }
    }

    private async Task KeepAsync(CourseOfCare course, Func<bool> isFlipping, Func<Task<(Decision Decision, int Version)>> call)
    {
        var began = clock.GetTimestamp();
        try
        {
            var (decision, version) = await call();
            _answers.Enqueue(new Answered(course.Name, version, decision.Provenance.Epoch, decision.Provenance.Version, clock.GetElapsedTime(began), isFlipping()));
        }
        catch (RpcException fault)
        {
            _failures.Enqueue($"{fault.StatusCode}: {fault.Status.Detail}");
        }
    }
}

/// <summary>One answer: of which episode and version, under which epoch, by which revision, how fast, and whether rollouts were changing.</summary>
internal sealed record Answered(string Episode, int Version, long Epoch, string Revision, TimeSpan Took, bool WhileFlipping);
