using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What the person and the clinicians stated. Later answers replace earlier ones, question by question, in the order in which they happened.</summary>
internal static class StatedFacts
{
    private static readonly ImmutableArray<(RiskTopic Topic, FactNumber Fact)> s_risk =
    [
        (RiskTopic.Ideation, FactNumber.Ideation), (RiskTopic.Plan, FactNumber.Plan), (RiskTopic.Means, FactNumber.Means),
        (RiskTopic.Intent, FactNumber.Intent), (RiskTopic.ImmediateDanger, FactNumber.ImmediateDanger), (RiskTopic.RecentAttempt, FactNumber.RecentAttempt),
        (RiskTopic.PastAttempt, FactNumber.PastAttempt), (RiskTopic.SelfHarm, FactNumber.SelfHarm),
        (RiskTopic.CommandHallucinations, FactNumber.CommandHallucinations), (RiskTopic.PsychoticSymptoms, FactNumber.PsychoticSymptoms),
        (RiskTopic.HarmToOthers, FactNumber.HarmToOthers), (RiskTopic.SelfNeglect, FactNumber.SelfNeglect), (RiskTopic.SubstanceUse, FactNumber.SubstanceUse),
        (RiskTopic.Isolation, FactNumber.Isolation), (RiskTopic.PostnatalHarm, FactNumber.PostnatalHarm), (RiskTopic.Safeguarding, FactNumber.Safeguarding),
        (RiskTopic.DomesticAbuse, FactNumber.DomesticAbuse),
    ];

    private static readonly ImmutableArray<(Circumstance Circumstance, FactNumber Fact)> s_circumstances =
    [
        (Circumstance.Psychosis, FactNumber.Psychosis), (Circumstance.Bipolar, FactNumber.Bipolar), (Circumstance.EatingDisorder, FactNumber.EatingDisorder),
        (Circumstance.SubstanceDependence, FactNumber.SubstanceDependence), (Circumstance.Dementia, FactNumber.Dementia),
        (Circumstance.Dissociation, FactNumber.Dissociation), (Circumstance.ReadsComfortably, FactNumber.ReadsComfortably),
        (Circumstance.DigitalAccess, FactNumber.DigitalAccess), (Circumstance.PrivateSpace, FactNumber.PrivateSpace),
        (Circumstance.SpeaksServiceLanguage, FactNumber.SpeaksServiceLanguage), (Circumstance.InterpreterBooked, FactNumber.InterpreterBooked),
        (Circumstance.NeedsAdaptedFormat, FactNumber.NeedsAdaptedFormat), (Circumstance.WantsToStop, FactNumber.WantsToStop),
        (Circumstance.GoalsMet, FactNumber.GoalsMet), (Circumstance.WantsMaintenance, FactNumber.WantsMaintenance),
        (Circumstance.PersistentSymptoms, FactNumber.PersistentSymptoms), (Circumstance.PoorPrognosis, FactNumber.PoorPrognosis),
    ];

    private static readonly ImmutableArray<Circumstance> s_step4 =
    [
        Circumstance.ComplexNeeds, Circumstance.FrequentRecurrences, Circumstance.MultipleTrauma, Circumstance.PoorResponseToCbt,
        Circumstance.SustainedImpact, Circumstance.SeveralDiagnoses, Circumstance.LongerThanAYear,
    ];

    internal static void Add(Facts facts, ImmutableArray<HistoryEvent> events, DateOnly today)
    {
        facts[FactNumber.Problem] = (int)Problem.NoDescriptor;
        facts[FactNumber.Descriptor] = (int)DescriptorStatus.None;
        var step4 = new HashSet<Circumstance>();
        foreach (var told in events)
        {
            switch (told.Content)
            {
                case RiskAnswered risk:
                    AddRisk(facts, risk);
                    break;
                case CircumstancesAnswered circumstances:
                    AddCircumstances(facts, circumstances, today);
                    AddStep4(step4, circumstances);
                    break;
                case ProblemDescribed problem:
                    AddProblem(facts, problem);
                    break;
                case ReferralReceived referral:
                    AddPriorCourses(facts, referral, today);
                    break;
            }
        }

        if (step4.Count > 0)
        {
            facts[FactNumber.Step4Criteria] = step4.Count;
        }
    }

