using System.Collections.Immutable;

namespace SteppedCare.Server.Oversight;

/// <summary>Asks for what was recorded.</summary>
/// <param name="Service">Where.</param>
/// <param name="FromDay">The first day; null from the first that is kept.</param>
/// <param name="ToDay">The last day; null to the last.</param>
/// <param name="Kinds">What is told.</param>
/// <param name="WithFacts">With every fact of a decision.</param>
/// <param name="After">What was told before; null for the beginning.</param>
internal sealed record ExportQuery(string Service, DateOnly? FromDay, DateOnly? ToDay, ImmutableArray<ExportKind> Kinds, bool WithFacts, LogVector? After)
{
    /// <summary>What is told where nothing is chosen: everything once.</summary>
    internal static ImmutableArray<ExportKind> Everything { get; } =
        [ExportKind.Events, ExportKind.Decisions, ExportKind.Acts, ExportKind.Tasks, ExportKind.Notices];

    /// <summary>Whether a write of that sort can hold anything that is asked for.</summary>
    internal bool CanBeIn(EpisodeMethod method) => Kinds.Contains(ExportKind.Episodes) || method switch
    {
        EpisodeMethod.Triage or EpisodeMethod.Review => Kinds.Any(kind => kind is ExportKind.Events or ExportKind.Decisions or ExportKind.Tasks),
        EpisodeMethod.RecordEvents => Kinds.Contains(ExportKind.Events),
        EpisodeMethod.ConfirmDecision or EpisodeMethod.AcknowledgeTask or EpisodeMethod.CloseTask => Kinds.Contains(ExportKind.Acts),
        EpisodeMethod.Sweep => Kinds.Any(kind => kind is ExportKind.Tasks or ExportKind.Notices),
        _ => true,
    };
}

/// <summary>The days of an export as instants.</summary>
/// <param name="From">Recorded from then on; null from the first.</param>
/// <param name="Before">Recorded before; null to the last.</param>
internal readonly record struct RecordingSpan(DateTimeOffset? From, DateTimeOffset? Before)
{
    private static readonly DateOnly s_earliest = DateOnly.FromDateTime(RecordingTimes.Earliest.Date);

    internal static RecordingSpan Of(ExportQuery query, TimeZoneInfo zone) => new(
        query.FromDay is { } first ? CivilTime.StartOf(first < s_earliest ? s_earliest : first, zone) : null,
        query.ToDay is { } last && last < DateOnly.MaxValue ? CivilTime.StartOf(last.AddDays(1), zone) : null);

    internal bool Holds(DateTimeOffset instant) => !(instant < From) && !(instant >= Before);
}

/// <summary>What an export can hold. The numbers are those of the contract.</summary>
internal enum ExportKind
{
    None = 0,
    Events = 1,
    Decisions = 2,
    Acts = 3,
    Tasks = 4,
    Notices = 5,
    Episodes = 6,
}
