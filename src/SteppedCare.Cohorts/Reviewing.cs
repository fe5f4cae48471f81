namespace SteppedCare.Cohorts;

/// <summary>What a service keeps in mind of care at a step: the day, when to look again, and what was decided.</summary>
internal sealed class Reviewing(Habits habits)
{
    private Step _step;
    private int _sessions;

    /// <summary>The present day.</summary>
    internal int Day { get; set; }

    /// <summary>The day on which to look again at the latest.</summary>
    internal int LookAgain { get; private set; }

    /// <summary>The step that care goes to; null when it does not go on.</summary>
    internal Step? Next { get; private set; }

    /// <summary>Why care ended, where it did not end as in practice.</summary>
    internal EndReason? Ended { get; private set; }

    /// <summary>Care at the step is over: it goes on at another, or not at all.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>Somebody looks today: the day has come, or so many sessions.</summary>
    internal bool IsDue => Day >= LookAgain || _sessions >= PointOf(_step).Sessions;

    /// <summary>Care goes to a step; until it begins nobody looks.</summary>
    internal void Begin() => (IsOver, Next, LookAgain) = (false, null, int.MaxValue);

    /// <summary>An appointment has come, kept or not.</summary>
    internal void See(Sitting sitting)
    {
        Day = sitting.Day;
        _sessions += sitting.Treated ? 1 : 0;
        if (sitting.BeginsStage)
        {
            (_step, _sessions) = (sitting.Step, sitting.Treated ? 1 : 0);
            LookAgain = Day + (PointOf(_step).Days ?? int.MaxValue / 2);
        }
    }

    /// <summary>Care at the step is over so many days from now, and so is all care.</summary>
    internal void End(int days, EndReason? reason = null)
    {
        (IsOver, Next, Ended) = (true, null, reason);
        Day += days;
    }

    /// <summary>
    /// What a clinician does with the advice at a review. Advice is accepted. Where it asks a person to decide, or cannot be given, that person takes the first
    /// alternative the policy shows, else carries on. Care that ends as planned ends then, unless the advice is another step.
    /// </summary>
    internal Confirmation Hear(Advice advice, bool endsAsPlanned)
    {
        var act = Act(advice, endsAsPlanned);
        _sessions = 0;
        switch (act.Outcome)
        {
            case Outcome.StepUp or Outcome.StepDown:
                (IsOver, Next) = (true, act.Step);
                break;
            case Outcome.Discharge:
                End(0, act.Override == OverrideReason.Unspecified ? EndReason.CompletedByAgreement : null);
                break;
            case Outcome.OutOfScope:
                End(0, EndReason.ReferredOn);
                break;
            default:
                LookAgain = NextLook(advice.LookAgain, act);
                break;
        }

        return act;
    }

    /// <summary>What a clinician does with the advice at triage, for care that begins at that step.</summary>
    internal static Confirmation Entry(Advice advice, Step step) => advice.Outcome == Outcome.Enter
        ? new Confirmation(advice.Outcome, advice.Step)
        : new Confirmation(Outcome.Enter, step, ReasonFor(advice));

    private Confirmation Act(Advice advice, bool endsAsPlanned) => advice.Outcome switch
    {
        Outcome.StepUp or Outcome.StepDown or Outcome.Discharge or Outcome.OutOfScope => new(advice.Outcome, advice.Step),
        Outcome.Continue when endsAsPlanned => new(Outcome.Discharge, Step.Unspecified, OverrideReason.PersonsChoice),
        Outcome.Continue => new(advice.Outcome, advice.Step),
        _ => Instead(endsAsPlanned ? Outcome.Discharge : advice.Alternatives.FirstOrDefault(Outcome.Continue), ReasonFor(advice)),
    };

    private Confirmation Instead(Outcome outcome, OverrideReason reason) => outcome switch
    {
        Outcome.StepUp when _step < Step.Specialist => new(outcome, _step + 1, reason),
        Outcome.StepDown when _step > Step.Monitor => new(outcome, _step - 1, reason),
        Outcome.Discharge => new(outcome, Step.Unspecified, reason),
        _ => new(Outcome.Continue, _step, reason),
    };

    private static OverrideReason ReasonFor(Advice advice) =>
        advice.Outcome == Outcome.InsufficientData ? OverrideReason.DataInDoubt : OverrideReason.ClinicalJudgement;

    private int NextLook(int? named, Confirmation act)
    {
        var look = Day + (PointOf(_step).Days ?? int.MaxValue / 2);
        look = named is { } day && day > Day ? Math.Min(look, day) : look;
        return act.Override == OverrideReason.Unspecified ? look : Math.Min(look, Day + habits.DaysToLookAgain);
    }

    private ReviewPoint PointOf(Step step) => habits.ReviewPoints.FirstOrDefault(point => point.Step == step);
}
