using System.Collections.Frozen;
using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Keeps what this replica answers by at what the registry says: shows at once what it holds, loads the rest beside that, and lets go of what no rollout names
/// any more. One change at a time; who only asks waits for nobody.
/// </summary>
internal sealed partial class RolloutKeeper : IRollouts, ILiveRevisions
{
    private readonly IPolicyRegistry _registry;
    private readonly ResidentRevisions _resident;
    private readonly OldRevisions _old;
    private readonly RolloutMetrics _metrics;
    private readonly StoreAlarm _alarm;
    private readonly UnknownEpochs _unknown;
    private readonly ILogger<RolloutKeeper> _logger;
    private readonly FrozenDictionary<string, ServiceProfile> _services;
    private readonly SharedRun _takingIn;
    private readonly Lock _gate = new();
    private readonly RevisionWishes _wishes = new();
    private volatile RolloutTable _table = RolloutTable.Empty;
    private volatile RegistryState? _tableOf;
    private FrozenSet<RevisionName> _broken = [];
    private bool _toldWhole;

    public RolloutKeeper(
        IPolicyRegistry registry, ResidentRevisions resident, OldRevisions old, RolloutMetrics metrics, StoreAlarm alarm, UnknownEpochs unknown, HostSettings settings,
        ILogger<RolloutKeeper> logger)
    {
        _registry = registry;
        _resident = resident;
        _old = old;
        _metrics = metrics;
        _alarm = alarm;
        _unknown = unknown;
        _logger = logger;
        _services = settings.Services.ToFrozenDictionary(service => service.Name, service => new ServiceProfile(service.Name, service.TimeZone), StringComparer.Ordinal);
        _takingIn = new SharedRun(TakeInNowAsync);
        resident.Ended += Show;
    }

    /// <summary>Every service can be answered for, whatever epoch its tags are under.</summary>
    internal bool IsWhole => _services.Keys.All(IsWholeFor);

    internal RolloutTable Table => _table;

    /// <summary>The services that this server answers for.</summary>
    internal ImmutableArray<string> Services => _services.Keys;

    public Rollout? Find(string service)
    {
        if (!_services.ContainsKey(service))
        {
            return null;
        }

        return _table.Find(service)?.Present ?? throw new PolicyNotLiveException("No revision can answer for this service now.");
    }

    public Rollout? Find(string service, TagEpoch epoch) => _table.Find(service, epoch);

    public IRevision? FindRevision(RevisionName name) => (IRevision?)_resident.Find(name) ?? _old.Find(name);

    public async ValueTask<IRevision?> LoadRevisionAsync(RevisionName name, CancellationToken cancellationToken) =>
        FindRevision(name) ?? await _old.LoadAsync(name, cancellationToken);

    public RevisionName? Of(string service) => IsWholeFor(service) ? _table.Find(service)?.Present?.Active.Name : null;

    public TagEpoch? EpochOf(string service) => _registry.State.LineOf(service).Live?.Tag;

    public async Task<Rollout> LoadAsync(string service, TagEpoch epoch, CancellationToken cancellationToken)
    {
        await TakeInAsync(cancellationToken);
        if (Find(service, epoch) is { } known)
        {
            return known;
        }

        if (_registry.State.RolloutOf(service, epoch) is not { } record)
        {
            _alarm.Ring();
            if (epoch.Number == 0)
            {
                throw new StoreUnavailableException("A part of the store has no epoch yet.");
            }

            // No change of rollouts made this epoch, or another one of that number. Somebody wrote to the store, or it lost writes of the registry and kept the tag's.
            _unknown.Found(service, epoch);
            throw new StoreUnavailableException("The store is under a rollout that its registry does not know.");
        }

        if (RolloutReading.Met(_registry.State, service).Contains(record))
        {
            await _resident.SettledAsync(Answering(record.Plan), cancellationToken);

            // Whoever loaded it may not have shown it yet.
            Show();
            if (Find(service, epoch) is { } loaded)
            {
                return loaded;
            }
        }
        else if (await LoadOldAsync(record, cancellationToken) is { } old)
        {
            // Long past: the tag has moved since, and the commit will say so. Or it has not, and then what answered under that epoch answers.
            return old;
        }

        _alarm.Ring();
        throw new PolicyNotLiveException("This replica cannot load the revision that answers this service's episodes now.");
    }

