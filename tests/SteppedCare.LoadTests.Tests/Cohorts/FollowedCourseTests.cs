using SteppedCare.Cohorts;
using AppointmentType = SteppedCare.V1.AppointmentType;
using Attendance = SteppedCare.V1.Attendance;
using DecisionCall = SteppedCare.V1.DecisionCall;
using EndReason = SteppedCare.V1.EndReason;
using Outcome = SteppedCare.V1.Outcome;
using OverrideReason = SteppedCare.V1.OverrideReason;
using Step = SteppedCare.V1.Step;

namespace SteppedCare.LoadTests.Tests.Cohorts;

/// <summary>A referral where the service asks and does what it is told, whoever answers.</summary>
public sealed class FollowedCourseTests
{
    private const int Few = 300;
    private static readonly Cohort s_cohort = new(Therapies.England, 7);

    [Fact]
    public void People_are_who_they_are_in_practice_and_come_as_far()
    {
        for (var number = 0; number < Few; number++)
        {
            var (practice, followed) = (s_cohort[number], Played(number, CarryOn(Step.Low)).Course);

            Assert.Equal(practice.Person with { Circumstances = [] }, followed.Person with { Circumstances = [] });
            Assert.Equal(practice.Person.Circumstances.ToArray(), followed.Person.Circumstances.ToArray());
            Assert.Equal((practice.Finished, practice.Entry?.Pair), (followed.Finished, followed.Entry?.Pair));
            Assert.Equal(practice.ReferralToFirstTreatment is null, followed.ReferralToFirstTreatment is null);

            // Another therapy has days of its own.
            Assert.True(practice.FirstStep != Step.Low || practice.ReferralToFirstTreatment == followed.ReferralToFirstTreatment);
        }
    }

    // At the step of practice, with nobody interfering, the same sessions with the same scores.
    [Fact]
    public void Whoever_is_left_where_they_were_fares_as_in_practice()
    {
        var same = Enumerable.Range(0, Few).Select(number => s_cohort[number])
            .Where(course => course is { Finished: true, FirstStep: not Step.Unspecified } && course.Therapy != Therapies.BothStages.Name).ToList();

        Assert.NotEmpty(same);
        Assert.All(same, practice =>
        {
            var followed = Played(practice.Number, CarryOn(practice.FirstStep)).Course;
            Assert.Equal(practice.Sittings.Select(Seen), followed.Sittings.Select(Seen));
        });

        static (int, AppointmentType, Attendance, Step, long, Pair?) Seen(Sitting sitting) =>
            (sitting.Day, sitting.Type, sitting.Attendance, sitting.Step, sitting.TherapyCode, sitting.Measures?.Pair);
    }

    [Fact]
    public void Every_appointment_is_told_once_in_order_and_on_no_later_day_than_it_is_asked_about()
    {
        for (var number = 0; number < Few; number++)
        {
            var (course, turns) = Played(number, _ => new Advice(Outcome.StepUp, Step.High, [], null, false));

            Assert.Equal(course.Sittings, turns.SelectMany(turn => turn.Sittings));
            Assert.Equal(turns.Select(turn => turn.Day).Order(), turns.Select(turn => turn.Day));
            Assert.All(turns, turn => Assert.All(turn.Sittings, sitting => Assert.True(sitting.Day <= turn.Day)));
            Assert.Equal((DecisionCall.Triage, DecisionCall.Unspecified), (turns[0].Question, turns[^1].Question));
            Assert.Equal(course.EndDay, turns[^1].Day);
        }
    }

    [Fact]
    public void A_higher_step_begins_so_many_days_after_it_was_decided_and_nobody_is_moved_for_ever()
    {
        var stepped = 0;
        for (var number = 0; number < Few; number++)
        {
            var (course, turns) = Played(number, turn => turn.Question == DecisionCall.Triage ? Enter(Step.Low) : new Advice(Outcome.StepUp, Step.High, [], null, false), new Habits { DaysToNextStep = 9 });
            if (course.Sittings.FirstOrDefault(sitting => sitting is { Step: Step.High, BeginsStage: true }) is not { } first)
            {
                continue;
            }

            stepped++;
            Assert.Equal(turns.First(turn => turn.Question == DecisionCall.Review).Day + 9, first.Day);
            Assert.InRange(course.Sittings.Count(sitting => sitting.BeginsStage), 2, new Habits().MostSteps);
        }

        Assert.InRange(stepped, 20, Few);
    }

