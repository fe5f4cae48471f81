using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;
using Refusal = SteppedCare.Server.Decisions.Refusal;

namespace SteppedCare.Server.Workshop;

/// <summary>Why the workshop did not do what it was asked. None of these touches serving.</summary>
internal static class WorkshopRefusals
{
    /// <summary>The name under which failed gates stand in the details of an error.</summary>
    internal const string FailedGates = "gates";

    internal static Refusal Busy { get; } = new(
        RefusalKind.Exhausted, "WORKSHOP_BUSY", "Too many policies are being judged at once; nothing was written. Try again in a while.");

    internal static Refusal OutOfTime { get; } = new(
        RefusalKind.Exhausted, "WORKSHOP_OUT_OF_TIME", "The files took longer to be judged than the server allows; nothing was written.");

    internal static Refusal Ended { get; } = new(
        RefusalKind.Exhausted, "WORKSHOP_ENDED", "The process that judged the files ended over them, as when they take too much memory; nothing was written.");

    internal static Refusal NotCompiled { get; } = new(
        RefusalKind.FailedPrecondition, "GATES_FAILED", "A script does not compile; ValidatePolicy says where.")
    {
        Metadata = ImmutableSortedDictionary<string, string>.Empty.Add(FailedGates, LabelValues<Gate>.Of(Gate.Compile).ToUpperInvariant()),
    };
}
