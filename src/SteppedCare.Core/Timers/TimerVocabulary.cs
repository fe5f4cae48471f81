using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>A policy's word on when care at a step is looked at again: after so many sessions or so many days, whichever comes first.</summary>
/// <param name="Step">The step it is about.</param>
/// <param name="Sessions">Attended treatment sessions; null when sessions do not count.</param>
/// <param name="WithinDays">Days since the step started, or since the last review; null when days do not count.</param>
internal sealed record ReviewTimer(Step Step, int? Sessions, int? WithinDays);

/// <summary>A policy's word on what must not pass unseen: each time a count of days or sessions reaches one of these numbers somebody looks.</summary>
/// <param name="Name">As the policy names it.</param>
/// <param name="Fact">The count.</param>
/// <param name="Thresholds">Ascending.</param>
/// <param name="Task">The task raised when it is reached.</param>
internal sealed record WatchTimer(string Name, FactNumber Fact, ImmutableArray<int> Thresholds, TaskKind Task)
{
    /// <summary>The only step at which it is looked at; none where it always is.</summary>
    internal Step Step { get; init; }
}

/// <summary>Something that the clock has still to tell people of.</summary>
/// <param name="Watch">The watch that falls due.</param>
/// <param name="Due">When; in the past means that nobody has looked since.</param>
/// <param name="Task">The task that it raises.</param>
/// <param name="Number">Which of the watch's numbers.</param>
/// <param name="Since">The entry that told of what is counted; 0 where no correction can move that.</param>
internal readonly record struct Notice(string Watch, DateTimeOffset Due, TaskKind Task, int Number, int Since);

/// <summary>Why an episode falls due.</summary>
internal enum DueKind
{
    /// <summary>A review is due by sessions or days at the step.</summary>
    Review,

    /// <summary>A watched count of days or sessions reaches its next number.</summary>
    Watch,

    /// <summary>The policy asked in the latest decision to look again.</summary>
    NextReview,

    /// <summary>A task is open.</summary>
    Task,

    /// <summary>A risk task that came first was closed: now decide about care.</summary>
    RiskFirstClosed,

    /// <summary>A risk task was closed by somebody who had not seen it raised again: decide again, so that it stands again where it should.</summary>
    RiskUnseen,

    /// <summary>A decision was overridden: look again within two weeks (domain case 54).</summary>
    OverrideRecheck,

    /// <summary>What a decision rested on was told otherwise later.</summary>
    InputsChanged,

    /// <summary>Danger was told of, and nothing has been decided since: at once.</summary>
    RiskTold,
}

/// <summary>Something that falls due.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Name">What exactly: the step, the watch or the task.</param>
/// <param name="Due">When; in the past means at once.</param>
internal readonly record struct DueTimer(DueKind Kind, string Name, DateTimeOffset Due)
{
    /// <summary>The entry that told of what it is counted from; 0 where no correction can move that.</summary>
    internal int Since { get; init; }
}
