using SteppedCare.Server.Decisions;
using SteppedCare.Server.Oversight;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Oversight;

/// <summary>Reads what is asked of an export.</summary>
internal static class ExportRequests
{
    internal static Result<ExportQuery> Read(Wire.ExportRequest request)
    {
        var violations = new Violations();
        var (first, last) = (violations.DateOrEmpty("from_day", request.FromDay), violations.DateOrEmpty("to_day", request.ToDay));
        if (last < first)
        {
            violations.Add("to_day", "must not be before from_day");
        }

        var kinds = OversightReading.Members<ExportKind, Wire.ExportKind>(violations, "kinds", request.Kinds, mayBeNone: false);
        return violations.Accept(new ExportQuery(
            violations.Name("service", request.Service),
            first,
            last,
            kinds.IsEmpty ? ExportQuery.Everything : kinds,
            request.WithFacts,
            OversightTokens.Read(violations, request)));
    }
}
