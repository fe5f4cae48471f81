namespace SteppedCare.Cli;

/// <summary>What a script can tell from how a command ended. docs/policies.md lists them.</summary>
internal static class ExitCodes
{
    internal const int Ok = 0;

    /// <summary>A fault of this program.</summary>
    internal const int Broken = 1;

    /// <summary>The command line cannot be read, or what it names is not there.</summary>
    internal const int BadArguments = 2;

    /// <summary>A policy or its invariants do not compile, or a fence refuses them.</summary>
    internal const int DoesNotCompile = 3;

    /// <summary>A policy does not answer its own cases, or its cases let too much through.</summary>
    internal const int CasesFail = 4;

    /// <summary>The analysis finds something that keeps a policy from people, or an invariant is broken.</summary>
    internal const int AnalysisFinds = 5;

    /// <summary>The service answered, and did not do it.</summary>
    internal const int Refused = 6;

    /// <summary>The service could not be asked; whether it did anything is not known.</summary>
    internal const int NotReached = 7;

    /// <summary>A generated page is not what the rules or the language generate.</summary>
    internal const int PagesOutdated = 8;

    /// <summary>The person said no, or there was nobody to ask and no --yes.</summary>
    internal const int NotConfirmed = 9;

    /// <summary>Stopped by the person.</summary>
    internal const int Interrupted = 130;
}
