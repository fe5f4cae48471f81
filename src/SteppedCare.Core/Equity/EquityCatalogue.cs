using System.Collections.Frozen;
using System.Collections.Immutable;
using static SteppedCare.Figure;

namespace SteppedCare;

/// <summary>The measures of an equity report, in the order in which they are shown. All are shares, so that groups can be held against one another.</summary>
internal static class EquityCatalogue
{
    private static readonly Lazy<FrozenSet<Figure>> s_read = new(() =>
        All!.SelectMany(measure => (IEnumerable<Figure>)[.. measure.Numerator, .. measure.Denominator, .. measure.Less]).ToFrozenSet());

    internal static ImmutableArray<Measure> All { get; } =
    [
        // What was advised first, and what people made of it.
        Answered("entered-monitor", "Advised to begin with active monitoring, of triage decisions", answer => answer is (DecisionCall.Triage, Outcome.Enter, Step.Monitor)),
        Answered("entered-low", "Advised to begin at low intensity", answer => answer is (DecisionCall.Triage, Outcome.Enter, Step.Low)),
        Answered("entered-high", "Advised to begin at high intensity", answer => answer is (DecisionCall.Triage, Outcome.Enter, Step.High)),
        Answered("entered-specialist", "Advised to begin with specialist care", answer => answer is (DecisionCall.Triage, Outcome.Enter, Step.Specialist)),
        Answered("out-of-scope", "Found to be out of scope", answer => answer is (DecisionCall.Triage, Outcome.OutOfScope, _)),
        Answered("left-to-a-person", "Left to a person: urgent or human review, too little data, or no answer", answer => answer.Item1 == DecisionCall.Triage && IsHuman(answer.Item2)),
        Known("risk-first"),
        Known("overridden"),
        Known("overridden-persons-choice"),
        Known("plan-explained"),
        Known("plan-accepted"),
        Share("declined-step", "Declined a step that was offered", DeclinedStep, Referred),

        // Where people begin, and whether care corrects itself.
        Known("direct-to-high"),
        Known("official-step-up-of-finished"),
        Known("official-step-up-of-low-first"),
        Known("step-up-of-low-first"),
        Known("reviewed-at-review-point"),
        Known("not-on-track-acted-upon"),
        Known("over-stay"),

        // What it came to.
        Known("recovery"),
        Known("reliable-recovery"),
        Known("reliable-improvement"),
        Known("reliable-deterioration"),
        Known("paired"),

        // Waits and losses.
        Known("first-treatment-6-weeks"),
        Known("first-treatment-18-weeks"),
        Known("second-treatment-28"),
        Known("second-treatment-over-90"),
        Known("ended-before-treatment"),
        Known("ended-after-one-session"),
        Known("finished"),
        Known("missed"),
        Known("cancelled-by-person"),

        // Whether what is offered can be used.
        Share("without-digital-access", "Has no device, data or confidence, of those asked", WithoutDigitalAccess, AskedOfDigitalAccess),
        Share("without-digital-access-not-digital", "Without digital access and treated without internet therapy, of those treated without it", TreatedWithoutDigitalAccessNorLog, TreatedWithoutDigitalAccess),
        Share("treated-digitally", "Had internet therapy, of those treated", TreatedDigitally, Treated),
        Share("treated-in-person", "Was treated face to face or by telephone, of those treated", TreatedInPersonOrByTelephone, Treated),
        Share("prefers-digital", "Asks for a digital programme, of those who stated a preference", PrefersDigital, AskedOfPreference),
        Share("prefers-talking", "Asks to talk with a therapist, of those who stated a preference", PrefersTalking, AskedOfPreference),
        Share("other-language", "Speaks no language of the service, of those asked", SpeaksOtherLanguage, AskedOfLanguage),
        Share("interpreter-booked", "Interpreter booked, of those who speak no language of the service", InterpreterBooked, SpeaksOtherLanguage),
        Share("reads-with-difficulty", "Does not read comfortably, of those asked", ReadsWithDifficulty, AskedOfReading),
        Share("without-private-space", "Has no private space, of those asked", WithoutPrivateSpace, AskedOfPrivateSpace),
        Share("needs-adapted-format", "Needs an adapted format, of those asked", Figure.NeedsAdaptedFormat, AskedOfFormat),
        Share("refused-automated-support", "Refused recommendations by this service, of those asked", RefusedAutomatedSupport, AskedOfAutomatedSupport),
    ];

    /// <summary>The measure of that name; null when there is none.</summary>
    internal static Measure? Find(string name) => All.FirstOrDefault(measure => measure.Name == name);

    /// <summary>Counted for groups: that a measure reads it.</summary>
    internal static bool Reads(Figure figure) => s_read.Value.Contains(figure);

    private static Measure Known(string name) => MeasureCatalogue.Find(name) ?? throw new InvalidOperationException($"No measure is called {name}.");

    private static Measure Share(string name, string title, Figure part, Figure whole) => new(name, title, MeasureForm.Share, [part], [whole]);

    // Of all answers to triage.
    private static Measure Answered(string name, string title, Func<(DecisionCall, Outcome, Step), bool> isMeant)
    {
        var triage = (from outcome in Enum.GetValues<Outcome>() from step in Enum.GetValues<Step>() select (DecisionCall.Triage, outcome, step)).ToList();
        return new(name, title, MeasureForm.Share, Figures(triage.Where(isMeant)), Figures(triage));
    }

    private static ImmutableArray<Figure> Figures(IEnumerable<(DecisionCall Call, Outcome Outcome, Step Step)> answers) =>
        [.. answers.Select(answer => DecisionFigures.FigureOf(answer.Call, answer.Outcome, answer.Step))];

    private static bool IsHuman(Outcome outcome) => outcome is Outcome.UrgentReview or Outcome.HumanReview or Outcome.InsufficientData or Outcome.Indeterminate;
}
