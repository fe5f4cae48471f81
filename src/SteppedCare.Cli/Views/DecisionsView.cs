using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Cli;

/// <summary>Decisions as they were recorded.</summary>
internal static class DecisionsView
{
    internal static Grid Of(IEnumerable<V1.RecordedDecision> decisions) => new(
        ["recorded", "decision", "call", "answer", "by", "confirmed by", ""],
        [
            .. decisions.Select(decision => GridRow.Of(
                decision.Summary.InputsChanged ? Tone.Warning : Tone.Plain,
                InstantText.Of(decision.RecordedAt),
                NameOf(decision),
                ContractWords.Of(decision.Summary.Call),
                AnswerOf(decision),
                $"{decision.Provenance.Policy} {decision.Provenance.Version}",
                decision.Summary.Confirmation?.Clinician ?? "",
                decision.Summary.InputsChanged ? "told otherwise since: ask again" : "")),
        ]);

    internal static Line Of(V1.ChangedDecision change, Timestamp at) => new(
        $"{InstantText.Of(at)} {ContractWords.Of(change.Change)} {NameOf(change.Decision)}: {AnswerOf(change.Decision)} by {change.Decision.Provenance.Policy} {change.Decision.Provenance.Version}",
        change.Change == V1.DecisionChange.InputsChanged ? Tone.Warning : change.Change == V1.DecisionChange.Confirmed ? Tone.Good : Tone.Plain);

    private static string AnswerOf(V1.RecordedDecision decision) => ContractWords.Of(decision.Summary.Outcome, decision.Summary.Step);

    // services/{service}/episodes/{episode}/decisions/{version}
    private static string NameOf(V1.RecordedDecision decision) => string.Join('/', decision.Summary.Name.Split('/')[3..]);
}
