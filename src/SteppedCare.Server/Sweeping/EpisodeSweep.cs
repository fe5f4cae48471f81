using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Sweeping;

/// <summary>
/// One episode that fell due. Everything that is due in it is told, the earliest first, each in an entry of its own; then its due instant is moved on. The commit
/// alone makes each single: whoever else sweeps finds it in the history, or is refused.
/// </summary>
internal sealed class EpisodeSweep(EpisodeLedger ledger, ITrajectoryStore store, IRollouts rollouts, SweepMetrics metrics)
{
    // A watch has a few numbers, and a policy a dozen watches; whoever has more waits for the next round.
    private const int MostNotices = 64;

    internal async Task SweepAsync(EpisodeKey key, ServiceProfile service, CancellationToken cancellationToken)
    {
        for (var told = 0; told < MostNotices; told++)
        {
            Notice? notice = null;
            DateTimeOffset? next = null;
            var appended = await ledger.AppendAsync(key, service.Zone, DraftAsync, cancellationToken);
            if (appended is { IsWritten: false })
            {
                // What stood in the index was worked out under another rollout, or is over. Where it moves now, whoever moved it has set it anew.
                await store.ReindexAsync(key, appended.History.Version, appended.Epoch, new IndexEntry(next), cancellationToken);
            }

            if (appended is { IsWritten: true } && notice is { } written)
            {
                metrics.Noticed(written.Task);
            }

            if (appended is not { IsWritten: true } || next is not { } due || due > ledger.Now)
            {
                return;
            }

            async ValueTask<Draft?> DraftAsync(EpisodeHistory history, TagEpoch epoch)
            {
                (notice, next) = (null, null);
                if (history.Version == 0)
                {
                    return null;
                }

                var rollout = rollouts.Find(key.Service, epoch) ?? await rollouts.LoadAsync(key.Service, epoch, cancellationToken);
                var now = ledger.Now;
                var notices = Due.Notices(history, rollout, key.Episode, now);
                if (notices.IsEmpty || notices[0].Due > now)
                {
                    next = notices.IsEmpty ? null : notices[0].Due;
                    return null;
                }

                notice = notices[0];
                return new Draft(NoticeEntry.Of(notices[0], now), epoch, after => next = Due.NextNotice(after, rollout, key.Episode, now));
            }
        }
    }
}
