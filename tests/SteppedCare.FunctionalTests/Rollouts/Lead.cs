using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>A service lead and a safety officer at one server: they publish, approve and roll out.</summary>
internal sealed class Lead(AssembledServer server)
{
    // A revision that nobody compiled yet is compiled first, by a process of its own, and answers all its cases.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    internal const string Policy = "talking-therapies";

    private static int s_requests;

    private readonly IPolicyRegistry _registry = server.Services.GetRequiredService<IPolicyRegistry>();

    private RolloutChanges Changes => server.Services.GetRequiredService<RolloutChanges>();

    internal RolloutRecord Present => _registry.State.RolloutOf(Course.Service)!;

    /// <summary>Publishes a revision and has it approved.</summary>
    internal async Task<RevisionName> PublishAsync(string version, string script, string cases = "")
    {
        var state = await _registry.RefreshAsync(CancellationToken.None);
        var invariants = state.InvariantsOf(Policy)?.Digest;
        var report = new GateReport([new GateResult(Gate.Compile, GateVerdict.Passed, "It compiles.", [], TimeSpan.Zero)]);
        var publish = new PublishRevision(new PolicyBundle(new PolicyLabel(Policy, version), script, cases, "", ""), LanguageVersion.Current, invariants, report, "a.author", "why");
        var published = Done(await _registry.ChangeAsync(null, publish.Decide, CancellationToken.None));
        var revision = published.State.Find(Policy, version)!;
        var approve = new ApproveRevision(Policy, version, revision.Name.Digest, invariants, revision.Published.ReportDigest, "s.officer", "seen");
        Done(await _registry.ChangeAsync(null, approve.Decide, CancellationToken.None));
        return revision.Name;
    }

    internal SetRolloutCommand Command(string version) => new(
        Mark(), Policy, Seen(), version, null, 0, [], null, null, "better", []);

    /// <summary>The change itself, as it is appended: nobody is waited for and nothing else is looked at.</summary>
    internal SetRollout Setting(string version) => new()
    {
        Policy = Policy,
        Seen = [new SeenEpoch(Course.Service, Seen()[Course.Service])],
        ActiveVersion = version,
        CanaryVersion = null,
        CanaryShare = 0,
        ShadowVersions = [],
        Guard = null,
        NotBefore = null,
        Reason = "better",
        By = "a.author",
        Services = ImmutableHashSet.Create(Course.Service),
        Occupied = ImmutableHashSet<Step>.Empty,
        Ladders = ImmutableDictionary<string, IReadOnlySet<Step>>.Empty.Add(version, ImmutableHashSet.Create(Step.Low, Step.High)),
    };

    internal Task<Result<ChangedRollouts>> TryAsync(SetRolloutCommand command) => Changes.SetAsync(command, CancellationToken.None).WaitAsync(s_patience);

    /// <summary>Tries again while replicas are not ready, as a lead on a slow machine would.</summary>
    internal async Task<Result<ChangedRollouts>> InsistAsync(SetRolloutCommand command)
    {
        Result<ChangedRollouts> result;
        var began = Stopwatch.GetTimestamp();
        do
        {
            result = await TryAsync(command);
        }
        while (result.Refusal?.Reason == "REPLICAS_NOT_READY" && Stopwatch.GetElapsedTime(began) < s_patience);

        return result;
    }

    internal async Task<RolloutRecord> RollOutAsync(SetRolloutCommand command) => Done(await InsistAsync(command)).Rollouts.Single();

    internal async Task<RolloutRecord> RollOutAsync(string version)
    {
        await _registry.RefreshAsync(CancellationToken.None);
        return await RollOutAsync(Command(version));
    }

    internal async Task<RolloutRecord> RollBackAsync()
    {
        await _registry.RefreshAsync(CancellationToken.None);
        return Done(await Changes.RollBackAsync(new RollBackCommand(Mark(), Seen(), "worse"), CancellationToken.None).WaitAsync(s_patience)).Rollouts.Single();
    }

    internal async Task<RegistryChange> ChangeAsync(Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide) =>
        Done(await _registry.ChangeAsync(null, decide, CancellationToken.None));

    internal ImmutableSortedDictionary<string, long> Seen() =>
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal).Add(Course.Service, _registry.State.RolloutOf(Course.Service)?.Epoch ?? 0);

    internal static T Done<T>(Result<T> result)
        where T : class
    {
        Assert.True(result.Refusal is null, $"{result.Refusal?.Reason}: {result.Refusal?.Message}");
        return result.Value!;
    }

    private static ChangeMark Mark() => new(new RegistryRequest($"change-{Interlocked.Increment(ref s_requests)}", "hash"), "a.author");
}
