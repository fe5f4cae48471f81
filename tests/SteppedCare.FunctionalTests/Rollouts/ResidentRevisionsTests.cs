using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using SteppedCare.Policies;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Each revision is loaded by itself: what one does, no other feels.</summary>
public sealed class ResidentRevisionsTests : IRevisionLoader
{
    private static readonly RevisionName s_good = Of("good");
    private static readonly RevisionName s_broken = Of("broken");
    private static readonly RevisionName s_slow = Of("slow");

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ResidentRevisions _resident;
    private readonly OldRevisions _old;

    public ResidentRevisionsTests()
    {
        var metrics = new RolloutMetrics(Metrics.NewCustomRegistry());
        _resident = new ResidentRevisions(this, metrics, new StoppedClock(), NullLogger<ResidentRevisions>.Instance);
        _old = new OldRevisions(this, metrics, new StoppedClock(), NullLogger<OldRevisions>.Instance);
    }

    [Fact]
    public async Task One_that_breaks_keeps_no_other_from_being_held_and_says_why()
    {
        _resident.Bring(new HashSet<RevisionName> { s_broken, s_good });
        await _resident.SettledAsync([s_broken, s_good], CancellationToken.None);

        Assert.NotNull(_resident.Find(s_good));
        Assert.Null(_resident.Find(s_broken));
        Assert.Equal("loading it failed with FormatException", _resident.FaultOf(s_broken));
    }

    [Fact]
    public async Task One_that_takes_long_keeps_no_other_waiting()
    {
        _resident.Bring(new HashSet<RevisionName> { s_slow, s_good });
        await _resident.SettledAsync([s_good], CancellationToken.None);

        Assert.NotNull(_resident.Find(s_good));
        Assert.True(_resident.IsLoading);
        _released.SetResult();
        await _resident.SettledAsync([s_slow], CancellationToken.None);
        Assert.NotNull(_resident.Find(s_slow));
    }

    [Fact]
    public async Task One_that_nobody_needs_any_more_when_it_comes_is_not_held()
    {
        _resident.Bring(new HashSet<RevisionName> { s_slow });
        var settled = _resident.SettledAsync([s_slow], CancellationToken.None);
        _resident.Bring(new HashSet<RevisionName>());
        _released.SetResult();
        await settled;

        Assert.Empty(_resident.Held);
    }

    [Fact]
    public async Task One_that_failed_is_tried_again_after_a_pause_or_at_once_when_somebody_asks()
    {
        for (var time = 0; time < 3; time++)
        {
            _resident.Bring(new HashSet<RevisionName> { s_broken });
            await _resident.SettledAsync([s_broken], CancellationToken.None);
        }

        Assert.Single(_asked);
        _resident.Forgive(s_broken);
        _resident.Bring(new HashSet<RevisionName> { s_broken });
        await _resident.SettledAsync([s_broken], CancellationToken.None);
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task An_old_one_that_cannot_be_loaded_is_not_loaded_for_every_reader()
    {
        Assert.Null(await _old.LoadAsync(s_broken, CancellationToken.None));
        Assert.Null(await _old.LoadAsync(s_broken, CancellationToken.None));
        Assert.Single(_asked);
    }

    async Task<RevisionLoad> IRevisionLoader.LoadAsync(RevisionName name, CancellationToken cancellationToken)
    {
        _asked.Enqueue(name.Version);
        if (name == s_broken)
        {
            throw new FormatException("not what it says");
        }

        if (name == s_slow)
        {
            await _released.Task;
        }

        var compiled = PolicyCompiler.Compile(new PolicyLabel(name.Policy, name.Version), new PolicySource(PolicyLibrary.ScriptName, Scripts.Low));
        return new RevisionLoad(new LoadedRevision(compiled.Revision!, new DecisionMetrics(Metrics.NewCustomRegistry(), "1.2.3"), TimeProvider.System, counts: false), null);
    }

    Task<RevisionLoad> IRevisionLoader.LoadToExplainAsync(RevisionName name, CancellationToken cancellationToken) => ((IRevisionLoader)this).LoadAsync(name, cancellationToken);

    private static RevisionName Of(string version) => new(Lead.Policy, version, new string('0', 64));

    // No pause ends, however slow the machine is.
    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