    [Fact]
    public void A_question_about_risk_is_closed_and_asked_again_the_same_day_before_anything_is_confirmed()
    {
        var acts = new List<(Turn Turn, Acts Acts)>();
        var isRisk = true;
        foreach (var turn in s_cohort.Followed(Finished(), new Habits()).Turns())
        {
            if (turn.Question == DecisionCall.Review)
            {
                acts.Add((turn, turn.Hear(new Advice(Outcome.Continue, Step.Low, [], null, isRisk))));
                isRisk = !isRisk;
            }
            else if (turn.Question == DecisionCall.Triage)
            {
                turn.Hear(Enter(Step.Low));
            }
        }

        Assert.True(acts.Count >= 2);
        Assert.Equal((acts[0].Turn.Day, true, null), (acts[1].Turn.Day, acts[0].Acts.ClosesTasks, acts[0].Acts.Confirmation));
        Assert.NotNull(acts[1].Acts.Confirmation);
    }

    [Theory]
    [InlineData(new[] { Outcome.StepUp, Outcome.Discharge }, Outcome.StepUp, Step.High)]
    [InlineData(new[] { Outcome.Discharge }, Outcome.Discharge, Step.Unspecified)]
    [InlineData(new Outcome[0], Outcome.Continue, Step.Low)]
    public void Where_a_person_is_to_decide_they_take_the_first_alternative_or_carry_on(Outcome[] shown, Outcome done, Step step)
    {
        Acts? first = null;
        foreach (var turn in s_cohort.Followed(Finished(), new Habits()).Turns())
        {
            if (turn.Question == DecisionCall.Triage)
            {
                turn.Hear(Enter(Step.Low));
            }
            else if (turn.Question == DecisionCall.Review)
            {
                var acts = turn.Hear(new Advice(Outcome.HumanReview, Step.Unspecified, [.. shown], null, false));
                first ??= acts;
            }
        }

        Assert.Equal(new Confirmation(done, step, OverrideReason.ClinicalJudgement), first!.Confirmation);
    }

    [Fact]
    public void Where_triage_cannot_say_care_begins_as_in_practice_and_is_never_confirmed_for_those_who_never_come()
    {
        for (var number = 0; number < Few; number++)
        {
            var practice = s_cohort[number];
            var course = s_cohort.Followed(number, new Habits());
            Acts? triage = null;
            foreach (var turn in course.Turns())
            {
                triage ??= turn.Hear(new Advice(Outcome.InsufficientData, Step.Unspecified, [], null, false));
                turn.Hear(new Advice(Outcome.Continue, Step.Low, [], null, false));
            }

            Assert.Equal(practice.ReferralToFirstTreatment is null, triage!.Confirmation is null);
            Assert.True(triage.Confirmation is null or { Outcome: Outcome.Enter, Override: OverrideReason.DataInDoubt });
            Assert.True(practice.FirstStep == Step.Unspecified || course.Course.FirstStep == practice.FirstStep);
        }
    }

    [Fact]
    public void Whoever_is_watched_is_looked_at_again_and_not_treated()
    {
        var (course, turns) = Played(Finished(), CarryOn(Step.Monitor));

        Assert.False(course.Finished);
        Assert.Equal(new Habits().MostChecks, turns.Count(turn => turn.Question == DecisionCall.Review));
        Assert.All(course.Sittings, sitting => Assert.Equal((Step.Monitor, false), (sitting.Step, sitting.Treated)));
    }

    private static int Finished() => Enumerable.Range(0, Few).First(number =>
        s_cohort[number] is { EndReason: EndReason.CompletedByAgreement } course && course.Sittings.Count(sitting => sitting.Treated) > 8);

    private static Advice Enter(Step step) => new(Outcome.Enter, step, [], null, false);

    private static Func<Turn, Advice> CarryOn(Step step) => turn => turn.Question == DecisionCall.Triage ? Enter(step) : new Advice(Outcome.Continue, step, [], null, false);

    private static (Course Course, IReadOnlyList<Turn> Turns) Played(long number, Func<Turn, Advice> advice, Habits? habits = null)
    {
        var course = s_cohort.Followed(number, habits ?? new Habits());
        var turns = new List<Turn>();
        foreach (var turn in course.Turns())
        {
            turns.Add(turn);
            if (turn.Question != DecisionCall.Unspecified)
            {
                turn.Hear(advice(turn));
            }
        }

        return (course.Course, turns);
    }
}
