using System.Collections.Immutable;

namespace SteppedCare.Server.Rollouts;

/// <summary>The revisions that are to be held though no rollout may name them yet: as the store says that somebody wants, and as a change here prepares.</summary>
internal sealed class RevisionWishes
{
    private readonly Lock _gate = new();
    private readonly List<ImmutableArray<RevisionName>> _prepared = [];
    private ImmutableArray<RevisionName> _wanted = [];

    internal ImmutableArray<RevisionName> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _wanted, .. _prepared.SelectMany(names => names)];
            }
        }
    }

    /// <summary>In place of what was wanted until now.</summary>
    internal void Want(IEnumerable<RevisionName> revisions)
    {
        ImmutableArray<RevisionName> wanted = [.. revisions];
        lock (_gate)
        {
            _wanted = wanted;
        }
    }

    /// <summary>These as well, until what is returned is disposed of.</summary>
    internal IDisposable Prepare(ImmutableArray<RevisionName> revisions)
    {
        lock (_gate)
        {
            _prepared.Add(revisions);
        }

        return new Preparing(this, revisions);
    }

    private void Leave(ImmutableArray<RevisionName> revisions)
    {
        lock (_gate)
        {
            _prepared.Remove(revisions);
        }
    }

    private sealed class Preparing(RevisionWishes wishes, ImmutableArray<RevisionName> revisions) : IDisposable
    {
        public void Dispose() => wishes.Leave(revisions);
    }
}
