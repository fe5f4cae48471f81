using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>What an export tells of one write: told from the trajectory, which holds it as surely as the log does.</summary>
internal sealed partial class ExportReading(EpisodeLedger ledger, IRollouts rollouts, ILogger<ExportReading> logger)
{
    /// <summary>The episodes of some entries; null for one that was erased.</summary>
    internal async Task<IReadOnlyDictionary<string, ReadEpisode>> ReadAsync(string service, IEnumerable<string> episodes, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var wanted = episodes.Distinct(StringComparer.Ordinal).ToArray();
        var read = await Task.WhenAll(wanted.Select(episode => ReadAsync(new EpisodeKey(service, episode), zone, cancellationToken)));
        return wanted.Zip(read).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    /// <summary>What is told of the write of that version.</summary>
    internal async ValueTask<ImmutableArray<ExportedContent>> TellAsync(
        ExportQuery query, RecordingSpan span, EpisodeKey key, EpisodeHistory history, int version, CancellationToken cancellationToken)
    {
        var contents = ImmutableArray.CreateBuilder<ExportedContent>();
        if (query.Kinds.Contains(ExportKind.Events))
        {
            contents.AddRange(EpisodeAnswers.EventsOf(history, version).Select(told => new ExportedEvent(told)));
        }

        if (query.Kinds.Contains(ExportKind.Decisions) && history.FindDecision(version) is { } decision)
        {
            var answer = await DecisionAnswers.EvenWithoutRevisionAsync(key, history, decision, rollouts, cancellationToken);
            contents.Add(new ExportedDecision(answer, query.WithFacts ? FactsOf(decision.Record) : []));
        }

        switch (history.Trajectory.Entries[version - 1].Act)
        {
            case Confirmed or TaskAcknowledged or TaskClosed when query.Kinds.Contains(ExportKind.Acts):
                contents.Add(new ExportedAct(history.Trajectory.Entries[version - 1].Act!));
                break;
            case Noticed notice when query.Kinds.Contains(ExportKind.Notices):
                contents.Add(new ExportedNotice(notice));
                break;
        }

        if (query.Kinds.Contains(ExportKind.Tasks))
        {
            contents.AddRange(history.Tasks
                .Where(task => task.RaisedVersion == version)
                .OrderBy(task => task.Kind)
                .Select(task => new ExportedTask(TaskAnswers.Of(key, task))));
        }

        if (query.Kinds.Contains(ExportKind.Episodes) && IsFirstOf(span, history, version))
        {
            contents.Add(new ExportedEpisode(EpisodeAnswers.Of(key, history, nextDue: null)));
        }

        return contents.ToImmutable();
    }

    private static bool IsFirstOf(RecordingSpan span, EpisodeHistory history, int version) =>
        !history.Trajectory.Entries.Take(version - 1).Any(entry => span.Holds(entry.RecordedAt));

    private static ImmutableArray<FactValue> FactsOf(DecisionRecord record)
    {
        try
        {
            var facts = FactsVector.Decode(record.Facts.AsSpan());
            return [.. FactBuilder.SeenBy(record.Call).Select(FactTable.Of).Select(row => new FactValue(row.Name, row.Show(facts[row.Number])))];
        }
        catch (FormatException)
        {
            // With a fact of a later release: the decision is told all the same.
            return [];
        }
    }

    private async Task<ReadEpisode> ReadAsync(EpisodeKey key, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        try
        {
            return new ReadEpisode(await ledger.ReadAsync(key, zone, cancellationToken), IsUnreadable: false);
        }
        catch (FormatException)
        {
            EpisodeUnreadable();
            return new ReadEpisode(null, IsUnreadable: true);
        }
    }

    [LoggerMessage(190, LogLevel.Error, "A trajectory cannot be read: it is damaged, or a later release wrote it. The export says so in its place")]
    private partial void EpisodeUnreadable();
}

/// <summary>An episode as an export found it.</summary>
/// <param name="History">Null where it was erased or cannot be read.</param>
/// <param name="IsUnreadable">It is there, and cannot be read.</param>
internal readonly record struct ReadEpisode(EpisodeHistory? History, bool IsUnreadable);
