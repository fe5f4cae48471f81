using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Oversight;

/// <summary>Some of what was asked for.</summary>
/// <param name="Writes">In the order of recording.</param>
/// <param name="At">What was looked at so far.</param>
/// <param name="Progress">How much of the logs that is, from 0 to 1.</param>
internal sealed record ExportAnswer(ImmutableArray<ExportedWrite> Writes, LogVector At, double Progress);

/// <summary>All that is told of one write.</summary>
/// <param name="Key">The episode.</param>
/// <param name="Version">The version that the write made.</param>
/// <param name="RecordedAt">When; null where the episode cannot be read.</param>
/// <param name="At">What was looked at once this is told.</param>
/// <param name="Contents">Each a record of its own.</param>
internal sealed record ExportedWrite(Trajectories.EpisodeKey Key, int Version, DateTimeOffset? RecordedAt, LogVector At, ImmutableArray<ExportedContent> Contents);

/// <summary>One record of an export.</summary>
internal abstract record ExportedContent;

internal sealed record ExportedEvent(RecordedEvent Event) : ExportedContent;

/// <param name="Decision">As it is told now.</param>
/// <param name="Facts">What it was made from; empty where they were not asked for.</param>
internal sealed record ExportedDecision(DecisionAnswer Decision, ImmutableArray<FactValue> Facts) : ExportedContent;

/// <summary>What a named person did: the act of the trajectory.</summary>
internal sealed record ExportedAct(EpisodeAct Act) : ExportedContent;

internal sealed record ExportedTask(TaskAnswer Task) : ExportedContent;

internal sealed record ExportedNotice(Noticed Notice) : ExportedContent;

internal sealed record ExportedEpisode(EpisodeAnswer Episode) : ExportedContent;

/// <summary>The episode is damaged, or a later release wrote it.</summary>
internal sealed record ExportedUnreadable : ExportedContent;
