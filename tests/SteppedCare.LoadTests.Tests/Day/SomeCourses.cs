using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Tests.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Tests.Day;

/// <summary>Courses without end, all alike but for their length: none, 2, 4, 8 and 16 appointments a week apart, in turn.</summary>
internal static class SomeCourses
{
    private static readonly int[] s_lengths = [0, 2, 4, 8, 16];

    internal static IEnumerable<Course> Endless()
    {
        for (var number = 0; ; number++)
        {
            var length = s_lengths[number % s_lengths.Length];
            yield return ACourse.Whole() with
            {
                Number = number,
                Sittings = [.. Enumerable.Range(0, length).Select(Weekly)],
                EndDay = 400,
            };
        }
    }

    private static Sitting Weekly(int week) => ACourse.Sitting(20 + 7 * week, Attendance.Attended) with
    {
        BeginsStage = week == 0,
        Measures = new Measures(new(12, [2, 2, 2, 2, 2, 2, 0, 0, 0]), new(8, []), new(6, [null, 2, 2, 2, 0])),
    };
}
