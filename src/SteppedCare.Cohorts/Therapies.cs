namespace SteppedCare.Cohorts;

/// <summary>
/// The courses that the generator knows. Means, standard deviations, sessions a course and the four rates: NHS England, Psychological Therapies, annual report
/// 2024-25, <c>proms_annual</c>, all descriptors; sessions are appointments over courses, a little overstated. Response: fitted to the four rates (calculated).
/// </summary>
internal static class Therapies
{
    // Published for the guided book and CBT only; the other therapies of a step are given the same (judgement).
    private const double LowWsasStartSd = 9.1, LowWsasEndSd = 9.8, HighWsasStartSd = 9.4, HighWsasEndSd = 10.1;

    /// <summary>Guided self-help with a book: 164,041 courses.</summary>
    internal static TherapyParameters GuidedSelfHelp { get; } = new()
    {
        Name = "GSH book",
        Step = Step.Low,
        LowCode = 748051000000105,
        HighCode = 0,
        MeanSessions = 5.5,
        Phq9Start = new(13.5, 5.9),
        Phq9End = new(9.4, 6.5),
        Gad7Start = new(12.5, 5.1),
        WsasStart = new(17.6, LowWsasStartSd),
        WsasEnd = new(13.3, LowWsasEndSd),
        Response = new(0.56, 0.66, -0.03, 0.06, 3.29, 0.59),
        Published = new(43.0, 39.1, 55.8, 7.2),
    };

    /// <summary>A psychoeducational group: 40,170 courses.</summary>
    internal static TherapyParameters PsychoeducationalGroup { get; } = new()
    {
        Name = "psychoed group",
        Step = Step.Low,
        LowCode = 702545008,
        HighCode = 0,
        Delivery = DeliveryMode.Group,
        MeanSessions = 5.7,
        Phq9Start = new(12.7, 6.0),
        Phq9End = new(10.0, 6.4),
        Gad7Start = new(11.6, 5.3),
        WsasStart = new(16.9, LowWsasStartSd),
        WsasEnd = new(14.2, LowWsasEndSd),
        Response = new(0.44, 0.52, 0.00, 0.27, 1.70, 0.60),
        Published = new(31.5, 26.7, 41.6, 8.2),
    };

    /// <summary>Cognitive behavioural therapy: 233,776 courses.</summary>
    internal static TherapyParameters Cbt { get; } = new()
    {
        Name = "CBT",
        Step = Step.High,
        LowCode = 0,
        HighCode = 304891004,
        MeanSessions = 8.9,
        Phq9Start = new(14.2, 6.1),
        Phq9End = new(9.5, 6.6),
        Gad7Start = new(13.3, 5.1),
        WsasStart = new(19.0, HighWsasStartSd),
        WsasEnd = new(14.0, HighWsasEndSd),
        Response = new(0.61, 0.64, -0.03, 0.19, 1.93, 0.48),
        Published = new(45.0, 41.5, 60.7, 5.9),
    };

    /// <summary>Counselling for depression: 77,602 courses.</summary>
    internal static TherapyParameters Counselling { get; } = new()
    {
        Name = "counselling",
        Step = Step.High,
        LowCode = 0,
        HighCode = 1026131000000100,
        MeanSessions = 7.7,
        Phq9Start = new(14.4, 5.7),
        Phq9End = new(9.3, 6.1),
        Gad7Start = new(12.3, 5.1),
        WsasStart = new(18.6, HighWsasStartSd),
        WsasEnd = new(13.8, HighWsasEndSd),
        Response = new(0.67, 0.60, -0.06, 0.26, 1.42, 0.58),
        Published = new(47.6, 43.0, 59.3, 6.2),
    };

    /// <summary>
    /// Low and high intensity in one course: 260,902 courses, of which no rates are published. These are what must be true of them for the national row, given
    /// the rows of the four therapies: every one of those lies below the nation. Scores at the start are those of CBT (judgement); sessions are what is left of
    /// the national mean of 6.9 (2019-20). PHQ-9 at the end is what the fit gives, and WSAS falls with it as in CBT (calculated).
    /// </summary>
    internal static TherapyParameters BothStages { get; } = Cbt with
    {
        Name = "both stages",
        Step = Step.Unspecified,
        LowCode = 748051000000105,
        MeanSessions = 7.6,
        Phq9End = new(6.0, 5.4),
        WsasEnd = new(11.4, 9.5),
        Response = new(0.93, 0.66, -0.30, 0.14, 3.34, 0.46),
        Published = new(62.6, 61.0, 85.4, 4.1),
    };

    /// <summary>
    /// England, 2024-25: 267,299 finished courses at low intensity only, 111,901 at high only, 260,902 with both; within low and high as the courses of the
    /// therapies that are fitted. Courses of unknown kind are in <see cref="CohortParameters.StepsUnrecorded"/>.
    /// </summary>
    internal static CohortParameters England { get; } = new()
    {
        Mix =
        [
            (GuidedSelfHelp, 267_299.0 * 164_041 / (164_041.0 + 40_170)), (PsychoeducationalGroup, 267_299.0 * 40_170 / (164_041.0 + 40_170)),
            (Cbt, 111_901.0 * 233_776 / (233_776.0 + 77_602)), (Counselling, 111_901.0 * 77_602 / (233_776.0 + 77_602)), (BothStages, 260_902),
        ],
    };

    /// <summary>The national row of 2024-25: 670,419 finished courses.</summary>
    internal static Rates National { get; } = new(50.5, 47.5, 67.5, 5.8);
}
