using SteppedCare.Server.Decisions;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Oversight;

/// <summary>The questions of a service lead, each answered by the class named for it. Whether a policy is live is no matter: tasks wait all the same.</summary>
internal sealed class OversightDesk(
    HostSettings settings, WorklistPages worklist, DecisionPages decisions, FidelityReports reports, EquityReports equity, Watching watching, Exporting exporting) : IOversightDesk
{
    private readonly Dictionary<string, TimeZoneInfo> _zones = settings.Services.ToDictionary(service => service.Name, service => service.TimeZone, StringComparer.Ordinal);

    public async Task<Result<WorklistAnswer>> ListWorklistAsync(WorklistQuery query, CancellationToken cancellationToken) =>
        _zones.TryGetValue(query.Service, out var zone) ? await worklist.ReadAsync(query, zone, cancellationToken) : OversightRefusals.UnknownService;

    public async Task<Result<DecisionsAnswer>> ListDecisionsAsync(DecisionsQuery query, CancellationToken cancellationToken) =>
        _zones.TryGetValue(query.Service, out var zone) ? await decisions.ReadAsync(query, zone, cancellationToken) : OversightRefusals.UnknownService;

    public Task<Result<FidelityReport>> GetFidelityReportAsync(FidelityQuestion question, CancellationToken cancellationToken) => reports.ReadAsync(question, cancellationToken);

    public Task<Result<EquityAnswer>> GetEquityReportAsync(EquityQuestion question, CancellationToken cancellationToken) => equity.ReadAsync(question, cancellationToken);

    public IAsyncEnumerable<Result<WatchAnswer>> WatchAsync(WatchQuery query, CancellationToken cancellationToken) =>
        _zones.TryGetValue(query.Service, out var zone) ? watching.WatchAsync(query, zone, cancellationToken) : UnknownAsync<WatchAnswer>();

    public IAsyncEnumerable<Result<ExportAnswer>> ExportAsync(ExportQuery query, CancellationToken cancellationToken) =>
        _zones.TryGetValue(query.Service, out var zone) ? exporting.ReadAsync(query, zone, cancellationToken) : UnknownAsync<ExportAnswer>();

    private static IAsyncEnumerable<Result<T>> UnknownAsync<T>()
        where T : class => new[] { (Result<T>)OversightRefusals.UnknownService }.ToAsyncEnumerable();
}
