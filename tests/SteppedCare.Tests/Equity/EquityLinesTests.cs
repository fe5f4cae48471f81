using SteppedCare.Tests.Fidelity;

namespace SteppedCare.Tests.Equity;

public sealed class EquityLinesTests
{
    [Fact]
    public void Every_count_of_a_measure_is_a_line_and_a_numerator_a_part_of_its_denominator()
    {
        Assert.All(EquityCatalogue.All, measure => Assert.True(EquityLines.Of(measure) is { Part: >= 0, Whole: >= 0 } lines && EquityLines.Parts.Contains(new(lines.Whole, lines.Part)), measure.Name));
        Assert.Equal(EquityLines.All.Length, EquityLines.All.Distinct().Count());
        Assert.All(EquityLines.Parts, part => Assert.True(part.Whole >= 0 && part.Whole < part.Part));
        Assert.All(EquityLines.Sums, sum => Assert.True(sum.Whole >= 0 && sum.Parts.All(part => part > sum.Whole)));
    }

    [Fact]
    public void What_is_a_part_of_another_never_exceeds_it_and_what_adds_up_does()
    {
        foreach (var (number, history) in SampledCourses.All.Index().Where(each => each.Index % 4 == 0 || each.Index >= 300))
        {
            var counted = Contribution.Of(history, SampledCourses.AuditOf(number)).Counts.Where(each => each.Slice.Group?.Axis == AuditAxis.Gender);
            foreach (var month in counted.GroupBy(each => each.Slice.Month))
            {
                var of = month.GroupBy(each => Closings.Told(each.Figure)).ToDictionary(each => each.Key, each => (long)each.Sum(count => count.Count));
                long[] lines = [.. EquityLines.All.Select(line => line.Of(figure => of.GetValueOrDefault(figure)))];

                Assert.DoesNotContain(EquityLines.Parts, part => lines[part.Part] > lines[part.Whole]);
                Assert.DoesNotContain(EquityLines.Sums, sum => lines[sum.Whole] != sum.Parts.Sum(part => lines[part]));
            }
        }
    }
}
