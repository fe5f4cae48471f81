using System.Numerics;

namespace SteppedCare.Policies;

/// <summary>Kinds of tasks as one number.</summary>
internal readonly record struct TaskSet(uint Bits)
{
    internal static TaskSet None => default;

    internal static TaskSet Of(IEnumerable<TaskKind> kinds) => kinds.Aggregate(None, (all, kind) => all.With(kind));

    internal int Count => BitOperations.PopCount(Bits);

    internal TaskSet With(TaskKind kind) => kind == TaskKind.None ? this : new(Bits | (1u << (int)kind));

    internal TaskSet With(TaskSet others) => new(Bits | others.Bits);

    /// <summary>Those that are in here and not there.</summary>
    internal TaskSet Except(TaskSet others) => new(Bits & ~others.Bits);
}
