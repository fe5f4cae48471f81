using System.Collections.Immutable;

namespace SteppedCare.Server.Decisions;

/// <summary>What a request tells for audit only.</summary>
/// <param name="Attributes">The groups that the person belongs to, in the contract's form; null where nothing was told.</param>
/// <param name="Experience">Questionnaires about the experience of care.</param>
internal sealed record AuditTold(ReadOnlyMemory<byte>? Attributes, ImmutableArray<PatientExperience> Experience)
{
    /// <summary>Null where nothing was told.</summary>
    internal static AuditTold? Of(ReadOnlyMemory<byte>? attributes, ImmutableArray<PatientExperience> experience) =>
        attributes is null && experience.IsEmpty ? null : new(attributes, experience);

    /// <summary>With what is there, which nobody changes without a version.</summary>
    /// <param name="kept">The record as it is.</param>
    /// <param name="version">The episode's version before this is told.</param>
    internal AuditOutcome After(ReadOnlyMemory<byte> kept, int version)
    {
        try
        {
            var known = version == 0 ? AuditRecord.Empty : AuditRecord.Read(kept.Span);
            var changed = Attributes is { } attributes ? known.With(version + 1, AuditGroups.Read(attributes.Span)) : known;
            changed = Experience.Aggregate(changed, (record, told) => record.With(version + 1, told));

            return ReferenceEquals(changed, known) ? default
                : changed.AnsweredTold > Math.Max(known.AnsweredTold, ExperienceRules.MostAnswered) ? new(null, Refusals.TooManyQuestionnaires)
                : new(changed.Write(), null);
        }
        catch (FormatException)
        {
            // A newer release wrote what is there. Nobody's care waits for a report.
            return default;
        }
    }
}

/// <summary>What becomes of an audit record.</summary>
/// <param name="Record">What takes its place; null where it stays as it is.</param>
/// <param name="Refusal">Why what was told is refused; null where it is not.</param>
internal readonly record struct AuditOutcome(ReadOnlyMemory<byte>? Record, Refusal? Refusal);
