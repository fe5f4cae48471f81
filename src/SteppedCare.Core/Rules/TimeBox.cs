using System.Globalization;

namespace SteppedCare;

/// <summary>A period in days within which something is to happen, 1 to 366: <c>Days(14)</c>, <c>Weeks(2)</c>.</summary>
public readonly record struct TimeBox
{
    internal TimeBox(int days) => Days = days;

    internal int Days { get; }

    /// <inheritdoc/>
    public override string ToString() => Days == 1 ? "1 day" : $"{Days.ToString(CultureInfo.InvariantCulture)} days";
}
