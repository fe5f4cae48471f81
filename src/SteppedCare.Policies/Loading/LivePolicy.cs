namespace SteppedCare.Policies;

/// <summary>
/// The revision that answers now. A new one is loaded aside and answers its own cases before it takes over; when anything stands in its way the last good
/// one stays, and the failure can be seen.
/// </summary>
internal sealed class LivePolicy
{
    private readonly Lock _swap = new();
    private PolicyRevision _current;
    private PolicyReload? _lastReload;

    internal LivePolicy(PolicyRevision first) => _current = first;

    internal RevisionName Name => Volatile.Read(ref _current).Name;

    /// <summary>How the latest reload went; null when there was none.</summary>
    internal PolicyReload? LastReload => Volatile.Read(ref _lastReload);

    /// <summary>Holds the present revision while one decision is made on it.</summary>
    internal PolicyLease Lease()
    {
        while (true)
        {
            // Null when it was replaced between the look and the lease: then there is a newer one.
            if (Volatile.Read(ref _current).TryLease() is { } lease)
            {
                return lease;
            }
        }
    }

    /// <summary>Puts what is loaded in place, if it is a revision that answers its own cases.</summary>
    internal PolicyReload Replace(PolicyLoad next)
    {
        lock (_swap)
        {
            if (next.Revision is { } revision && next.IsGood)
            {
                var before = Interlocked.Exchange(ref _current, revision);
                if (!ReferenceEquals(before, revision))
                {
                    before.Retire();
                }
            }
            else
            {
                next.Revision?.Retire();
            }

            var reload = new PolicyReload(next.IsGood, next.Label, next.Faults);
            Volatile.Write(ref _lastReload, reload);
            return reload;
        }
    }
}

/// <summary>How a reload went.</summary>
/// <param name="Succeeded">The new revision is live. When false the one before still is.</param>
/// <param name="Label">The version that was to be loaded.</param>
/// <param name="Faults">Why it was not.</param>
internal sealed record PolicyReload(bool Succeeded, PolicyLabel Label, IReadOnlyList<string> Faults);
