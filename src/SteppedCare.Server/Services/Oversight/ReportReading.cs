using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.Collections;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Fidelity;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Oversight;

/// <summary>Reads what is asked of reports.</summary>
internal static class ReportReading
{
    private const int MostMonths = 120;

    internal static Result<FidelityQuestion> Read(Wire.GetFidelityReportRequest request)
    {
        var violations = new Violations();
        return violations.Accept(new FidelityQuestion(
            ReadServices(violations, request.Services), ReadMonths(violations, request.FromMonth, request.ToMonth), ReadGrouping(violations, request.Grouping))
        {
            Measures = ReadMeasures(violations, request.Measures, MeasureCatalogue.All),
            IsByName = request.Measures.Count > 0,
        });
    }

    internal static Result<EquityQuestion> Read(Wire.GetEquityReportRequest request)
    {
        var violations = new Violations();
        return violations.Accept(new EquityQuestion(
            ReadServices(violations, request.Services),
            ReadMonths(violations, request.FromMonth, request.ToMonth),
            ReadAxes(violations, request.Axes),
            ReadMeasures(violations, request.Measures, EquityCatalogue.All)));
    }

    private static ImmutableArray<string> ReadServices(Violations violations, RepeatedField<string> services)
    {
        using var within = violations.In("services");
        for (var index = 0; index < services.Count; index++)
        {
            using var one = violations.At(index);
            if (!FieldForms.IsName(services[index]))
            {
                violations.AddHere("must be the name of a service");
            }
        }

        return [.. services.Distinct(StringComparer.Ordinal)];
    }

    private static ImmutableArray<Month> ReadMonths(Violations violations, string from, string to)
    {
        if (ReadMonth(violations, "from_month", from) is not { } first || ReadMonth(violations, "to_month", to) is not { } last)
        {
            return [];
        }

        if (last < first)
        {
            violations.Add("to_month", "must not be before from_month");
        }
        else if (last.Since(first) >= MostMonths)
        {
            violations.Add("to_month", "must be less than ten years after from_month");
        }

        return [.. Month.Range(first, last).Take(MostMonths)];
    }

    private static Month? ReadMonth(Violations violations, string field, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return Month.Of(date);
        }

        violations.Add(field, text.Length == 0 ? "is required" : "must be a month such as 2026-04");
        return null;
    }

    private static ReportGrouping ReadGrouping(Violations violations, Wire.ReportGrouping grouping)
    {
        if (!Enum.IsDefined(grouping))
        {
            violations.Add("grouping", "is not a value of this list");
        }

        return (ReportGrouping)grouping;
    }

    private static ImmutableArray<EquityAxis> ReadAxes(Violations violations, RepeatedField<Wire.EquityAxis> axes)
    {
        using var within = violations.In("axes");
        for (var index = 0; index < axes.Count; index++)
        {
            using var one = violations.At(index);
            if (axes[index] == Wire.EquityAxis.Unspecified || !Enum.IsDefined(axes[index]))
            {
                violations.AddHere("is not a value of this list");
            }
        }

        return axes.Count == 0 ? [.. GroupCatalogue.All.Select(axis => axis.Axis)] : [.. axes.Select(axis => (EquityAxis)axis).Distinct()];
    }

    private static ImmutableArray<Measure> ReadMeasures(Violations violations, RepeatedField<string> names, ImmutableArray<Measure> catalogue)
    {
        if (names.Count == 0)
        {
            return catalogue;
        }

        using var within = violations.In("measures");
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < names.Count; index++)
        {
            using var one = violations.At(index);
            if (!catalogue.Any(measure => measure.Name == names[index]))
            {
                violations.AddHere("is not the name of a measure");
            }

            asked.Add(names[index]);
        }

        return [.. catalogue.Where(measure => asked.Contains(measure.Name))];
    }
}
