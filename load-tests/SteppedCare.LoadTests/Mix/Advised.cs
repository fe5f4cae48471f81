using SteppedCare.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Mix;

/// <summary>A person, and what a policy advised for them or what practice gave them.</summary>
/// <param name="Course">The person's course.</param>
/// <param name="Outcome">What was advised; of practice, entry.</param>
/// <param name="Step">The step; unspecified when none was given.</param>
/// <param name="Rule">The deciding rule; empty of practice.</param>
/// <param name="Risk">A task about risk would be raised.</param>
/// <param name="AskRisk">That task is to ask what nobody answered.</param>
/// <param name="RiskFirst">The recommendation would stand beneath it.</param>
internal sealed record Advised(Course Course, Outcome Outcome, Step Step, string Rule, bool Risk, bool AskRisk, bool RiskFirst)
{
    // The line between less and more severe depression (NICE NG222).
    private const int MoreSevere = 16;

    // The severe band of GAD-7.
    private const int Severe = 15;

    internal static Advised By(Course course, Assessment answer) => new(
        course,
        answer.Advice.Outcome,
        answer.Advice.Step,
        answer.Advice.Rule,
        answer.WouldRaise.Any(kind => kind is TaskKind.CrisisNow or TaskKind.SameDay or TaskKind.BeforeNextStep or TaskKind.AskRisk),
        answer.WouldRaise.Contains(TaskKind.AskRisk),
        answer.Advice.Flags.Contains(Flag.RiskFirst));

    /// <summary>Where the invented course began.</summary>
    internal static Advised InPractice(Course course) => new(course, Outcome.Enter, course.FirstStep, "", false, false, false);

    internal bool Entered(Step step) => Outcome == Outcome.Enter && Step == step;

    internal bool Treated => Entered(Step.Low) || Entered(Step.High);

    internal bool Described => Course.Person.Problem != Problem.Unspecified;

    internal bool Depression => Course.Person.Problem == Problem.Depression;

    internal bool MoreSevereDepression => Course.Entry is { Phq9.Total: >= MoreSevere };

    internal bool SevereAnxiety => Course.Entry is { Gad7.Total: >= Severe };

    internal bool BelowCaseness => Course.Entry is { Pair.Case: false };

    internal bool AtCaseness => Course.Entry is { Pair.Case: true };

    /// <summary>How the course ended, whatever was advised on its way.</summary>
    internal bool ImprovedInTheEnd => Change.Of(Course).Improved;
}
