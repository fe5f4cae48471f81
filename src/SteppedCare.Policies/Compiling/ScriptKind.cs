namespace SteppedCare.Policies;

/// <summary>What a script is: a policy, or the invariants that stand beside all revisions of one.</summary>
internal enum ScriptKind
{
    Policy,
    Invariants,
}