    // A later answer replaces an earlier one; what is withdrawn or declined counts no more.
    private static void AddStep4(HashSet<Circumstance> stated, CircumstancesAnswered circumstances)
    {
        foreach (var answer in circumstances.Answers.Where(answer => s_step4.Contains(answer.Circumstance)))
        {
            _ = answer.Answer == Answer.Yes ? stated.Add(answer.Circumstance) : stated.Remove(answer.Circumstance);
        }
    }

    // Only a "no" takes back a "yes": who prefers not to answer today has not said that yesterday's danger is over.
    private static void AddRisk(Facts facts, RiskAnswered risk)
    {
        foreach (var (topic, fact) in s_risk)
        {
            foreach (var answer in risk.Answers)
            {
                if (answer.Topic == topic && answer.Answer is (Answer.Yes or Answer.No))
                {
                    facts[fact] = answer.Answer == Answer.Yes ? 1 : 0;
                }
            }
        }
    }

    private static void AddCircumstances(Facts facts, CircumstancesAnswered circumstances, DateOnly today)
    {
        if (circumstances.TraumaOn is { } trauma)
        {
            FactBuilder.Set(facts, FactNumber.DaysSinceTrauma, today.DayNumber - trauma.DayNumber);
        }

        if (circumstances.AgeYears is { } age)
        {
            facts[FactNumber.Age] = age;
        }

        if (circumstances.Preference != Preference.NotStated)
        {
            facts[FactNumber.Preference] = (int)circumstances.Preference;
        }

        foreach (var (circumstance, fact) in s_circumstances)
        {
            foreach (var answer in circumstances.Answers.Where(answer => answer.Circumstance == circumstance))
            {
                facts[fact] = answer.Answer switch
                {
                    Answer.Yes => 1,
                    Answer.No => 0,
                    Answer.Declined => FactCode.Unknown,
                    _ => facts[fact],
                };
            }
        }
    }

    // A clinician's assignment stands until a clinician assigns another or withdraws it; nobody's later guess, and no form that sends "none", unseats it.
    private static void AddProblem(Facts facts, ProblemDescribed problem)
    {
        var isAssigned = facts[FactNumber.Descriptor] == (int)DescriptorStatus.ClinicianAssigned;
        if (problem.Problem == Problem.NoDescriptor)
        {
            facts[FactNumber.Problem] = isAssigned && problem.Status != DescriptorStatus.ClinicianAssigned ? facts[FactNumber.Problem] : (int)Problem.NoDescriptor;
            facts[FactNumber.Descriptor] = (int)(facts[FactNumber.Problem] == (int)Problem.NoDescriptor ? DescriptorStatus.None : DescriptorStatus.ClinicianAssigned);
        }
        else if (problem.Status == DescriptorStatus.ClinicianAssigned)
        {
            facts[FactNumber.Problem] = (int)problem.Problem;
            facts[FactNumber.Descriptor] = (int)DescriptorStatus.ClinicianAssigned;
        }
        else if (!isAssigned)
        {
            facts[FactNumber.Descriptor] = (int)DescriptorStatus.Provisional;
        }
    }

    private static void AddPriorCourses(Facts facts, ReferralReceived referral, DateOnly today)
    {
        // Twelve months are T8's (domain 4.2, a judgement); of an end that nobody knows the stricter is assumed.
        var since = today.AddMonths(-12);
        AddCourses(facts, FactNumber.PriorLowSessions, FactNumber.PriorLowImproved, [.. referral.PriorCourses.Where(course => course.Step == Step.Low && !(course.EndedOn < since))]);
        if (referral.PriorCourses.Count(course => course.ReliablyImproved == Answer.No) is > 0 and var failed)
        {
            FactBuilder.Set(facts, FactNumber.PriorCoursesNotImproved, failed);
        }

        AddCourses(facts, FactNumber.PriorHighSessions, FactNumber.PriorHighImproved, [.. referral.PriorCourses.Where(course => course.Step == Step.High)]);
    }

    private static void AddCourses(Facts facts, FactNumber sessions, FactNumber improved, PriorCourse[] courses)
    {
        if (courses.Length == 0)
        {
            return;
        }

        FactBuilder.Set(facts, sessions, courses.Sum(course => course.Sessions));
        // The latest course whose result was told speaks; of an end that nobody knows it is assumed to be the latest.
        if (courses.Where(course => course.ReliablyImproved is Answer.Yes or Answer.No).MaxBy(course => course.EndedOn ?? DateOnly.MaxValue) is { } latest)
        {
            facts[improved] = latest.ReliablyImproved == Answer.Yes ? 1 : 0;
        }
    }
}
