using System.Runtime.CompilerServices;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Oversight;

/// <summary>The questions of a service lead, each answered by the class named for it. Whether a policy is live is no matter: tasks wait all the same.</summary>
internal sealed class OversightDesk(HostSettings settings, WorklistPages worklist, DecisionPages decisions, FidelityReports reports, Watching watching, ListMeters meters) : IOversightDesk
{
    private readonly Dictionary<string, TimeZoneInfo> _zones = settings.Services.ToDictionary(service => service.Name, service => service.TimeZone, StringComparer.Ordinal);

    public async Task<Result<WorklistAnswer>> ListWorklistAsync(WorklistQuery query, CancellationToken cancellationToken) =>
        _zones.TryGetValue(query.Service, out var zone) ? await meters.PageAsync(ListKind.Worklist, () => worklist.ReadAsync(query, zone, cancellationToken)) : OversightRefusals.UnknownService;

    public async Task<Result<DecisionsAnswer>> ListDecisionsAsync(DecisionsQuery query, CancellationToken cancellationToken) =>
        _zones.TryGetValue(query.Service, out var zone) ? await meters.PageAsync(ListKind.Decisions, () => decisions.ReadAsync(query, zone, cancellationToken)) : OversightRefusals.UnknownService;

    public Task<Result<FidelityReport>> GetFidelityReportAsync(FidelityQuestion question, CancellationToken cancellationToken) => reports.ReadAsync(question, cancellationToken);

    public async IAsyncEnumerable<Result<WatchAnswer>> WatchAsync(WatchQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_zones.TryGetValue(query.Service, out var zone))
        {
            yield return OversightRefusals.UnknownService;
            yield break;
        }

        await foreach (var answer in watching.WatchAsync(query, zone, cancellationToken))
        {
            yield return answer;
        }
    }
}
