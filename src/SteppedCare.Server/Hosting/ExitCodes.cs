namespace SteppedCare.Server.Hosting;

/// <summary>What the process tells whoever started it. The numbers are those of sysexits.h, so that a supervisor can tell "try again" from "mend it first".</summary>
internal static class ExitCodes
{
    /// <summary>Stopped when asked to; or the health check found it serving.</summary>
    public const int Fine = 0;

    /// <summary>Broke while running; or the health check found it not serving.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be read.</summary>
    public const int BadArguments = 64;

    /// <summary>Something needed is not to be had now, such as a port that another process holds.</summary>
    public const int Unavailable = 69;

    /// <summary>The settings, or a shipped policy, are refused: starting again changes nothing.</summary>
    public const int Refused = 78;
}
