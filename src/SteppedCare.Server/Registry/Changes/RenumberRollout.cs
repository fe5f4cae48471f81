using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Gives a rollout a number above what its tags were found under. They stand under one that this log does not know: a fail-over lost its entry, and a part of
/// the store that was away when the rollout was numbered kept it. What was decided since is what holds; under that number it could not be told from the lost one.
/// </summary>
/// <param name="Service">The service.</param>
/// <param name="Epoch">The number that the rollout has.</param>
/// <param name="Found">What tags were found under instead of it.</param>
internal sealed record RenumberRollout(string Service, long Epoch, ImmutableArray<TagEpoch> Found)
{
    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        var line = state.LineOf(Service);
        if (line.Find(Epoch) is not { } rollout)
        {
            return RegistryRefusals.RolloutMoved;
        }

        var lost = Found.Where(epoch => line.Find(epoch) is null).ToImmutableArray();
        if (lost.IsEmpty)
        {
            return RegistryDraft.There(rollout.Changed);
        }

        // A later one that is known is moved in its turn, and finds the same.
        return line.Latest!.Epoch != Epoch
            ? RegistryRefusals.RolloutMoved
            : RegistryDraft.Of(new RolloutChanged
            {
                At = now,
                By = ReachRollout.Server,
                Change = rollout.Changed.Change,
                Epochs = One(lost.Max(epoch => epoch.Number) + 1),
                Plans = One(rollout.Plan),
                BackTo = One(Epoch),
                NotBefore = null,
                Reason = rollout.Changed.Reason,
            });
    }

    private ImmutableSortedDictionary<string, T> One<T>(T value) => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal).Add(Service, value);
}
