using System.Collections.Immutable;
using SteppedCare.Server.Registry;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>One service with four approved revisions, answered by the first, and what can be done to its rollouts.</summary>
public abstract class RolloutsOfOneService
{
    private protected static readonly GuardBounds s_bounds = new(TimeSpan.FromMinutes(10), 100, 1, null, null);

    private protected readonly ARegistry _registry = new();

    private protected RolloutsOfOneService()
    {
        foreach (var version in (string[])["1", "2", "3", "4"])
        {
            _registry.Approved(version);
        }

        _registry.Do(new BeginRollout("demo", Name("1")).Decide);
        Reach();
    }

    private protected RolloutLine Line => _registry.State.LineOf("demo");

    private protected RevisionName Name(string version) => _registry.State.Find(Policy, version)!.Name;

    private protected void Set(string version, DateTimeOffset? notBefore = null, GuardBounds? guard = null) =>
        _registry.Do((_registry.Rollout(version, "demo") with { NotBefore = notBefore, Guard = guard, Ladders = AnyLadder }).Decide);

    private protected void Reach() => _registry.Do(new ReachRollout("demo", Line.Latest!.Epoch).Decide);

    private static IReadOnlyDictionary<string, IReadOnlySet<Step>> AnyLadder { get; } =
        Enumerable.Range(1, 9).ToImmutableDictionary(version => $"{version}", _ => (IReadOnlySet<Step>)ImmutableHashSet.Create(Step.Low, Step.High));
}
