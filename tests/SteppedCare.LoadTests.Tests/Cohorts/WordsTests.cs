using SteppedCare.Cohorts;
using Wire = SteppedCare.V1;

namespace SteppedCare.LoadTests.Tests.Cohorts;

/// <summary>Whoever tells a course to the service casts: every word is the contract's by name and number.</summary>
public sealed class WordsTests
{
    public static TheoryData<Type, Type> Words => new()
    {
        { typeof(ReferralSource), typeof(Wire.ReferralSource) },
        { typeof(AppointmentType), typeof(Wire.AppointmentType) },
        { typeof(Attendance), typeof(Wire.Attendance) },
        { typeof(DeliveryMode), typeof(Wire.DeliveryMode) },
        { typeof(CancelledBy), typeof(Wire.CancelledBy) },
        { typeof(Problem), typeof(Wire.Problem) },
        { typeof(Preference), typeof(Wire.Preference) },
        { typeof(Answer), typeof(Wire.Answer) },
        { typeof(Circumstance), typeof(Wire.Circumstance) },
        { typeof(EndReason), typeof(Wire.EndReason) },
        { typeof(Step), typeof(Wire.Step) },
        { typeof(Recommended), typeof(Wire.Outcome) },
        { typeof(OverrideReason), typeof(Wire.OverrideReason) },
        { typeof(TaskKind), typeof(Wire.TaskKind) },
        { typeof(TaskCloseReason), typeof(Wire.TaskCloseReason) },
        { typeof(Question), typeof(Wire.DecisionCall) },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_is_the_contracts(Type word, Type wire) =>
        Assert.Equal(Enum.GetValues(word).Cast<Enum>().Select(member => (member.ToString(), Convert.ToInt32(member))), Enum.GetValues(word).Cast<Enum>().Select(member => (Enum.GetName(wire, Convert.ToInt32(member)) ?? "", Convert.ToInt32(member))));

    [Fact]
    public void No_word_is_left_out() => Assert.Equal(
        typeof(Step).Assembly.GetExportedTypes().Where(type => type.IsEnum).Select(type => type.Name).Order(),
        Words.Select(row => ((Type)row[0]).Name).Order());
}
