using SteppedCare.Server.Decisions;
using SteppedCare.Server.Fidelity;

namespace SteppedCare.Server.Oversight;

/// <summary>What a service lead asks.</summary>
internal interface IOversightDesk
{
    /// <summary>The open tasks of a service, the most urgent first.</summary>
    Task<Result<WorklistAnswer>> ListWorklistAsync(WorklistQuery query, CancellationToken cancellationToken);

    /// <summary>What was decided, in the order of recording.</summary>
    Task<Result<DecisionsAnswer>> ListDecisionsAsync(DecisionsQuery query, CancellationToken cancellationToken);

    /// <summary>How faithful care is to its own plan.</summary>
    Task<Result<FidelityReport>> GetFidelityReportAsync(FidelityQuestion question, CancellationToken cancellationToken);

    /// <summary>Whom care serves how well.</summary>
    Task<Result<EquityAnswer>> GetEquityReportAsync(EquityQuestion question, CancellationToken cancellationToken);

    /// <summary>What happens, until the caller has enough. A refusal is the last that is told.</summary>
    IAsyncEnumerable<Result<WatchAnswer>> WatchAsync(WatchQuery query, CancellationToken cancellationToken);

    /// <summary>What was recorded, to the end of it. A refusal is the last that is told.</summary>
    IAsyncEnumerable<Result<ExportAnswer>> ExportAsync(ExportQuery query, CancellationToken cancellationToken);
}
