using System.Globalization;
using System.Text;
using System.Text.Json;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>What a check found out about one revision.</summary>
internal sealed record PolicyReport(
    PolicyLabel Label, PolicyLoad Load, IReadOnlyList<Refusal> InvariantRefusals, IReadOnlyList<InvariantOutcome> Invariants)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal int ExitCode => Load.Revision is null || InvariantRefusals.Count > 0 ? ExitCodes.DoesNotCompile
        : Load.Faults.Count > 0 ? ExitCodes.CasesFail
        : Invariants.Any(invariant => invariant.Broken > 0) ? ExitCodes.InvariantsBroken
        : ExitCodes.Ok;

    internal static string Text(IEnumerable<PolicyReport> reports)
    {
        var text = new StringBuilder();
        foreach (var report in reports)
        {
            report.Write(text);
        }

        return text.ToString();
    }

    internal static string Json(IEnumerable<PolicyReport> reports) => JsonSerializer.Serialize(reports.Select(report => report.ForJson()), s_json) + Environment.NewLine;

    private void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Label.Policy} {Label.Version}: {(ExitCode == ExitCodes.Ok ? "ok" : "not ok")}\n");
        foreach (var fault in Load.Faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {fault}\n");
        }

        foreach (var refusal in InvariantRefusals)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {PolicyLibrary.InvariantsName}{refusal}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  {Load.Cases.Count(each => each.Faults.Count == 0)} of {Load.Cases.Count} cases answered as expected\n");
        foreach (var invariant in Invariants)
        {
            var verdict = invariant switch
            {
                { Broken: > 0 } => $"broken by {invariant.Broken} of {invariant.Concerned} people, such as {invariant.Example}",
                { Concerned: 0 } => "concerned nobody: nothing was shown",
                _ => $"held for {invariant.Concerned} people",
            };
            text.Append(CultureInfo.InvariantCulture, $"  {invariant.Hazard} {invariant.Name}: {verdict}\n");
        }
    }

    private object ForJson() => new
    {
        Label.Policy,
        Label.Version,
        Load.Revision?.Name.Digest,
        Ok = ExitCode == ExitCodes.Ok,
        Refusals = Load.Refusals.Select(refusal => new { Stage = refusal.Stage.ToString(), refusal.Code, refusal.Line, refusal.Column, refusal.Message, refusal.Suggestion }),
        InvariantRefusals = InvariantRefusals.Select(refusal => new { Stage = refusal.Stage.ToString(), refusal.Code, refusal.Line, refusal.Column, refusal.Message, refusal.Suggestion }),
        Cases = Load.Cases.Select(each => new { each.Name, Faults = each.Faults.Select(fault => new { fault.Line, fault.Message }) }),
        Invariants = Invariants.Select(invariant => new { invariant.Name, invariant.Hazard, invariant.Concerned, invariant.Broken, invariant.Example }),
    };
}
