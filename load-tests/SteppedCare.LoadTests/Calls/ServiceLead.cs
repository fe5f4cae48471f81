using System.Globalization;
using Grpc.Core;
using SteppedCare.LoadTests.Courses;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Calls;

/// <summary>Changes the rollout of the service through any server, always from the epoch that the last change told.</summary>
/// <param name="policy">Whose revisions are to answer.</param>
internal sealed class ServiceLead(string policy)
{
    private static readonly Metadata s_caller = new() { { "steppedcare-person", "service.lead" }, { "steppedcare-roles", "policy-author,clinical-safety" } };

    private int _requests;

    /// <summary>The latest epoch that this lead knows of.</summary>
    internal long Epoch { get; private set; }

    internal async Task<Rollout> PresentAsync(PolicyService.PolicyServiceClient server)
    {
        var present = (await server.ListRolloutsAsync(new ListRolloutsRequest { Service = CourseOfCare.Service, PageSize = 1 }, s_caller)).Rollouts[0];
        Epoch = present.Epoch;
        return present;
    }

    internal async Task<Rollout> SetAsync(PolicyService.PolicyServiceClient server, string version)
    {
        var reply = await server.SetRolloutAsync(Request(version), s_caller);
        Epoch = reply.Rollouts[0].Epoch;
        return reply.Rollouts[0];
    }

    internal async Task<Rollout> RollBackAsync(PolicyService.PolicyServiceClient server)
    {
        var reply = await server.RollBackAsync(
            new RollBackRequest { RequestId = NextId(), Seen = { new SeenRollout { Service = CourseOfCare.Service, Epoch = Epoch } }, Reason = "A load test." }, s_caller);
        Epoch = reply.Rollouts[0].Epoch;
        return reply.Rollouts[0];
    }

    private SetRolloutRequest Request(string version) => new()
    {
        Policy = policy,
        RequestId = NextId(),
        Seen = { new SeenRollout { Service = CourseOfCare.Service, Epoch = Epoch } },
        ActiveVersion = version,
        Reason = "A load test.",
    };

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"flip-{_requests++}");
}
