using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace SteppedCare.Policies;

/// <summary>
/// One revision, ready to answer. Its code lives in a context of its own; leases keep it there, and it goes when it is retired and the last lease ends.
/// Hand out nothing that a policy defines: a delegate kept elsewhere would hold the code for ever.
/// </summary>
internal sealed class PolicyRevision
{
    private readonly Lock _gate = new();
    private readonly PolicyLoadContext _context;
    private Content? _content;
    private int _leases;
    private bool _isRetired;

    private PolicyRevision(RevisionName name, PolicyArtefact artefact, PolicyLoadContext context, Rulebook book)
    {
        Name = name;
        _context = context;
        Manifest = artefact.Manifest;
        ReviewTimers = book.ReviewTimers;
        WatchTimers = book.WatchTimers;
        Norms = book.Norms;
        _content = new Content(book, new PolicyEvaluator(book), new PolicyExplainer(book, artefact.Manifest));
    }

    internal RevisionName Name { get; }

    internal PolicyManifest Manifest { get; }

    internal Rulebook Book => Loaded.Book;

    internal PolicyEvaluator Evaluator => Loaded.Evaluator;

    internal PolicyExplainer Explainer => Loaded.Explainer;

    /// <summary>When care at each step is looked at again, as Core's timers want it.</summary>
    internal ImmutableArray<ReviewTimer> ReviewTimers { get; }

    /// <summary>The waits that are watched, as Core's timers want them.</summary>
    internal ImmutableArray<WatchTimer> WatchTimers { get; }

    /// <summary>What this revision measures people by: facts are built with it.</summary>
    internal Norms Norms { get; }

    /// <summary>Dead once the code has left the process.</summary>
    internal WeakReference Context => new(_context);

    private Content Loaded => _content ?? throw new ObjectDisposedException($"revision {Name.Version}");

    /// <summary>
    /// Loads compiled bytes into a context of their own and runs the script once. Whoever made them, and wherever they lay, they pass the gate here: there is no
    /// other way to a revision.
    /// </summary>
    /// <returns>The revision, or the refusal that says what the gate found, or what the script's own code did wrong.</returns>
    internal static (PolicyRevision? Revision, Refusal? Refusal) Load(RevisionName name, PolicyArtefact artefact)
    {
        if (AssemblyGate.Check(artefact.Image) is { Count: > 0 } faults)
        {
            return (null, faults[0]);
        }

        var context = new PolicyLoadContext(name.Digest);
        var book = new Rulebook();
        if (context.Register(artefact.Image, artefact.Symbols, book) is not { } fault)
        {
            return (new PolicyRevision(name, artefact, context, book), null);
        }

        context.Unload();
        return (null, new Refusal(CompilerStage.Rulebook, "SC070", 0, 0, $"The policy failed while its rules were read: {fault}"));
    }

    /// <summary>Null once it is retired: look again for the live one.</summary>
    internal PolicyLease? TryLease()
    {
        lock (_gate)
        {
            if (_isRetired)
            {
                return null;
            }

            _leases++;
            return new PolicyLease(this);
        }
    }

    /// <summary>No new leases; the code goes when the last one ends.</summary>
    internal void Retire()
    {
        lock (_gate)
        {
            if (_isRetired)
            {
                return;
            }

            _isRetired = true;
            LetGoIfUnused();
        }
    }

    internal void Release()
    {
        lock (_gate)
        {
            _leases--;
            LetGoIfUnused();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LetGoIfUnused()
    {
        if (_isRetired && _leases == 0 && _content is not null)
        {
            _content = null;
            _context.Unload();
        }
    }

    private sealed record Content(Rulebook Book, PolicyEvaluator Evaluator, PolicyExplainer Explainer);
}

/// <summary>Keeps a revision loaded while a decision is made on it.</summary>
internal sealed class PolicyLease : IDisposable
{
    private PolicyRevision? _revision;

    internal PolicyLease(PolicyRevision revision) => _revision = revision;

    internal PolicyRevision Revision => _revision ?? throw new ObjectDisposedException(nameof(PolicyLease));

    public void Dispose() => Interlocked.Exchange(ref _revision, null)?.Release();
}
