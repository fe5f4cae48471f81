using SteppedCare.Tests.Episodes;
using SteppedCare.Tests.Equity;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Fidelity;

/// <summary>
/// Courses of care by which a definition of figures is known: always the same, and among them something of everything that is counted. What they say is pinned,
/// so they are never changed; what a new figure needs is told by further ones.
/// </summary>
internal static class SampledCourses
{
    private static readonly Problem[] s_problems = [Problem.Depression, Problem.GeneralisedAnxiety, Problem.PostTraumaticStress, Problem.Panic];
    private static readonly EndReason[] s_ends = [EndReason.CompletedByAgreement, EndReason.EndedEarlierThanPlanned, EndReason.NotSuitable];
    private static readonly long[] s_therapies = [0, 748051000000105, 304891004];
    private static readonly int s_unasked = All.Count() - Asked.Count();

    internal static IEnumerable<EpisodeHistory> All => Enumerable.Range(0, 300).Select(number => Told(new Random(number))).Concat(Rare).Concat(Needs)
        .Select(story => story.History)
        .Concat(Asked.Select(each => each.History));

    /// <summary>Who the person of a course is: of one in five nothing was recorded.</summary>
    internal static AuditRecord AuditOf(int number) => number >= s_unasked ? Asked.ElementAt(number - s_unasked).Audit : number % 5 == 0
        ? AuditRecord.Empty
        : Person.Of((AuditAxis.Ethnicity, number % 3 == 0 ? "K" : "A"), (AuditAxis.DeprivationDecile, $"{number % 9 + 1}")).With(3, Person.GroupsOf((AuditAxis.Gender, "2")));

    // What hardly happens at random.
    private static IEnumerable<Story> Rare =>
    [
        Begun().Tell(Day(7), Treated()).Tell(Day(14), Treated()).End(21),
        Begun().Tell(Day(7), Treated(), Phq9(12)).Tell(Day(14), Treated(), Phq9(3)).End(21),
        GettingWorse(),
        GettingWorse().Tell(Day(60), Missed()),
        GettingWorse().Tell(Day(40), new StepStarted(Step.High)).Session(44, 20, 15),
        GettingWorse().Confirm(35, Step.High).End(50),
        Begun().Tell(Day(0), new StepStarted(Step.Low)).Session(7, 14, 12).Session(14, 14, 12).Session(21, 14, 12).Session(28, 14, 12).Tell(Day(45), new StepStarted(Step.High)).End(60),

        // A step up that was told a month later.
        Begun().Decide(10, DecisionCall.Review, Step.High, riskFirst: false, null, Outcome.StepUp).RecordedOn(40).Confirm(42, Step.High),
    ];

    // What people need to be able to use what is offered.
    private static IEnumerable<Story> Needs =>
    [
        Answering(
            Preference.DigitalTherapy,
            (Circumstance.ReadsComfortably, Answer.No), (Circumstance.PrivateSpace, Answer.No), (Circumstance.SpeaksServiceLanguage, Answer.No), (Circumstance.InterpreterBooked, Answer.Yes),
            (Circumstance.NeedsAdaptedFormat, Answer.Yes), (Circumstance.DigitalAccess, Answer.Yes))
            .Tell(Day(3), new ConsentChanged(ConsentScope.AutomatedSupport, Given: false), new StepDeclined(Step.Low))
            .Tell(Day(7), new Contact(AppointmentType.Treatment, Attendance.Attended, 0, DeliveryMode.InternetLog, CancelledBy.Unspecified)),
        Answering(Preference.TalkingTherapy, (Circumstance.DigitalAccess, Answer.No)).Tell(Day(7), Treated()),
        Begun().Tell(Day(1), new ConsentChanged(ConsentScope.DataUse, Given: false)),
    ];

    // What people said of their care, every answer to every question once: also mended, taken back, and of whoever lets nothing be reported.
    private static IEnumerable<(EpisodeHistory History, AuditRecord Audit)> Asked =>
    [
        .. Enumerable.Range(0, 7).Select(answer => (Finished().History, Said(OfAssessment(answer), OfTreatment("t", 20 + 20 * answer, answer)))),
        (Begun().History, Said(OfAssessment(1), OfTreatment("t", 3, 1)).With(1, OfTreatment("t", 4, 0)).With(1, OfTreatment("u", 2, 5))),
        (Begun().Tell(Day(1), new ConsentChanged(ConsentScope.DataUse, Given: false)).End(9).History, Said(OfAssessment(1))),
    ];

    private static Story Finished() => Begun().Tell(Day(0), new StepStarted(Step.Low)).Session(7, 14, 12).Session(14, 3, 3).End(20);

    private static AuditRecord Said(params PatientExperience[] told) => told.Aggregate(Person.Of((AuditAxis.Ethnicity, "K")), (record, each) => record.With(1, each));

