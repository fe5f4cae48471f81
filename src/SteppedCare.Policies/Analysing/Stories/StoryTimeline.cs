using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>When care began, when sessions were and which of them is the last that was measured: days counted from the referral.</summary>
internal sealed class StoryTimeline
{
    private const int Week = 7;

    internal StoryTimeline(Wanted wanted, StoryLayout layout, int measured)
    {
        HasStep = !wanted.IsUnknown(FactNumber.Step)
            && (wanted.IsKnown(FactNumber.Step) || wanted.IsKnown(FactNumber.AttendedAtStep) || wanted.IsKnown(FactNumber.DaysAtStep) || wanted.IsKnown(FactNumber.DaysAwaitingStepUp));
        var unmeasured = wanted.Nearest(FactNumber.UnmeasuredInARow, 0) ?? 0;
        var unscored = Math.Min(unmeasured, wanted.Nearest(FactNumber.UnscoredInARow, unmeasured) ?? 0);
        var atStep = HasStep ? wanted.Nearest(FactNumber.AttendedAtStep, Math.Max(unmeasured, layout.Sessions)) ?? 0 : 0;
        var all = wanted.IsKnown(FactNumber.DaysAwaitingFirstTreatment) ? 0 : wanted.IsKnown(FactNumber.DaysAwaitingSecondTreatment) ? 1
            : wanted.Nearest(FactNumber.AttendedTreatments, Math.Max(atStep, Math.Max(unmeasured, wanted.IsUnknown(FactNumber.DaysAwaitingFirstTreatment) ? 1 : 0))) ?? 0;
        all = Math.Max(all, atStep);
        Reviews = wanted.Nearest(FactNumber.ReviewsWithoutImprovement, 0) ?? 0;
        var sinceStart = HasStep ? wanted.Nearest(FactNumber.DaysAtStep, Math.Max(Week * Math.Max(atStep, 1), Reviews)) ?? 0 : 0;
        var sinceFirst = all == 1 ? wanted.Nearest(FactNumber.DaysAwaitingSecondTreatment, 0) ?? 0 : 0;
        var sinceLast = wanted.Nearest(FactNumber.DaysSinceLastContact, sinceFirst) ?? 0;
        var needed = new[] { sinceStart + (Week * (all - atStep)), sinceLast, sinceFirst, measured > 1 ? 2 * Week : 0, wanted.Nearest(FactNumber.DaysAwaitingStepUp, 0) ?? 0 }.Max();
        Today = all == 0 && wanted.IsKnown(FactNumber.DaysAwaitingFirstTreatment)
            ? wanted.Nearest(FactNumber.DaysAwaitingFirstTreatment, wanted.Nearest(FactNumber.DaysSinceReferral, needed) ?? needed)!.Value
            : wanted.Nearest(FactNumber.DaysSinceReferral, needed) ?? needed;
        Start = Math.Max(0, Today - sinceStart);
        LastContact = Math.Clamp(Today - sinceLast, 0, Today);
        var before = Earlier(all - atStep, HasStep ? (atStep == 0 ? Math.Min(Start - 1, LastContact) : Start - 1) : LastContact);
        Sessions = [.. before, .. AtStep(atStep, layout.IsEarly)];
        IsAssessed = all == 0 && LastContact > 0 && wanted.IsKnown(FactNumber.DaysSinceLastContact) && LastContact < Today;
        FirstAtStep = atStep > 0 ? Sessions[all - atStep] : null;
        LastMeasured = unmeasured < all ? Sessions[all - unmeasured - 1] : null;
        LastScored = unscored < unmeasured && unscored < all ? Sessions[all - unscored - 1] : null;
    }

    internal bool HasStep { get; }

    internal int Today { get; }

    /// <summary>Of the present step.</summary>
    internal int Start { get; }

    internal int LastContact { get; }

    /// <summary>Of attended treatment, in order.</summary>
    internal ImmutableArray<int> Sessions { get; }

    /// <summary>The last contact was an assessment.</summary>
    internal bool IsAssessed { get; }

    internal int? FirstAtStep { get; }

    /// <summary>The session on which both measures were taken last.</summary>
    internal int? LastMeasured { get; }

    /// <summary>A later one on which one measure was.</summary>
    internal int? LastScored { get; }

    internal int Reviews { get; }

    private static IEnumerable<int> Earlier(int sessions, int until) => Enumerable.Range(1, sessions).Select(place => Math.Max(0, until) * place / sessions);

    private IEnumerable<int> AtStep(int sessions, bool isEarly) => Enumerable.Range(1, sessions).Select(place =>
        place == sessions ? LastContact : isEarly ? Math.Min(Start + place, LastContact) : Start + (Math.Max(0, LastContact - Start) * place / sessions));
}
