using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>A registry without a store: changes decided one after another, with the words that tests need.</summary>
internal sealed class ARegistry
{
    internal const string Policy = "talking-therapies";
    internal const string Author = "a.author";
    internal const string Officer = "s.officer";

    internal static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    internal RegistryState State { get; private set; } = RegistryState.Empty;

    /// <summary>The log as a store would keep it.</summary>
    internal List<ReadOnlyMemory<byte>> Log { get; } = [];

    internal static GateReport GoodReport { get; } = new([new GateResult(Gate.Compile, GateVerdict.Passed, "It compiles.", [], TimeSpan.Zero)]);

    internal static GateReport BadReport { get; } = new([new GateResult(Gate.Cases, GateVerdict.Failed, "A case fails.", [], TimeSpan.Zero)]);

    /// <summary>Carries a change out; it must not be refused.</summary>
    internal RegistryEntry Do(Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide)
    {
        var (draft, refusal) = decide(State, Now);
        Assert.True(refusal is null, refusal?.Reason);
        if (!draft!.IsThere)
        {
            var bytes = RegistryJson.Write(draft.Entry);
            Log.Add(bytes);
            State = State.After(RegistryJson.Read(bytes));
        }

        return draft.Entry;
    }

    /// <summary>Carries it out if it is not refused; the reason otherwise.</summary>
    internal string? Try(Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide)
    {
        var refusal = decide(State, Now).Refusal;
        if (refusal is null)
        {
            Do(decide);
        }

        return refusal?.Reason;
    }

    /// <summary>The reason for which a change is refused; it must change nothing.</summary>
    internal Server.Decisions.Refusal Refused(Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide)
    {
        var (draft, refusal) = decide(State, Now);
        Assert.Null(draft);
        return refusal!;
    }

    /// <summary>Whether a change finds that it is so already.</summary>
    internal bool IsThere(Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide) => decide(State, Now).Value!.IsThere;

    internal RevisionName Published(string version, string text = "", string policy = Policy) =>
        ((RevisionPublished)Do(Publish(version, text, policy).Decide)).Revision;

    internal RevisionName Approved(string version, string policy = Policy)
    {
        var name = Published(version, policy: policy);
        Do(Approve(version, policy).Decide);
        return name;
    }

    internal PublishRevision Publish(string version, string text = "", string policy = Policy, GateReport? report = null) => new(
        new PolicyBundle(new PolicyLabel(policy, version), $"// {version} {text}", $"cases of {version}", "", $"# {version}"),
        1, State.InvariantsOf(policy)?.Digest, report ?? GoodReport, Author, "because");

    internal ApproveRevision Approve(string version, string policy = Policy, string by = Officer) => new(
        policy, version, State.Find(policy, version)?.Name.Digest ?? "", State.InvariantsOf(policy)?.Digest,
        State.Find(policy, version)?.Published.ReportDigest ?? "", by, "seen");

    internal static PublishInvariants Invariants(string text, string? replaces) =>
        new(Policy, new PolicySource(PolicyLibrary.InvariantsName, text), replaces, [], Officer, "safer");

    internal SeenEpoch Seen(string service) => new(service, State.RolloutOf(service)?.Epoch ?? 0);

    internal SetRollout Rollout(string active, params string[] services) => new()
    {
        Policy = Policy,
        Seen = [.. services.Select(Seen)],
        ActiveVersion = active,
        CanaryVersion = null,
        CanaryShare = 0,
        ShadowVersions = [],
        Guard = null,
        NotBefore = null,
        Reason = "better",
        By = Author,
        Services = new HashSet<string> { "demo", "leeds", "york" },
        Occupied = ImmutableHashSet<Step>.Empty,
        Ladders = ImmutableDictionary<string, IReadOnlySet<Step>>.Empty
            .Add("1", ImmutableHashSet.Create(Step.Low, Step.High)).Add("2", ImmutableHashSet.Create(Step.Low, Step.High)).Add("3", ImmutableHashSet.Create(Step.Low)),
    };

    internal RollBack Back(params string[] services) => new([.. services.Select(Seen)], RolloutChange.RolledBack, Officer, "worse");
}
