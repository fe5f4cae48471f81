namespace SteppedCare.Cli;

/// <summary>What a script can tell from how a command ended.</summary>
internal static class ExitCodes
{
    internal const int Ok = 0;

    internal const int BadArguments = 2;

    /// <summary>A policy or its invariants do not compile, or a fence refuses them.</summary>
    internal const int DoesNotCompile = 3;

    /// <summary>A policy does not answer its own cases.</summary>
    internal const int CasesFail = 4;

    /// <summary>A generated person breaks an invariant.</summary>
    internal const int InvariantsBroken = 5;
}
