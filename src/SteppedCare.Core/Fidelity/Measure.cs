using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>How a measure's two counts are read.</summary>
internal enum MeasureForm
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>A part of a whole: a percentage.</summary>
    Share = 1,

    /// <summary>So many of the one to one of the other.</summary>
    Ratio = 2,

    /// <summary>A sum by the number of those it is over.</summary>
    Mean = 3,
}

/// <summary>One figure of a report: always a numerator and a denominator, and where England stands.</summary>
/// <param name="Name">Stable, for callers: <c>step-up-of-low-first</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Form">How the two are read.</param>
/// <param name="Numerator">Counts added up.</param>
/// <param name="Denominator">Counts added up.</param>
internal sealed record Measure(string Name, string Title, MeasureForm Form, ImmutableArray<Figure> Numerator, ImmutableArray<Figure> Denominator)
{
    /// <summary>Counts taken off the denominator.</summary>
    internal ImmutableArray<Figure> Less { get; init; } = [];

    /// <summary>What its value is in: of a mean what was added up, such as <c>days</c>.</summary>
    internal string Unit
    {
        get => field ?? (Form == MeasureForm.Share ? "%" : Form == MeasureForm.Ratio ? ": 1" : "");
        init;
    }

    /// <summary>Speaks of the moment of the report, whatever its months: told of services alone.</summary>
    internal bool IsOfNow { get; init; }

    /// <summary>Of a single question of a questionnaire, of which there are many: a report that was not asked for it by name leaves it out where nobody answered.</summary>
    internal bool IsOfOneQuestion { get; init; }

    /// <summary>The name or number of the official metric that it reconciles with; empty where there is none.</summary>
    internal string Official { get; init; } = "";

    /// <summary>Where England stands; null where nothing is published.</summary>
    internal NationalLine? National { get; init; }

    /// <summary>A part of a whole.</summary>
    internal static Measure Share(string name, string title, Figure part, Figure whole) => new(name, title, MeasureForm.Share, [part], [whole]);

    /// <summary>So many of the one to one of the other.</summary>
    internal static Measure Ratio(string name, string title, Figure one, Figure other) => new(name, title, MeasureForm.Ratio, [one], [other]);

    /// <summary>A sum by the number of those it is over.</summary>
    internal static Measure Mean(string name, string title, string unit, Figure sum, Figure number) => new(name, title, MeasureForm.Mean, [sum], [number]) { Unit = unit };

    internal long NumeratorOf(Func<Figure, long> count) => Numerator.Sum(count);

    internal long DenominatorOf(Func<Figure, long> count) => Denominator.Sum(count) - Less.Sum(count);
}

/// <summary>A national figure to read a service's own beside; no target.</summary>
/// <param name="Value">In the measure's own unit: per cent for a share.</param>
/// <param name="Of">Which year and which publication.</param>
internal readonly record struct NationalLine(double Value, string Of);
