using System.Collections.Immutable;

namespace SteppedCare.Server.Decisions;

/// <summary>Why a call was not carried out. Nothing was written.</summary>
/// <param name="Kind">Which status the caller gets.</param>
/// <param name="Reason">Stable, UPPER_SNAKE, at most 63 characters; never changed once published.</param>
/// <param name="Message">One sentence without any value from the request.</param>
/// <param name="Violations">Every offending field, where fields are to blame.</param>
internal sealed record Refusal(RefusalKind Kind, string Reason, string Message, ImmutableArray<FieldViolation> Violations)
{
    internal Refusal(RefusalKind kind, string reason, string message)
        : this(kind, reason, message, [])
    {
    }

    /// <summary>What programs may act on, in google.rpc.ErrorInfo's metadata: names that the registry or the server gave, never a value from the request.</summary>
    internal ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Somebody else wrote at the same time, so that the same request may do next time.</summary>
    internal bool IsLostRace { get; init; }

    /// <summary>What is not in the right state for it; null for what the call is about.</summary>
    internal string? Subject { get; init; }

    /// <summary>The same, of a request that stands in a field of another message.</summary>
    internal Refusal Within(string field) =>
        this with { Violations = [.. Violations.Select(violation => violation with { Field = $"{field}.{violation.Field}" })] };
}

/// <summary>One offending field.</summary>
/// <param name="Field">Its path in the request, such as <c>events[2].score_recorded.items[8].value</c>.</param>
/// <param name="Description">What it must be; never the value it has.</param>
internal readonly record struct FieldViolation(string Field, string Description);

/// <summary>The ways in which a call can be refused, each with its gRPC status.</summary>
internal enum RefusalKind
{
    /// <summary>INVALID_ARGUMENT: mend the request.</summary>
    Invalid,

    /// <summary>NOT_FOUND: no such service, episode, decision, task, policy or revision.</summary>
    NotFound,

    /// <summary>ALREADY_EXISTS: the id is in use for something else.</summary>
    AlreadyExists,

    /// <summary>FAILED_PRECONDITION: not in this state.</summary>
    FailedPrecondition,

    /// <summary>ABORTED: others wrote at the same time, again and again; safe to retry with the same id.</summary>
    Aborted,

    /// <summary>UNAUTHENTICATED: nobody is named who asks.</summary>
    Unauthenticated,

    /// <summary>PERMISSION_DENIED: not for whoever asks.</summary>
    PermissionDenied,

    /// <summary>RESOURCE_EXHAUSTED: more than the server takes on, now or at all.</summary>
    Exhausted,

    /// <summary>OUT_OF_RANGE: beyond what is kept.</summary>
    OutOfRange,
}
