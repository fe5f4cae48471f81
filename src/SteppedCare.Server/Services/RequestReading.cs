using Google.Protobuf;
using Google.Protobuf.Collections;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>Each request as the command it is, or the refusal that names everything wrong with it.</summary>
internal static class RequestReading
{
    /// <summary>The request within an item of a stream.</summary>
    internal const string ReviewField = "review";
    internal const string EvaluateField = "evaluate";

    private const int MostEvents = 200;
    private const int MostEvaluatedEvents = 2_000;

    internal static Result<DecideCommand> Read(Wire.TriageRequest request)
    {
        var violations = new Violations();
        return Accept(violations, request.Events, new DecideCommand(
            DecisionCall.Triage,
            Episode(violations, request.Service, request.Episode),
            Mark(violations, EpisodeMethod.Triage, request.RequestId, request),
            EventReading.Read(violations, request.Events, MostEvents),
            violations.InstantOrEmpty("as_of", request.AsOf),
            Audit(violations, request.AuditAttributes))
        {
            Experience = ExperienceReading.Read(violations, request.PatientExperience),
        });
    }

    internal static Result<DecideCommand> Read(Wire.ReviewRequest request) => Read(new Violations(), request);

    internal static Result<DecideCommand> Read(Wire.ReviewManyRequest item) => Item(item.Tag, ReviewField, item.Review, Read);

    private static Result<DecideCommand> Read(Violations violations, Wire.ReviewRequest request) =>
        Accept(violations, request.Events, new DecideCommand(
            DecisionCall.Review,
            Episode(violations, request.Service, request.Episode),
            Mark(violations, EpisodeMethod.Review, request.RequestId, request),
            EventReading.Read(violations, request.Events, MostEvents),
            violations.InstantOrEmpty("as_of", request.AsOf),
            Audit(violations, request.AuditAttributes))
        {
            Experience = ExperienceReading.Read(violations, request.PatientExperience),
        });

    internal static Result<RecordCommand> Read(Wire.RecordEventsRequest request)
    {
        var violations = new Violations();
        var key = Episode(violations, request.Service, request.Episode);
        var mark = Mark(violations, EpisodeMethod.RecordEvents, request.RequestId, request);
        if (request.Events.Count == 0 && request.PatientExperience.Count == 0)
        {
            violations.Add("events", "must be at least one event, where no questionnaire about the experience of care is told");
        }

        return Accept(violations, request.Events, new RecordCommand(
            key, mark, EventReading.Read(violations, request.Events, MostEvents), Audit(violations, request.AuditAttributes))
        {
            Experience = ExperienceReading.Read(violations, request.PatientExperience),
        });
    }

    internal static Result<EvaluateCommand> Read(Wire.EvaluateRequest request) => Read(new Violations(), request);

    internal static Result<EvaluateCommand> Read(Wire.EvaluateManyRequest item) => Item(item.Tag, EvaluateField, item.Evaluate, Read);

    private static Result<EvaluateCommand> Read(Violations violations, Wire.EvaluateRequest request) =>
        Accept(violations, request.Events, new EvaluateCommand(
            violations.Name("service", request.Service),
            request.Episode.Length == 0 ? null : violations.Name("episode", request.Episode),
            violations.Said<DecisionCall>("call", (int)request.Call),
            EventReading.Read(violations, request.Events, MostEvaluatedEvents),
            violations.InstantOrEmpty("as_of", request.AsOf)));

    internal static Result<EpisodeQuery> Read(Wire.GetEpisodeRequest request)
    {
        var violations = new Violations();
        return violations.Accept(new EpisodeQuery(Episode(violations, request.Service, request.Episode)));
    }

    internal static Result<DecisionQuery> Read(Wire.GetDecisionRequest request)
    {
        var violations = new Violations();
        var (key, version) = ResourceNames.Decision(violations, "name", request.Name);
        return violations.Accept(new DecisionQuery(key, version));
    }

    internal static Result<ConfirmCommand> Read(Wire.ConfirmDecisionRequest request)
    {
        var violations = new Violations();
        var (key, version) = ResourceNames.Decision(violations, "name", request.Name);
        var mark = Mark(violations, EpisodeMethod.ConfirmDecision, request.RequestId, request);
        var clinician = violations.Name("clinician", request.Clinician);
        if (request.ActCase == Wire.ConfirmDecisionRequest.ActOneofCase.None)
        {
            violations.Add("act", "is required: accept or override");
        }

        return violations.Accept(new ConfirmCommand(
            key,
            version,
            mark,
            clinician,
            request.Override is { } act ? Override(violations, act) : null,
            request.Accept?.ChecklistsDone ?? false,
            violations.Note("note", request.Note)));
    }

