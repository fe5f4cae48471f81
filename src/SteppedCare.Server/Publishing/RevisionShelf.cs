using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;
using Refusal = SteppedCare.Server.Decisions.Refusal;

namespace SteppedCare.Server.Publishing;

/// <summary>What is published, read.</summary>
internal sealed class RevisionShelf(IPolicyRegistry registry)
{
    internal async Task<Result<RevisionsAnswer>> ListAsync(RevisionsQuery query, CancellationToken cancellationToken)
    {
        var state = await registry.RefreshAsync(cancellationToken);
        var found = ImmutableArray.CreateBuilder<RevisionAnswer>();
        for (var place = Math.Min(query.Below ?? int.MaxValue, state.Order.Count) - 1; place >= 0; place--)
        {
            var (policy, version) = state.Order[place];
            if (query.Policy is { } wanted && wanted != policy || state.Find(policy, version) is not { } record || record.Retired is not null && !query.ShowRetired)
            {
                continue;
            }

            if (found.Count == query.Count)
            {
                return new RevisionsAnswer(found.DrainToImmutable(), place + 1);
            }

            found.Add(Answer(state, record));
        }

        return new RevisionsAnswer(found.DrainToImmutable(), null);
    }

    internal async Task<Result<RevisionDetails>> GetAsync(RevisionQuery query, CancellationToken cancellationToken)
    {
        var state = await registry.RefreshAsync(cancellationToken);
        return state.Find(query.Label.Policy, query.Label.Version) is { } record
            ? new RevisionDetails(Answer(state, record), await FilesAsync(record, cancellationToken), await ReportAsync(record, cancellationToken))
            : Unknown(state, query.Label.Policy);
    }

    /// <summary>The files of a revision, or of those that came with a request.</summary>
    internal async Task<Result<PolicyBundle>> ChooseAsync(RevisionChoice choice, CancellationToken cancellationToken)
    {
        if (choice.Files is { } files)
        {
            return files;
        }

        var state = await registry.RefreshAsync(cancellationToken);
        return state.Find(choice.Policy, choice.Version!) is { } record ? await FilesAsync(record, cancellationToken) : Unknown(state, choice.Policy);
    }

    /// <summary>The present invariants of a policy; null when it has none.</summary>
    internal async Task<PresentInvariants?> InvariantsAsync(RegistryState state, string policy, CancellationToken cancellationToken) =>
        state.InvariantsOf(policy) is { } published
            ? new PresentInvariants(published.Digest, System.Text.Encoding.UTF8.GetString((await BlobAsync(published.File, cancellationToken)).Span))
            : null;

    internal async Task<KeptReport> ReportAsync(RevisionRecord record, CancellationToken cancellationToken)
    {
        var digest = record.Published.ReportDigest;
        return new KeptReport(GateReport.FromBytes((await BlobAsync(digest, cancellationToken)).Span), digest);
    }

    internal async Task<PolicyBundle> FilesAsync(RevisionRecord record, CancellationToken cancellationToken) =>
        await registry.LoadBundleAsync(record.Name, cancellationToken) ?? throw Lost();

    internal static RevisionAnswer Answer(RegistryState state, RevisionRecord record) =>
        new(record, state.InvariantsOf(record.Name.Policy) is { } invariants && invariants.BrokenBy.Contains(record.Name));

    internal static Refusal Unknown(RegistryState state, string policy) =>
        state.Order.Any(label => label.Policy == policy) ? RegistryRefusals.UnknownRevision : RegistryRefusals.UnknownPolicy;

    private async Task<ReadOnlyMemory<byte>> BlobAsync(string digest, CancellationToken cancellationToken) =>
        await registry.LoadBlobAsync(digest, cancellationToken) ?? throw Lost();

    // An operator is told which by the log.
    private static StoreUnavailableException Lost() => new("The store does not hold a file that its registry names.");
}

/// <summary>Invariants with their digest.</summary>
internal sealed record PresentInvariants(string Digest, string Text);
