using System.Collections.Immutable;
using System.Globalization;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>Whether a change stayed within its bounds, in numbers of answers alone.</summary>
internal static class GuardJudgement
{
    private const double Whole = 100;

    // Of fewer there is no slowest hundredth; and one slow answer is the runtime's pause as likely as the policy's.
    private const int LeastForLatency = 100;
    private const int LeastSlow = 2;

    /// <summary>Why the change goes back; null while it may stay.</summary>
    /// <param name="bounds">Its bounds.</param>
    /// <param name="arm">Which part of the rollout is judged.</param>
    /// <param name="window">What it answered within the window.</param>
    /// <param name="before">What it is held against for its outcomes: what was answered before the change, or beside it; null where it changes nothing.</param>
    internal static GuardFinding? Of(GuardBounds bounds, Arm arm, ArmCounts window, ArmCounts? before)
    {
        var decisions = window.Decisions(arm);
        return decisions < bounds.LeastDecisions || decisions == 0
            ? null
            : Faults(bounds, arm, window, decisions) ?? Latency(bounds, arm, window, decisions) ?? Mix(bounds, arm, window, before);
    }

    private static GuardFinding? Faults(GuardBounds bounds, Arm arm, ArmCounts window, long decisions)
    {
        var faults = Whole * window.Faults(arm) / decisions;
        return faults > bounds.MostFaults
            ? new GuardFinding(GuardBound.Faults, Text(
                $"{Name(arm)}: {faults:F2} % of {decisions} decisions in {bounds.Window.TotalSeconds:F0} s were INDETERMINATE; the bound is {bounds.MostFaults:F2} %."))
            : null;
    }

    private static GuardFinding? Latency(GuardBounds bounds, Arm arm, ArmCounts window, long decisions)
    {
        var slow = window.Slow(arm);
        return bounds.SlowestHundredth is { } bound && slow * Whole >= decisions && decisions >= LeastForLatency && slow >= LeastSlow
            ? new GuardFinding(GuardBound.Latency, Text(
                $"{Name(arm)}: {slow} of {decisions} evaluations in {bounds.Window.TotalSeconds:F0} s took longer than {bound.TotalMilliseconds:F3} ms; fewer than one in a hundred may."))
            : null;
    }

    // Each call by itself: more reviews and fewer triages on a Monday are no change of the policy.
    private static GuardFinding? Mix(GuardBounds bounds, Arm arm, ArmCounts window, ArmCounts? before)
    {
        if (bounds.MostMixShift is not { } most || before is null)
        {
            return null;
        }

        foreach (var call in (DecisionCall[])[DecisionCall.Triage, DecisionCall.Review])
        {
            var (now, then) = (window.Outcomes(arm, call), before.Outcomes(call));
            var (decisions, reference) = (now.Values.Sum(), then.Values.Sum());
            if (decisions < bounds.LeastDecisions || reference < bounds.LeastDecisions)
            {
                continue;
            }

            var shift = Enum.GetValues<Outcome>().Sum(outcome => Math.Abs((Whole * now.GetValueOrDefault(outcome) / decisions) - (Whole * then.GetValueOrDefault(outcome) / reference))) / 2;
            if (shift > most)
            {
                return new GuardFinding(GuardBound.Mix, Text(
                    $"{Name(arm)}: the outcomes of {decisions} {LabelValues<DecisionCall>.Of(call)} decisions in {bounds.Window.TotalSeconds:F0} s differ by {shift:F1} percentage points from {reference} before or beside the change; the bound is {most:F1}."));
            }
        }

        return null;
    }

    private static string Name(Arm arm) => arm == Arm.Canary ? "Canary" : "Active revision";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A bound that was passed, with the numbers in words.</summary>
internal sealed record GuardFinding(GuardBound Bound, string Reason)
{
    /// <summary>The revision that was judged.</summary>
    public RevisionName? Culprit { get; init; }
}

/// <summary>Counts of what the parts of a rollout answered, by their names in the store.</summary>
internal sealed class ArmCounts(ImmutableDictionary<string, long> counts)
{
    private readonly ImmutableDictionary<string, long> _counts = counts;

    internal static ArmCounts None { get; } = new(ImmutableDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>Something was counted less often than in an earlier reading: totals do not shrink, so the store lost some.</summary>
    internal bool IsBelow(ArmCounts earlier) => earlier._counts.Any(count => _counts.GetValueOrDefault(count.Key) < count.Value);

    /// <summary>What came after an earlier reading.</summary>
    internal ArmCounts Since(ArmCounts earlier) => new(_counts.ToImmutableDictionary(count => count.Key, count => count.Value - earlier._counts.GetValueOrDefault(count.Key), StringComparer.Ordinal));

    internal long Decisions(Arm arm) => ArmCount.All.Where(what => what.Arm == arm).Sum(what => _counts.GetValueOrDefault(what.Name));

    internal long Faults(Arm arm) => ArmCount.All.Where(what => what.Arm == arm && what.Outcome == Outcome.Indeterminate).Sum(what => _counts.GetValueOrDefault(what.Name));

    internal long Slow(Arm arm) => _counts.GetValueOrDefault(ArmCount.SlowName(arm));

    internal Dictionary<Outcome, long> Outcomes(Arm arm, DecisionCall call) => ArmCount.All
        .Where(what => what.Arm == arm && what.Call == call).ToDictionary(what => what.Outcome, what => _counts.GetValueOrDefault(what.Name));

    /// <summary>Of all parts together.</summary>
    internal Dictionary<Outcome, long> Outcomes(DecisionCall call) => ArmCount.All
        .Where(what => what.Call == call).GroupBy(what => what.Outcome).ToDictionary(outcome => outcome.Key, outcome => outcome.Sum(what => _counts.GetValueOrDefault(what.Name)));

    /// <summary>Of one part alone.</summary>
    internal ArmCounts Only(Arm arm) => new(ArmCount.All.Where(what => what.Arm == arm)
        .ToImmutableDictionary(what => what.Name, what => _counts.GetValueOrDefault(what.Name), StringComparer.Ordinal));
}