    internal static Result<TaskCommand> Read(Wire.AcknowledgeTaskRequest request)
    {
        var violations = new Violations();
        var (key, kind) = ResourceNames.Task(violations, "name", request.Name);
        return violations.Accept(new TaskCommand(
            key,
            kind,
            Mark(violations, EpisodeMethod.AcknowledgeTask, request.RequestId, request),
            violations.Name("person", request.Person),
            null,
            violations.VersionOrEmpty("seen_version", request.HasSeenVersion ? request.SeenVersion : null)));
    }

    internal static Result<TaskCommand> Read(Wire.CloseTaskRequest request)
    {
        var violations = new Violations();
        var (key, kind) = ResourceNames.Task(violations, "name", request.Name);
        if (EpisodeTask.IsRisk(kind) && !request.HasSeenVersion)
        {
            violations.Add("seen_version", "is required to close a risk task: the trajectory_version that the person had before them");
        }

        if ((TaskCloseReason)request.Reason == TaskCloseReason.EpisodeEnded)
        {
            violations.Add("reason", "must be a person's own: the end of an episode closes by itself what it leaves nothing to do for");
        }

        return violations.Accept(new TaskCommand(
            key,
            kind,
            Mark(violations, EpisodeMethod.CloseTask, request.RequestId, request),
            violations.Name("person", request.Person),
            violations.Said<TaskCloseReason>("reason", (int)request.Reason),
            violations.VersionOrEmpty("seen_version", request.HasSeenVersion ? request.SeenVersion : null)));
    }

    // What is wrong inside an item is told with the item's field before it.
    private static Result<TCommand> Item<TRequest, TCommand>(string tag, string field, TRequest? request, Func<Violations, TRequest, Result<TCommand>> read)
        where TRequest : class
        where TCommand : class
    {
        var violations = new Violations();
        violations.Tag("tag", tag);
        if (request is null)
        {
            violations.Add(field, "is required");
            return violations.Refuse();
        }

        using var within = violations.In(field);
        return read(violations, request);
    }

    private static Result<T> Accept<T>(Violations violations, RepeatedField<Wire.Event> events, T command)
        where T : class
    {
        EventReading.AddContentFaults(violations, events);
        return violations.Accept(command);
    }

    private static EpisodeKey Episode(Violations violations, string service, string episode) =>
        new(violations.Name("service", service), violations.Name("episode", episode));

    private static RequestMark Mark(Violations violations, EpisodeMethod method, string requestId, IMessage request) =>
        new(method, violations.Name("request_id", requestId), RequestHash.Of(request));

    private static OverrideAct Override(Violations violations, Wire.Override act)
    {
        using var within = violations.In("override");
        var outcome = violations.Said<Outcome>("outcome", (int)act.Outcome);
        if (outcome is Outcome.InsufficientData or Outcome.Indeterminate)
        {
            violations.Add("outcome", "must be something that can happen: not INSUFFICIENT_DATA or INDETERMINATE");
        }

        var step = violations.Known<Step>("step", (int)act.Step);
        var leadsToStep = outcome is Outcome.Enter or Outcome.StepUp or Outcome.StepDown or Outcome.Continue;
        if (outcome != Outcome.None && leadsToStep != (step != Step.None))
        {
            violations.Add("step", leadsToStep ? "is required with this outcome" : "must be left out with this outcome");
        }

        return new OverrideAct(outcome, step, violations.Said<OverrideReason>("reason", (int)act.Reason));
    }

    // Rebuilt field by field, so that nothing is stored that this contract does not know.
    private static ReadOnlyMemory<byte>? Audit(Violations violations, Wire.AuditAttributes? attributes)
    {
        if (attributes is null)
        {
            return null;
        }

        using var within = violations.In("audit_attributes");
        var known = new Wire.AuditAttributes();
        foreach (var field in Wire.AuditAttributes.Descriptor.Fields.InFieldNumberOrder())
        {
            field.Accessor.SetValue(known, violations.CodeOrEmpty(field.Name, (string)field.Accessor.GetValue(attributes)));
        }

        return known.ToByteArray();
    }
}

/// <summary>GetEpisode.</summary>
internal sealed record EpisodeQuery(EpisodeKey Key);

/// <summary>GetDecision.</summary>
internal sealed record DecisionQuery(EpisodeKey Key, int Version);
