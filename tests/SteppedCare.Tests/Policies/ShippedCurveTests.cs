namespace SteppedCare.Tests.Policies;

/// <summary>The expected-response tables of talking-therapies are those the generator gave: PHQ-9, median and 80th centile.</summary>
public sealed class ShippedCurveTests
{
    private static readonly Norms s_norms = PracticePolicy.Compile(File.ReadAllText(Path.Combine(Repository.Root, "policies/talking-therapies/2026.1/policy.csx"))).Norms;

    [Theory]
    [InlineData(Step.Low, 5, 9, new[] { 2, 6, 9, 4, 5, 9, 6, 5, 9 })]
    [InlineData(Step.Low, 10, 14, new[] { 2, 10, 13, 4, 9, 13, 6, 8, 13 })]
    [InlineData(Step.Low, 15, 19, new[] { 2, 14, 18, 4, 12, 18, 6, 11, 18 })]
    [InlineData(Step.Low, 20, 27, new[] { 2, 18, 23, 4, 16, 23, 6, 14, 23 })]
    [InlineData(Step.High, 5, 9, new[] { 2, 6, 9, 4, 5, 8, 8, 5, 8 })]
    [InlineData(Step.High, 10, 14, new[] { 2, 10, 13, 4, 9, 13, 8, 8, 12 })]
    [InlineData(Step.High, 15, 19, new[] { 2, 14, 18, 4, 12, 17, 8, 11, 17 })]
    [InlineData(Step.High, 20, 27, new[] { 2, 19, 23, 4, 16, 23, 8, 15, 23 })]
    public void The_printed_sessions_are_as_printed_and_those_between_lie_between(Step step, int from, int to, int[] printed)
    {
        var points = printed.Chunk(3).Select(row => new ResponsePoint(row[0], row[1], row[2])).ToArray();

        foreach (var baseline in new[] { from, to })
        {
            Assert.All(points, point => Assert.Equal(point, s_norms.CurveOf(step, baseline)!.At(point.Session)));
            foreach (var (before, after) in points.Zip(points.Skip(1)))
            {
                for (var session = before.Session + 1; session < after.Session; session++)
                {
                    var between = s_norms.CurveOf(step, baseline)!.At(session)!;
                    Assert.Equal((Interpolated(before.Median, after.Median, session), Interpolated(before.Upper, after.Upper, session)), (between.Median, between.Upper));
                }

                int Interpolated(int first, int last, int session) =>
                    (int)Math.Floor(first + ((last - first) * (session - before.Session) / (double)(after.Session - before.Session)) + 0.5);
            }
        }
    }

    [Theory]
    [InlineData(Step.Low, 4)]
    [InlineData(Step.High, 4)]
    [InlineData(Step.Monitor, 12)]
    public void Below_the_tables_and_at_other_steps_nothing_is_expected(Step step, int baseline) => Assert.Null(s_norms.CurveOf(step, baseline));
}
