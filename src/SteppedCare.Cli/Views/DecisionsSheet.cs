using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>Decisions as rows.</summary>
internal static class DecisionsSheet
{
    private static readonly ImmutableArray<string> s_columns =
    [
        "service", "episode", "decision", "recorded_at", "as_of", "call", "outcome", "step", "tasks", "policy", "version", "digest", "epoch", "inputs_changed",
        "confirmed_by", "confirmed_at", "confirmed_outcome", "confirmed_step", "override_reason",
    ];

    internal static Sheet Of(IReadOnlyList<V1.RecordedDecision> decisions) => new(s_columns, [.. decisions.Select(Row)]);

    private static ImmutableArray<object?> Row(V1.RecordedDecision decision)
    {
        var (summary, confirmation) = (decision.Summary, decision.Summary.Confirmation);
        var name = summary.Name.Split('/');
        return Sheet.Row(
            name[1],
            name[3],
            summary.Name,
            Sheet.Cell(decision.RecordedAt),
            Sheet.Cell(summary.AsOf),
            Sheet.Cell(summary.Call),
            Sheet.Cell(summary.Outcome),
            Sheet.Cell(summary.Step),
            string.Join(' ', decision.Tasks.Select(ContractWords.Of)),
            decision.Provenance.Policy,
            decision.Provenance.Version,
            decision.Provenance.Digest,
            decision.Provenance.Epoch,
            summary.InputsChanged,
            confirmation?.Clinician,
            Sheet.Cell(confirmation?.ConfirmedAt),
            Sheet.Cell(confirmation?.Outcome ?? default),
            Sheet.Cell(confirmation?.Step ?? default),
            Sheet.Cell(confirmation?.OverrideReason ?? default));
    }
}
