using System.Collections.Immutable;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Rollouts;

/// <summary>Where shadows of a rollout disagree with what was answered, as counted by all replicas.</summary>
internal sealed class Disagreements(IPolicyRegistry registry, IRegistryStore store)
{
    /// <summary>The matrices of a rollout's shadows; null when the service has no such rollout.</summary>
    /// <param name="service">The service.</param>
    /// <param name="epoch">The rollout; 0 for the present one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<Disagreement?> ReadAsync(string service, long epoch, CancellationToken cancellationToken)
    {
        var state = await registry.RefreshAsync(cancellationToken);
        if ((epoch == 0 ? state.RolloutsOf(service).FirstOrDefault(one => one.IsReached) ?? state.RolloutOf(service) : state.RolloutOf(service, epoch)) is not { } rollout)
        {
            return null;
        }

        var counts = await store.CountsAsync(service, rollout.Tag, CountKind.Shadow, cancellationToken);
        var sampled = await store.CountsAsync(service, rollout.Tag, CountKind.Sample, cancellationToken);
        var samples = sampled.Keys.Select(ShadowCell.ReadSample).OfType<(ShadowCell Cell, string Episode, int Version)>()
            .ToLookup(sample => sample.Cell, sample => $"services/{service}/episodes/{sample.Episode}/decisions/{sample.Version}");
        var cells = counts.Select(count => (Cell: ShadowCell.Read(count.Key), Count: count.Value))
            .Where(each => each.Cell is not null)
            .Select(each => new DisagreementCell(each.Cell!.Value, each.Count, [.. samples[each.Cell.Value].Order(StringComparer.Ordinal).Take(ShadowAsking.MostSamples)]))
            .ToLookup(cell => cell.Answers.Shadow, StringComparer.Ordinal);
        return new Disagreement(service, rollout.Epoch, [.. rollout.Plan.Shadows.Select(shadow => new ShadowDisagreement(shadow, [.. WorstFirst(cells[shadow.Version])]))]);
    }

    private static IOrderedEnumerable<DisagreementCell> WorstFirst(IEnumerable<DisagreementCell> cells) => cells
        .OrderByDescending(cell => cell.Answers.IsLower)
        .ThenBy(cell => cell.Answers.Agrees)
        .ThenByDescending(cell => cell.Decisions)
        .ThenBy(cell => cell.Answers.Name, StringComparer.Ordinal);
}

/// <summary>What all shadows of one rollout said.</summary>
internal sealed record Disagreement(string Service, long Epoch, ImmutableArray<ShadowDisagreement> Shadows);

/// <summary>What one shadow said: every pair of answers that was seen, worst first.</summary>
internal sealed record ShadowDisagreement(RevisionName Shadow, ImmutableArray<DisagreementCell> Cells);

/// <summary>How often a pair of answers came, and some of the decisions by name.</summary>
internal sealed record DisagreementCell(ShadowCell Answers, long Decisions, ImmutableArray<string> Samples);
