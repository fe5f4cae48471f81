namespace SteppedCare;

/// <summary>What it means when a fact is absent. Missing is not zero, and not asked is not no.</summary>
internal enum Absence
{
    /// <summary>Asked of everybody (scores, items, age): absent is unknown.</summary>
    Asked,

    /// <summary>Stated when there is something to state (risk, exclusions, prior courses, preference): absent is the known value "not stated", never "no risk".</summary>
    Stated,

    /// <summary>Assigned by a clinician (problem descriptor): none is a known value.</summary>
    Assigned,

    /// <summary>What the person can use (device, language, reading): absent is unknown, and changes the format, never the step.</summary>
    Access,

    /// <summary>Worked out by Core from other facts: unknown when they do not suffice.</summary>
    Derived,

    /// <summary>Worked out by Core and seldom so: absent is the known "no", so that a record spends nothing on it.</summary>
    Seldom,
}

/// <summary>Makes a property of a case a fact: its number in the vector, what absence means, and the least and most it can be.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FactAttribute(FactNumber number, Absence absence) : Attribute
{
    internal FactNumber Number { get; } = number;

    internal Absence Absence { get; } = absence;

    /// <summary>Smallest possible value of a score or count.</summary>
    public int Least { get; init; }

    /// <summary>Largest possible value of a score or count. A policy that compares with a number beyond is refused.</summary>
    public int Most { get; init; }

    /// <summary>True for a score that is a mean: its place in the vector, and its least and most, are in thousandths.</summary>
    public bool Decimals { get; init; }

    /// <summary>True for counts of days that grow by one each day: timers work out when they pass a number.</summary>
    public bool Days { get; init; }

    /// <summary>True for counts of sessions that a watch can look at: each session that is told can make them pass a number.</summary>
    public bool Sessions { get; init; }
}
