using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>A decision and all that belongs to it, as it is sent.</summary>
internal static class DecisionReplies
{
    internal static Wire.ConfirmDecisionResponse Confirmed(DecisionAnswer answer) =>
        new() { Decision = Decision(answer), TrajectoryVersion = answer.TrajectoryVersion };

    internal static Wire.GetDecisionResponse Found(DecisionAnswer answer) => new() { Decision = Decision(answer) };

    internal static Wire.Decision Decision(DecisionAnswer answer)
    {
        var record = answer.Record;
        var decision = new Wire.Decision
        {
            Name = ResourceNames.Decision(answer.Key, answer.DecisionVersion),
            Call = (Wire.DecisionCall)record.Call,
            AsOf = Instant(record.AsOf),
            Advice = Advice(answer.Decision),
            NextReview = Instant(record.NextDue),
            Provenance = Provenance(record.Revision, record.LanguageVersion, record.Epoch),
            InputsChanged = answer.InputsChanged,
            Confirmation = Confirmation(answer.Confirmation),
        };
        foreach (var task in answer.Tasks)
        {
            decision.Tasks.Add(Task(task));
        }

        return decision;
    }

    internal static Wire.EvaluateResponse Evaluated(AssessmentAnswer answer)
    {
        var assessment = new Wire.Assessment
        {
            Call = (Wire.DecisionCall)answer.Call,
            AsOf = Instant(answer.AsOf),
            Advice = Advice(answer.Decision),
            NextReview = Instant(answer.NextDue),
            Provenance = Provenance(answer.Revision, answer.LanguageVersion, answer.Epoch),
        };
        foreach (var task in answer.Decision.Tasks)
        {
            assessment.WouldRaise.Add((Wire.TaskKind)task.Kind);
        }

        AddFacts(assessment.Facts, answer.Facts);
        return new Wire.EvaluateResponse { Assessment = assessment };
    }

    internal static Wire.Task Task(TaskAnswer task) => new()
    {
        Name = ResourceNames.Task(task.Key, task.Kind),
        Kind = (Wire.TaskKind)task.Kind,
        Text = task.Text,
        RaisedAt = Instant(task.RaisedAt),
        DueAt = Instant(task.DueAt),
        AcknowledgedBy = task.AcknowledgedBy,
        AcknowledgedAt = Instant(task.AcknowledgedAt),
        ClosedBy = task.ClosedBy,
        ClosedAt = Instant(task.ClosedAt),
        CloseReason = (Wire.TaskCloseReason)task.CloseReason,
        RiskFirst = task.RiskFirst,
        Watch = task.Notice?.Watch ?? "",
        FellDueAt = Instant(task.Notice?.FellDue),
    };

    internal static Wire.Confirmation? Confirmation(ConfirmationAnswer? confirmation) => confirmation is null ? null : new()
    {
        Clinician = confirmation.Clinician,
        ConfirmedAt = Instant(confirmation.ConfirmedAt),
        Outcome = (Wire.Outcome)confirmation.Outcome,
        Step = (Wire.Step)confirmation.Step,
        OverrideReason = (Wire.OverrideReason)confirmation.Override,
    };

    internal static Timestamp Instant(DateTimeOffset instant) => Timestamp.FromDateTimeOffset(instant);

    internal static Timestamp? Instant(DateTimeOffset? instant) => instant is { } known ? Instant(known) : null;

    private static Wire.Advice Advice(Decision decision)
    {
        var advice = new Wire.Advice
        {
            Outcome = (Wire.Outcome)decision.Outcome,
            Step = (Wire.Step)decision.Step,
            ProvisionalOutcome = (Wire.Outcome)(decision.Provisional?.Outcome ?? Outcome.None),
            ProvisionalStep = (Wire.Step)(decision.Provisional?.Step ?? Step.None),
            Toward = decision.Toward ?? "",
            Rule = decision.Rule ?? "",
            Summary = decision.Summary,
        };
        if (decision.WithinDays is { } days)
        {
            advice.WithinDays = days;
        }

        AddMembers(advice.Alternatives, decision.Alternatives);
        AddMembers(advice.Flags, decision.Flags);
        AddMembers(advice.ExcludedFormats, decision.ExcludedFormats);
        AddMembers(advice.PreferredFormats, decision.PreferredFormats);
        AddMembers(advice.Checklists, decision.Checklists);
        AddTexts(advice.MissingFacts, [.. decision.MissingFacts.Union(decision.UnansweredSafety, StringComparer.Ordinal)]);
        AddTexts(advice.NotStatedFacts, decision.NotStated);
        foreach (var reason in decision.Reasons)
        {
            advice.Reasons.Add(Reason(reason));
        }

        return advice;
    }

    private static Wire.Reason Reason(DecisionReason reason)
    {
        var sent = new Wire.Reason { Rule = reason.Rule, Text = reason.Text, Condition = reason.Condition };
        AddFacts(sent.Facts, reason.Values);
        AddTexts(sent.Sources, reason.Sources);
        return sent;
    }

    private static Wire.Provenance Provenance(RevisionName revision, int languageVersion, long epoch) => new()
    {
        Policy = revision.Policy,
        Version = revision.Version,
        Digest = revision.Digest,
        LanguageVersion = languageVersion,
        Epoch = epoch,
    };

    internal static void AddFacts(RepeatedField<Wire.FactValue> to, ImmutableArray<FactValue> facts)
    {
        foreach (var (fact, value) in facts)
        {
            to.Add(new Wire.FactValue { Fact = fact, Value = value });
        }
    }

    // Loops rather than AddRange: an immutable array handed over as a sequence would be boxed for every list of every reply.
    private static void AddTexts(RepeatedField<string> to, ImmutableArray<string> texts)
    {
        foreach (var text in texts)
        {
            to.Add(text);
        }
    }

    // Core's lists and the contract's have the same numbers; a test holds them to it.
    private static void AddMembers<TCore, TWire>(RepeatedField<TWire> to, ImmutableArray<TCore> members)
        where TCore : struct, System.Enum
        where TWire : struct, System.Enum
    {
        foreach (var member in members)
        {
            to.Add(Unsafe.BitCast<TCore, TWire>(member));
        }
    }
}
