using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Oversight;

/// <summary>Why what was asked about a service was not told, each once.</summary>
internal static class OversightRefusals
{
    internal static Refusal UnknownService { get; } = Refusals.UnknownService with { Violations = [new FieldViolation("service", "must be a service that is configured here")] };

    internal static Refusal PositionExpired { get; } = new(
        RefusalKind.OutOfRange, "POSITION_EXPIRED", "What followed this place is not kept any more, or the store lost it: list anew, and watch from there.");

    internal static Refusal WatchExpired { get; } = PositionExpired with
    {
        Violations = [new FieldViolation("resume_token", "must be of a watch after which all is kept")],
    };

    internal static Refusal BeforeWhatIsKept { get; } = PositionExpired with
    {
        Violations = [new FieldViolation("from", "must not be before what is kept")],
    };

    internal static Refusal PageExpired { get; } = PositionExpired with
    {
        Violations = [new FieldViolation("page_token", "must be of a page after which all is kept")],
    };

    internal static Refusal BeforeWhatIsExported { get; } = PositionExpired with
    {
        Violations = [new FieldViolation("from_day", "must not be before what is kept")],
    };

    internal static Refusal ExportExpired { get; } = PositionExpired with
    {
        Violations = [new FieldViolation("resume_token", "must be of an export after which all is kept")],
    };
}
