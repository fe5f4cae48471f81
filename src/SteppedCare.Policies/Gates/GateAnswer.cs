using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>What a gate says, before anybody knows how long it took.</summary>
internal sealed record GateAnswer(GateVerdict Verdict, string Summary, ImmutableArray<GateFinding> Findings)
{
    internal static GateAnswer Passed(string summary, ImmutableArray<GateFinding> worthKnowing = default) =>
        new(GateVerdict.Passed, summary, worthKnowing.IsDefault ? [] : worthKnowing);

    internal static GateAnswer Failed(string summary, ImmutableArray<GateFinding> findings) => new(GateVerdict.Failed, summary, findings);

    internal static GateAnswer NotRun(string why) => new(GateVerdict.NotRun, why, []);
}
