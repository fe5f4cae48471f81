using System.Collections.Immutable;

namespace SteppedCare.Server.Trajectories;

/// <summary>The open tasks of whole services, kept by the commits themselves. What is told here is kept as surely as an acknowledged commit.</summary>
internal interface IWorklistIndex
{
    /// <summary>The next open tasks of a service, in the order of <see cref="WorklistPlace"/>.</summary>
    /// <param name="service">The service.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">The last one seen, which may be closed by now; null for the beginning.</param>
    /// <param name="count">At most so many; fewer mean that there are no more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">A part of the store does not answer: a list that lacks it would not say so.</exception>
    Task<IReadOnlyList<WorklistEntry>> ReadAsync(string service, WorklistFilter filter, WorklistPlace? after, int count, CancellationToken cancellationToken);

    /// <summary>How many tasks are open in each class that has any, and how many of these were due before that instant; the most urgent first.</summary>
    Task<ImmutableArray<WorklistCount>> CountAsync(string service, DateTimeOffset due, CancellationToken cancellationToken);
}

/// <summary>An open task of a service.</summary>
internal readonly record struct WorklistEntry(string Episode, OpenTask Task)
{
    public WorklistPlace Place => new(Task.Urgency, Task.Due, Task.RaisedAt, Task.Kind, Episode);
}

/// <summary>Where a task stands in the list: the most urgent class first, then what is due first, then what was raised first. To the millisecond.</summary>
internal readonly record struct WorklistPlace(Urgency Urgency, DateTimeOffset Due, DateTimeOffset RaisedAt, TaskKind Kind, string Episode) : IComparable<WorklistPlace>
{
    public int CompareTo(WorklistPlace other)
    {
        var order = (Urgency, Due, RaisedAt, Kind).CompareTo((other.Urgency, other.Due, other.RaisedAt, other.Kind));
        return order != 0 ? order : string.CompareOrdinal(Episode, other.Episode);
    }
}

/// <summary>Which tasks; empty lists stand for all.</summary>
/// <param name="Kinds">Of these kinds.</param>
/// <param name="Steps">Where care is at one of these; none being before any began.</param>
/// <param name="IsAcknowledged">Taken on or not; null for either.</param>
/// <param name="RaisedBy">Raised at this instant or before; null for whenever.</param>
internal sealed record WorklistFilter(ImmutableArray<TaskKind> Kinds, ImmutableArray<Step> Steps, bool? IsAcknowledged, DateTimeOffset? RaisedBy)
{
    public static WorklistFilter All { get; } = new([], [], null, null);
}

/// <summary>The open tasks of a class.</summary>
internal readonly record struct WorklistCount(Urgency Urgency, int Open, int Overdue);
