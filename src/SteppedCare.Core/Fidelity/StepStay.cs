using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Care at one step, from its start until the next one's, or the end.</summary>
/// <param name="Course">The course.</param>
/// <param name="Start">The start of the step.</param>
/// <param name="Until">The day on which it was left; null while care is at it.</param>
internal sealed record StepStay(CareCourse Course, HistoryEvent Start, DateOnly? Until)
{
    internal Step Step => ((StepStarted)Start.Content).Step;

    /// <summary>Reviews decided while care was at the step, in order.</summary>
    internal ImmutableArray<HistoryDecision> Reviews { get; } =
    [
        .. Course.History.Decisions.Where(decision =>
            decision.Record is { Call: DecisionCall.Review } && decision.IsSince(Start) && (Until is not { } left || decision.AsOf.Date <= left)),
    ];

    /// <summary>
    /// The day by which somebody should have looked: at low intensity after four sessions or four weeks, whichever comes first (domain R2), at high after eight or
    /// eight weeks (domain R11). Null at other steps, and where care left the step before.
    /// </summary>
    internal DateOnly? ReviewPoint
    {
        get
        {
            var (sessions, days) = Step switch { Step.Low => (4, 28), Step.High => (8, 56), _ => (0, 0) };
            if (sessions == 0)
            {
                return null;
            }

            var point = Start.HappenedOn.AddDays(days);
            var attended = Attended.ToList();
            if (attended.Count >= sessions && attended[sessions - 1] < point)
            {
                point = attended[sessions - 1];
            }

            return Until < point ? null : point;
        }
    }

    /// <summary>The days of treatment at the step.</summary>
    internal IEnumerable<DateOnly> Attended => Course.Treatments
        .Where(treatment => treatment.Step == Step && treatment.On >= Start.HappenedOn && (Until is not { } left || treatment.On <= left))
        .Select(treatment => treatment.On);

    /// <summary>
    /// The first day on which a review counts for the point: at low intensity of the third session or in the second week (domain R2: three to four sessions, two
    /// to four weeks), at high of the sixth or in the sixth week (a judgement on domain R11), whichever came first.
    /// </summary>
    internal DateOnly EarliestReview
    {
        get
        {
            var (sessions, days) = Step == Step.Low ? (3, 14) : (6, 42);
            var earliest = Start.HappenedOn.AddDays(days);
            return Attended.Skip(sessions - 1).Cast<DateOnly?>().FirstOrDefault() is { } session && session < earliest ? session : earliest;
        }
    }

    /// <summary>The decision of that version is one of this stay that advised a higher step.</summary>
    internal bool Advises(int version) => Reviews.Any(review => review.Version == version && review.Record.Outcome == Outcome.StepUp);
}
