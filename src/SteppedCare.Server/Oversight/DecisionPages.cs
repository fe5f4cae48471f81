using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>Pages of decisions: the sixteen logs as one, by their positions; what is told comes from the trajectories.</summary>
internal sealed class DecisionPages(ILogTail log, RecordingTimes times, EpisodeLedger ledger, ListMeters meters)
{
    /// <summary>Where few of many decisions are wanted, a page ends after so many entries, found or not, so that no call takes for ever.</summary>
    internal const int MostLookedAt = 20_000;

    private const int ReadAtOnce = 64;

    internal Task<Result<DecisionsAnswer>> ReadAsync(DecisionsQuery query, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        meters.PageAsync(ListKind.Decisions, () => PageAsync(query, zone, cancellationToken));

    private async Task<Result<DecisionsAnswer>> PageAsync(DecisionsQuery query, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        if (query is { After: null, From: { } from } && await times.IsGoneAsync(query.Service, from, cancellationToken))
        {
            return OversightRefusals.BeforeWhatIsKept;
        }

        var at = query.After ?? await times.SeekAsync(query.Service, query.From, cancellationToken);
        var logs = new MergedLogs(log, query.Service, at);
        var found = ImmutableArray.CreateBuilder<DecisionItem>();
        for (var looked = 0; looked < MostLookedAt && found.Count < query.PageSize;)
        {
            if (await logs.TakeAsync(ReadAtOnce, cancellationToken) is not { } entries)
            {
                return OversightRefusals.PageExpired;
            }

            if (entries.Count == 0)
            {
                return new DecisionsAnswer(found.ToImmutable(), null);
            }

            looked += entries.Count;
            var histories = await HistoriesAsync(query.Service, entries, zone, cancellationToken);
            foreach (var entry in entries)
            {
                at = entry.At;
                var history = histories.GetValueOrDefault(entry.Entry.Episode);
                if (history is not null && entry.Entry.Version <= history.Version
                    && RecordingTimes.IsSurelyAfter(history.Trajectory.Entries[entry.Entry.Version - 1].RecordedAt, query.Before))
                {
                    logs.End(entry.Bucket);
                }

                if (history?.FindDecision(entry.Entry.Version) is { } decision
                    && DecisionItem.Of(new EpisodeKey(query.Service, entry.Entry.Episode), history, decision) is var item && IsWanted(query, item))
                {
                    found.Add(item);
                    if (found.Count == query.PageSize)
                    {
                        break;
                    }
                }
            }
        }

        return new DecisionsAnswer(found.ToImmutable(), at);
    }

    private static bool IsWanted(DecisionsQuery query, DecisionItem item) =>
        !(item.RecordedAt < query.From)
        && !(item.RecordedAt >= query.Before)
        && (query.Outcomes.IsEmpty || query.Outcomes.Contains(item.Line.Outcome))
        && (query.Call == DecisionCall.None || query.Call == item.Line.Call)
        && (query.Version is null || query.Version == item.Revision.Version);

    // Only of those that can hold a decision, or tell that the range is past.
    private async Task<Dictionary<string, EpisodeHistory?>> HistoriesAsync(
        string service, IReadOnlyList<MergedEntry> entries, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var episodes = entries.Where(entry => entry.Entry.Reference.Kind is EpisodeMethod.Triage or EpisodeMethod.Review)
            .Select(entry => entry.Entry.Episode).Distinct(StringComparer.Ordinal).ToArray();
        var read = await Task.WhenAll(episodes.Select(episode => ReadableAsync(new EpisodeKey(service, episode), zone, cancellationToken)));
        return episodes.Zip(read).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private async Task<EpisodeHistory?> ReadableAsync(EpisodeKey key, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        try
        {
            return await ledger.ReadAsync(key, zone, cancellationToken);
        }
        catch (FormatException)
        {
            // Damaged, or of a later release: no reason to hide all others.
            return null;
        }
    }
}