    private static PatientExperience OfAssessment(int answer) => PatientExperience.OfAssessment(
        "a", Day(5), Choice(answer), Choice(answer + 1), Choice(answer + 2), Choice(answer + 3), (SatisfactionAnswer)(answer % 6));

    private static ChoiceAnswer Choice(int answer) => (ChoiceAnswer)(answer % 4);

    private static PatientExperience OfTreatment(string id, int day, int answer) =>
        PatientExperience.OfTreatment(
            id, Day(day), Frequency(answer, 0), Frequency(answer, 1), Frequency(answer, 2), Frequency(answer, 3), Frequency(answer, 4), Frequency(answer, 5));

    private static FrequencyAnswer Frequency(int answer, int question) => answer == 0 ? FrequencyAnswer.None : (FrequencyAnswer)((answer + question) % 7);

    private static Story Answering(Preference preference, params (Circumstance Circumstance, Answer Answer)[] answers) =>
        Begun().Tell(Day(2), new CircumstancesAnswered(null, preference, [.. answers.Select(each => new CircumstanceAnswer(each.Circumstance, each.Answer))]));

    private static Story GettingWorse() => Begun()
        .Tell(Day(0), new ProblemDescribed(Problem.Depression, DescriptorStatus.Provisional), new StepStarted(Step.Low))
        .Session(1, 12, 9).Session(8, 17, 12).Session(15, 21, 15).Session(22, 25, 18)
        .ReviewNotOnTrack(23)
        .Session(29, 26, 20)
        .Decide(30, DecisionCall.Review, Step.High, riskFirst: true, null, Outcome.StepUp, TaskKind.SameDay);

    private static Story Told(Random random)
    {
        var story = Begun([.. Enumerable.Range(0, random.Next(3)).Select(_ => new PriorCourse(Step.Low, 6, Day(-random.Next(500)), Answer.No))]);
        var day = random.Next(5);
        if (random.Next(5) > 0)
        {
            story.Triage(day, (Step)random.Next(1, 5));
        }

        if (random.Next(3) > 0)
        {
            story.Tell(Day(day), new ProblemDescribed(random.GetItems(s_problems, 1)[0], DescriptorStatus.Provisional));
        }

        day += random.Next(8) switch { 0 => 100, 1 => 60, 2 => 40, _ => random.Next(28) };
        if (random.Next(4) > 0)
        {
            story.Tell(Day(day), new StepStarted((Step)random.Next(1, 5)));
        }

        var scores = (Depression: random.Next(28), Anxiety: random.Next(22));
        for (var acts = random.Next(22); acts > 0; acts--)
        {
            day += random.Next(20) switch { 0 => 95, 1 => 60, 2 => 35, _ => random.Next(1, 15) };
            scores = (Math.Clamp(scores.Depression + random.Next(-4, 4), 0, 27), Math.Clamp(scores.Anxiety + random.Next(-3, 3), 0, 21));
            Happen(story, day, random, scores);
        }

        return random.Next(3) == 0 ? story : story.End(day + random.Next(30), random.GetItems(s_ends, 1)[0]);
    }

    private static void Happen(Story story, int day, Random random, (int Depression, int Anxiety) scores) => _ = random.Next(24) switch
    {
        0 => story.Tell(Day(day), new Contact(AppointmentType.Treatment, (Attendance)random.Next(2, 8), 0, DeliveryMode.Telephone, CancelledBy.Unspecified)),
        1 => story.Tell(Day(day), new StepStarted((Step)random.Next(1, 5))),
        2 => story.Tell(Day(day), new PlanExplained(Answer.Yes, random.Next(2) == 0 ? Answer.Yes : Answer.No)),
        3 => story.Tell(Day(day), new Contact(AppointmentType.Assessment, Attendance.Attended, 0, DeliveryMode.Telephone, CancelledBy.Unspecified), Phq9(scores.Depression)),
        4 => story.Tell(Day(day), Treated(), Phq9(scores.Depression)),
        5 => story.Tell(Day(day), Treated()),
        6 => story.Tell(Day(day), new Contact(AppointmentType.Treatment, Attendance.Attended, 0, DeliveryMode.InternetLog, CancelledBy.Unspecified), Phq9(scores.Depression), Gad7(scores.Anxiety)),
        7 or 8 => story.Review(day),
        9 or 10 => story.Decide(day, DecisionCall.Review, Step.High, random.Next(4) == 0, null, Outcome.StepUp),
        11 or 12 when story.History.LatestDecision is { } latest =>
            story.Confirm(random.Next(2) == 0 ? latest.AsOf.Date.DayNumber - Referred.DayNumber : day, Step.High, (OverrideReason)(random.Next(2) * random.Next(7))),
        _ => story.Tell(
            Day(day),
            new Contact(AppointmentType.Treatment, Attendance.Attended, random.GetItems(s_therapies, 1)[0], DeliveryMode.Telephone, CancelledBy.Unspecified),
            Phq9(scores.Depression),
            Gad7(scores.Anxiety)),
    };
}
