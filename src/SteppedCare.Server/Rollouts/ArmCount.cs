using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>What is counted of a rollout, and under which name in the store: one part's answers to one question with one outcome.</summary>
internal readonly record struct ArmCount(Arm Arm, DecisionCall Call, Outcome Outcome)
{
    private const int Outcomes = 11;
    private const int Calls = 3;
    private const string Prefix = "arm";

    internal static IEnumerable<ArmCount> All =>
        from arm in (Arm[])[Arm.Active, Arm.Canary]
        from call in Enum.GetValues<DecisionCall>()
        from outcome in Enum.GetValues<Outcome>()
        select new ArmCount(arm, call, outcome);

    /// <summary>Its place among all.</summary>
    internal int Place => ((((int)Arm * Calls) + (int)Call) * Outcomes) + (int)Outcome;

    internal string Name => $"{Prefix}/{LabelValues<Arm>.Of(Arm)}/{LabelValues<DecisionCall>.Of(Call)}/{LabelValues<Outcome>.Of(Outcome)}";

    /// <summary>Answers that took longer than the guard allows.</summary>
    internal static string SlowName(Arm arm) => $"{Prefix}/{LabelValues<Arm>.Of(arm)}/slow";
}
