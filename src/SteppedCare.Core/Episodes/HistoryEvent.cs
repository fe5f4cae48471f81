using System.Globalization;

namespace SteppedCare;

/// <summary>Where in the trajectory something was told: entry by entry, and within an entry in the order told, the act last.</summary>
/// <param name="Version">The entry, counted from 1.</param>
/// <param name="Index">The event within it, counted from 0; <see cref="Act"/> for what was decided or done.</param>
internal readonly record struct ToldAt(int Version, int Index) : IComparable<ToldAt>
{
    internal const int Act = int.MaxValue;

    public int CompareTo(ToldAt other) => (Version, Index).CompareTo((other.Version, other.Index));

    public static bool operator <(ToldAt left, ToldAt right) => left.CompareTo(right) < 0;

    public static bool operator >(ToldAt left, ToldAt right) => left.CompareTo(right) > 0;

    public static bool operator <=(ToldAt left, ToldAt right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ToldAt left, ToldAt right) => left.CompareTo(right) >= 0;

    /// <summary>The name of an event that has no id of its own.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}.{Index}");
}

/// <summary>An event as it counts now.</summary>
/// <param name="Id">Its own id, or its place where it has none.</param>
/// <param name="Told">Where it was first told.</param>
/// <param name="Revised">Where it last got its present content: the correction's place, or where it was told.</param>
/// <param name="HappenedOn">The date that counts.</param>
/// <param name="At">The time that counts.</param>
/// <param name="Content">The content that counts.</param>
internal sealed record HistoryEvent(string Id, ToldAt Told, ToldAt Revised, DateOnly HappenedOn, TimeOnly? At, EventContent Content);

/// <summary>A decision of the trajectory.</summary>
/// <param name="Version">The entry that holds it; its name.</param>
/// <param name="Record">What is kept of it.</param>
/// <param name="AsOf">The instant it speaks of, on the service's clock.</param>
internal sealed record HistoryDecision(int Version, DecisionRecord Record, CivilTime AsOf)
{
    /// <summary>
    /// Decided while care was at the step that started so. The review that led to a step is mostly of the day on which it starts, and told before it.
    /// </summary>
    internal bool IsSince(HistoryEvent start) =>
        AsOf.Date > start.HappenedOn || (AsOf.Date == start.HappenedOn && Version >= start.Told.Version);
}

/// <summary>What a clinician did with a decision.</summary>
/// <param name="Version">The entry that holds it.</param>
/// <param name="At">When, on the service's clock.</param>
/// <param name="Act">What was done.</param>
internal sealed record HistoryConfirmation(int Version, CivilTime At, Confirmed Act);

/// <summary>Something that the clock noticed.</summary>
/// <param name="Version">The entry that holds it.</param>
/// <param name="Act">What it was.</param>
internal sealed record HistoryNotice(int Version, Noticed Act);
