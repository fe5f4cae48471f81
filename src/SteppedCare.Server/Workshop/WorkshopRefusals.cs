using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Workshop;

/// <summary>Why the workshop did not do what it was asked. None of these touches serving.</summary>
internal static class WorkshopRefusals
{
    internal static Refusal Busy { get; } = new(
        RefusalKind.Exhausted, "WORKSHOP_BUSY", "Too many policies are being judged at once; nothing was written. Try again in a while.");

    internal static Refusal OutOfTime { get; } = new(
        RefusalKind.Exhausted, "WORKSHOP_OUT_OF_TIME", "The files took longer to be judged than the server allows; nothing was written.");

    internal static Refusal Ended { get; } = new(
        RefusalKind.Exhausted, "WORKSHOP_ENDED", "The process that judged the files ended over them, as when they take too much memory; nothing was written.");
}
