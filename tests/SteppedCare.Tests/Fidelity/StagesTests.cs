namespace SteppedCare.Tests.Fidelity;

/// <summary>The official stages: two or more treatments in a row of one intensity; a single one in between is ignored.</summary>
public sealed class StagesTests
{
    private static readonly DateOnly s_first = new(2026, 1, 5);

    [Theory]
    [InlineData("LLHH", "LH")]
    [InlineData("LLHL", "L")]
    [InlineData("LHLH", "")]
    [InlineData("LLHLLHH", "LH")]
    [InlineData("LHH", "H")]
    [InlineData("HHLL", "HL")]
    [InlineData("HHLLHH", "HLH")]
    [InlineData("LL?HH", "LH")]
    [InlineData("L?L", "L")]
    [InlineData("L", "")]
    [InlineData("", "")]
    public void A_stage_is_two_in_a_row(string treatments, string stages) =>
        Assert.Equal(stages, string.Concat(Of(treatments).Order.Select(intensity => intensity == Intensity.Low ? 'L' : 'H')));

    [Theory]
    [InlineData("LLHH", true, false)]
    [InlineData("HHLL", false, true)]
    [InlineData("LLHHLL", true, false)]
    [InlineData("LHLHLH", false, false)]
    [InlineData("LLL", false, false)]
    public void Stepping_is_what_the_first_two_stages_are(string treatments, bool up, bool down) =>
        Assert.Equal((up, down), (Of(treatments).IsSteppedUp, Of(treatments).IsSteppedDown));

    [Fact]
    public void The_wait_between_stages_is_from_the_last_treatment_of_the_first_to_the_first_of_the_second() =>
        Assert.Equal((7, 14, null), (Of("LLHH").DaysBetween, Of("LL?HH").DaysBetween, Of("LLH").DaysBetween));

    // A stray that was ignored does not end the stage before it.
    [Fact]
    public void A_stage_goes_on_after_a_stray() => Assert.Equal(7, Of("LLHLHH").DaysBetween);

    [Fact]
    public void Every_internet_log_is_officially_high_and_a_known_therapy_goes_before_the_step()
    {
        Assert.Equal(Intensity.High, Treatment(Step.Low, DeliveryMode.InternetLog).OfficialIntensity);
        Assert.Equal(Intensity.Low, Treatment(Step.Low, DeliveryMode.InternetLog).Intensity);
        Assert.Equal(Intensity.Low, Treatment(Step.High, DeliveryMode.Telephone, 748051000000105).OfficialIntensity);
        Assert.Equal(Intensity.High, Treatment(Step.Low, DeliveryMode.Telephone, 304891004).OfficialIntensity);
        Assert.Equal(Intensity.Low, Treatment(Step.Low, DeliveryMode.Telephone, 1).OfficialIntensity);
        Assert.Equal(Intensity.Unknown, Treatment(Step.None, DeliveryMode.Telephone).OfficialIntensity);
    }

    private static Treatment Treatment(Step step, DeliveryMode mode, long therapy = 0) =>
        new(s_first, step, new Contact(AppointmentType.Treatment, Attendance.Attended, therapy, mode, CancelledBy.Unspecified));

    // One a week.
    private static Stages Of(string treatments) => Stages.Of(
        [.. treatments.Select((letter, week) => Treatment(letter switch { 'L' => Step.Low, 'H' => Step.High, _ => Step.None }, DeliveryMode.Telephone) with { On = s_first.AddDays(7 * week) })],
        treatment => treatment.Intensity);
}
