using Google.Protobuf;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Records;

/// <summary>A write that the service said it had done: what was asked, and what it answered.</summary>
/// <param name="Episode">The episode's pseudonym.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Reply">What was answered.</param>
internal sealed record AcknowledgedWrite(string Episode, IMessage Request, IMessage Reply)
{
    internal int Version => Reply switch
    {
        TriageResponse triage => triage.TrajectoryVersion,
        ReviewResponse review => review.TrajectoryVersion,
        RecordEventsResponse recorded => recorded.TrajectoryVersion,
        ConfirmDecisionResponse confirmed => confirmed.TrajectoryVersion,
        AcknowledgeTaskResponse acknowledged => acknowledged.TrajectoryVersion,
        CloseTaskResponse closed => closed.TrajectoryVersion,
        _ => throw new InvalidOperationException($"{Reply.Descriptor.Name} answers no write."),
    };

    internal string RequestId => Request switch
    {
        TriageRequest triage => triage.RequestId,
        ReviewRequest review => review.RequestId,
        RecordEventsRequest record => record.RequestId,
        ConfirmDecisionRequest confirm => confirm.RequestId,
        AcknowledgeTaskRequest acknowledge => acknowledge.RequestId,
        CloseTaskRequest close => close.RequestId,
        _ => throw new InvalidOperationException($"{Request.Descriptor.Name} is no write."),
    };

    /// <summary>The events told with it, in order.</summary>
    internal IReadOnlyList<Event> Told => Request switch
    {
        TriageRequest triage => triage.Events,
        ReviewRequest review => review.Events,
        RecordEventsRequest record => record.Events,
        _ => [],
    };

    /// <summary>The decision made with it; null where none was.</summary>
    internal Decision? Made => Reply switch
    {
        TriageResponse triage => triage.Clinician,
        ReviewResponse review => review.Clinician,
        _ => null,
    };
}
