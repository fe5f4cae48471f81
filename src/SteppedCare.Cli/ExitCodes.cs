namespace SteppedCare.Cli;

/// <summary>What a script can tell from how a command ended.</summary>
internal static class ExitCodes
{
    internal const int Ok = 0;

    /// <summary>The command line cannot be read, or the request that it names is none.</summary>
    internal const int BadArguments = 2;

    /// <summary>A policy or its invariants do not compile, or a fence refuses them.</summary>
    internal const int DoesNotCompile = 3;

    /// <summary>A policy does not answer its own cases.</summary>
    internal const int CasesFail = 4;

    /// <summary>A generated person breaks an invariant.</summary>
    internal const int InvariantsBroken = 5;

    /// <summary>The service answered, and did not do it.</summary>
    internal const int Refused = 6;

    /// <summary>The service could not be asked; whether it did anything is not known.</summary>
    internal const int NotReached = 7;

    /// <summary>A revision's README.md or pathway.svg is not what its rules generate.</summary>
    internal const int PagesOutdated = 8;
}
