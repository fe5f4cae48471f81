namespace SteppedCare.Tests.Cli;

/// <summary>Whoever tells an invented course to Core casts: every word is Core's by number, and by name but for those that say nothing.</summary>
public sealed class CohortWordsTests
{
    public static TheoryData<Type, Type> Words => new()
    {
        { typeof(SteppedCare.Cohorts.ReferralSource), typeof(ReferralSource) },
        { typeof(SteppedCare.Cohorts.AppointmentType), typeof(AppointmentType) },
        { typeof(SteppedCare.Cohorts.Attendance), typeof(Attendance) },
        { typeof(SteppedCare.Cohorts.DeliveryMode), typeof(DeliveryMode) },
        { typeof(SteppedCare.Cohorts.CancelledBy), typeof(CancelledBy) },
        { typeof(SteppedCare.Cohorts.Problem), typeof(Problem) },
        { typeof(SteppedCare.Cohorts.Preference), typeof(Preference) },
        { typeof(SteppedCare.Cohorts.Answer), typeof(Answer) },
        { typeof(SteppedCare.Cohorts.Circumstance), typeof(Circumstance) },
        { typeof(SteppedCare.Cohorts.EndReason), typeof(EndReason) },
        { typeof(SteppedCare.Cohorts.Step), typeof(Step) },
        { typeof(SteppedCare.Cohorts.Recommended), typeof(Outcome) },
        { typeof(SteppedCare.Cohorts.OverrideReason), typeof(OverrideReason) },
        { typeof(SteppedCare.Cohorts.TaskKind), typeof(TaskKind) },
        { typeof(SteppedCare.Cohorts.TaskCloseReason), typeof(TaskCloseReason) },
        { typeof(SteppedCare.Cohorts.Question), typeof(DecisionCall) },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_is_Cores(Type word, Type own)
    {
        foreach (var member in Enum.GetValues(word).Cast<Enum>())
        {
            var name = Enum.GetName(own, Convert.ToInt32(member));
            Assert.True(member.ToString() == name || (Convert.ToInt32(member) == 0 && name is not null), $"{word.Name}.{member} is {name}");
        }
    }
}
