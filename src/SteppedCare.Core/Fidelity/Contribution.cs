namespace SteppedCare;

/// <summary>
/// What one episode adds to the figures of its service: a pure function of its history, so that totals are the sum over episodes and can be recomputed to the
/// unit. A write changes the totals by the contribution after it less the one before.
/// </summary>
internal sealed class Contribution
{
    /// <summary>
    /// The number of this meaning of figures and slices. Totals are kept under it: any change of what an episode adds raises it, and totals begin anew beside the
    /// old ones, which what is taken off them would no longer fit. A test holds it to the code.
    /// </summary>
    internal const int Definition = 4;

    private readonly Dictionary<(Slice Slice, Figure Figure), long> _counts = [];

    /// <summary>Nothing: what an episode adds that does not exist.</summary>
    internal static Contribution None => new();

    /// <summary>Every count that is not 0.</summary>
    internal IEnumerable<(Slice Slice, Figure Figure, long Count)> Counts =>
        _counts.Where(each => each.Value != 0).Select(each => (each.Key.Slice, each.Key.Figure, each.Value));

    internal long this[Slice slice, Figure figure] => _counts.GetValueOrDefault((slice, figure));

    /// <summary>What the episode adds as it stands, whatever is kept beside it left aside.</summary>
    internal static Contribution Of(EpisodeHistory history) => Of(history, audit: null);

    /// <summary>What the episode adds as it stands, with what the person said of their care, and to the groups that they belong to as well.</summary>
    internal static Contribution Of(EpisodeHistory history, AuditRecord? audit)
    {
        var contribution = new Contribution();
        if (history.Referral is not null)
        {
            var course = CareCourse.Of(history);
            AccessFigures.Add(contribution, course);
            OutcomeFigures.Add(contribution, course);
            PathFigures.Add(contribution, course);
            SteppingFigures.Add(contribution, course);
            DecisionFigures.Add(contribution, course);
            if (audit is not null)
            {
                ExperienceFigures.Add(contribution, course, audit);
                GroupFigures.Add(contribution, course, audit);
            }
        }

        return contribution;
    }

    internal void Add(Slice slice, Figure figure, long count = 1)
    {
        if (count != 0)
        {
            _counts[(slice, figure)] = this[slice, figure] + count;
        }
    }

    internal void AddIf(bool holds, Slice slice, Figure figure) => Add(slice, figure, holds ? 1 : 0);

    /// <summary>Takes in another, once or negated.</summary>
    internal void Add(Contribution other, int times = 1)
    {
        foreach (var (slice, figure, count) in other.Counts)
        {
            Add(slice, figure, count * times);
        }
    }
}
