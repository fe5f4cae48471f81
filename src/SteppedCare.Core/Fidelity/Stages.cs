using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// The stages of a course as the annual reports count them (M350 to M355): a stage is two or more treatments in a row of one intensity, and a single one in
/// between is ignored. What a course received at all is counted apart: a mixture is no stepping.
/// </summary>
internal sealed class Stages
{
    private Stages(ImmutableArray<Intensity> order, ImmutableHashSet<Intensity> received, int? daysBetween) =>
        (Order, Received, DaysBetween) = (order, received, daysBetween);

    /// <summary>Each stage once, the next always of the other intensity.</summary>
    internal ImmutableArray<Intensity> Order { get; }

    /// <summary>Every intensity of any treatment.</summary>
    internal ImmutableHashSet<Intensity> Received { get; }

    /// <summary>From the last treatment of the first stage to the first of the second; null without a second.</summary>
    internal int? DaysBetween { get; }

    internal bool IsLowFirst => Order is [Intensity.Low, ..];

    internal bool IsHighFirst => Order is [Intensity.High, ..];

    internal bool IsSteppedUp => Order is [Intensity.Low, Intensity.High, ..];

    internal bool IsSteppedDown => Order is [Intensity.High, Intensity.Low, ..];

    internal CarePath Path => (IsSteppedUp, IsSteppedDown, Received.Contains(Intensity.Low), Received.Contains(Intensity.High)) switch
    {
        (true, _, _, _) => CarePath.SteppedUp,
        (_, true, _, _) => CarePath.SteppedDown,
        (_, _, true, true) => CarePath.Mixed,
        (_, _, true, _) => CarePath.OnlyLow,
        (_, _, _, true) => CarePath.OnlyHigh,
        _ => CarePath.Unknown,
    };

    internal static Stages Of(ImmutableArray<Treatment> treatments, Func<Treatment, Intensity> intensityOf)
    {
        var known = treatments.Select(treatment => (treatment.On, Intensity: intensityOf(treatment))).Where(each => each.Intensity != Intensity.Unknown).ToList();
        var stages = new List<(Intensity Intensity, DateOnly First, DateOnly Last)>();
        for (var index = 0; index < known.Count;)
        {
            var run = known.Skip(index).TakeWhile(each => each.Intensity == known[index].Intensity).ToList();
            if (stages.Count > 0 && stages[^1].Intensity == run[0].Intensity)
            {
                stages[^1] = stages[^1] with { Last = run[^1].On };
            }
            else if (run.Count > 1)
            {
                stages.Add((run[0].Intensity, run[0].On, run[^1].On));
            }

            index += run.Count;
        }

        return new Stages(
            [.. stages.Select(stage => stage.Intensity)],
            [.. known.Select(each => each.Intensity)],
            stages.Count > 1 ? stages[1].First.DayNumber - stages[0].Last.DayNumber : null);
    }
}