    /// <summary>
    /// Reads what changed, answers by it as far as it is held, and begins to load the rest. Who asks for it at once shares the work; nobody waits for a load.
    /// </summary>
    internal Task TakeInAsync(CancellationToken cancellationToken) => _takingIn.NextAsync().WaitAsync(cancellationToken);

    /// <summary>Holds these as well, for as long as they are wanted.</summary>
    internal Task WantAsync(IEnumerable<RevisionName> revisions, CancellationToken cancellationToken)
    {
        _wishes.Want(revisions);
        return TakeInAsync(cancellationToken);
    }

    /// <summary>Holds these as well, whatever the store says is wanted, until what is returned is disposed of.</summary>
    internal IDisposable Prepare(ImmutableArray<RevisionName> revisions)
    {
        var prepared = _wishes.Prepare(revisions);
        foreach (var revision in revisions)
        {
            _resident.Forgive(revision);
        }

        return prepared;
    }

    /// <summary>Returns once nothing that is needed now is being loaded.</summary>
    internal Task SettledAsync(CancellationToken cancellationToken) => _resident.SettledAsync(Needed(_registry.State), cancellationToken);

    private async Task TakeInNowAsync()
    {
        await _registry.RefreshAsync(CancellationToken.None);
        _old.LetIdleGo();
        if (!(ReferenceEquals(_registry.State, _tableOf) && IsWhole && Needed(_registry.State).SetEquals(_resident.Held.Keys)))
        {
            Show();
        }
    }

    private HashSet<RevisionName> Needed(RegistryState state) =>
        [.. _services.Keys.SelectMany(service => RolloutReading.Needed(state, service)), .. _wishes.All.Where(name => state.Find(name) is { Retired: null })];

    // What is held answers now: no load that is under way, whatever it is of, stands before it.
    private void Show()
    {
        lock (_gate)
        {
            var state = _registry.State;
            var needed = Needed(state);
            _resident.Bring(needed);
            _table = new RolloutTable(_services.ToFrozenDictionary(
                service => service.Key,
                service => RolloutReading.Of(state, service.Value, _registry.StoreNow, _resident.Find),
                StringComparer.Ordinal));
            _tableOf = state;
            _resident.KeepOnly(needed);
            _metrics.Shows(_table, state);
            TellBroken(state);
            _unknown.Compare(state);

            // A load of a moment is not told of.
            var isWhole = IsWhole;
            if (isWhole != _toldWhole && (isWhole || !_resident.IsLoading))
            {
                _toldWhole = isWhole;
                TellWhole();
                _alarm.Ring();
            }
        }
    }

    // Each once: the metric goes on saying it.
    private void TellBroken(RegistryState state)
    {
        var broken = _services.Keys.SelectMany(service => state.AnsweringOf(service)).SelectMany(rollout => rollout.Plan.Revisions)
            .Where(revision => state.InvariantsOf(revision.Policy)?.BrokenBy.Contains(revision) is true).ToFrozenSet();
        foreach (var revision in broken.Where(revision => !_broken.Contains(revision)))
        {
            BreaksInvariants(revision.Policy, revision.Version);
        }

        _broken = broken;
    }

    private void TellWhole()
    {
        foreach (var service in _services.Keys.Where(service => _table.Find(service) is not { IsWhole: true }))
        {
            NotWhole(service);
        }
    }

    private async Task<Rollout?> LoadOldAsync(RolloutRecord record, CancellationToken cancellationToken)
    {
        foreach (var name in Answering(record.Plan))
        {
            await LoadRevisionAsync(name, cancellationToken);
        }

        return RolloutReading.Of(record with { Plan = record.Plan with { Shadows = [] } }, _services[record.Service], FindRevision);
    }

    private static RevisionName[] Answering(RolloutPlan plan) => plan.Canary is { } canary ? [plan.Active, canary] : [plan.Active];

    private bool IsWholeFor(string service) => _table.Find(service) is { IsWhole: true } && !_unknown.Has(service);

    [LoggerMessage(50, LogLevel.Error, "This server cannot answer for {Service}: it holds no revision for a rollout that its episodes are under, or there is no rollout yet. It is not ready until it can")]
    private partial void NotWhole(string service);

    [LoggerMessage(59, LogLevel.Error, "{Policy} {Version} is in a rollout and breaks its policy's present invariants. It answers on: look at it, and roll out one that keeps them")]
    private partial void BreaksInvariants(string policy, string version);
}
