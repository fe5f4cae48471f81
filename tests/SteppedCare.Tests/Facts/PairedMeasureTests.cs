using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.FactBuilding;

public sealed class PairedMeasureTests
{
    [Theory]
    [InlineData(Problem.SocialAnxiety, InstrumentCode.Spin, "")]
    [InlineData(Problem.PostTraumaticStress, InstrumentCode.Pcl5, "")]
    [InlineData(Problem.PostTraumaticStress, InstrumentCode.IesR, "")]
    [InlineData(Problem.Agoraphobia, InstrumentCode.MobilityInventory, "")]
    [InlineData(Problem.ObsessiveCompulsive, InstrumentCode.Oci, "")]
    [InlineData(Problem.ObsessiveCompulsive, InstrumentCode.OciR, "")]
    [InlineData(Problem.Panic, InstrumentCode.Pdss, "self-report")]
    [InlineData(Problem.HealthAnxiety, InstrumentCode.Hai, "")]
    [InlineData(Problem.IrritableBowel, InstrumentCode.IbsSss, "")]
    [InlineData(Problem.ChronicFatigue, InstrumentCode.Cfq, "likert")]
    [InlineData(Problem.UnexplainedSymptoms, InstrumentCode.Phq15, "")]
    public void A_problem_is_measured_by_its_own_questionnaire(Problem problem, InstrumentCode code, string version)
    {
        var facts = Assigned(problem).Tell(Day(1), Phq9(14), Gad7(12), Total(code, 3, version)).Tell(Day(8), Phq9(9), Gad7(7), Total(code, 2, version)).Facts(8);

        Assert.Equal((int)code, facts[FactNumber.PairedMeasure]);
    }

    [Theory]
    [InlineData(Problem.NoDescriptor)]
    [InlineData(Problem.Depression)]
    [InlineData(Problem.GeneralisedAnxiety)]
    [InlineData(Problem.MixedAnxietyDepression)]
    [InlineData(Problem.SpecificPhobia)]
    [InlineData(Problem.OtherProblem)]
    public void Every_other_problem_is_measured_by_GAD7(Problem problem) =>
        Assert.Equal((int)InstrumentCode.Gad7, Assigned(problem).Tell(Day(1), Phq9(14), Total(InstrumentCode.Spin, 40), Total(InstrumentCode.Pcl5, 40)).Facts(1)[FactNumber.PairedMeasure]);

    [Fact]
    public void A_measure_taken_at_the_start_alone_falls_back_to_GAD7()
    {
        // Domain case 48.
        var facts = Assigned(Problem.PostTraumaticStress).Tell(Day(1), Phq9(16), Gad7(15), Total(InstrumentCode.Pcl5, 48)).Tell(Day(40), Phq9(13), Gad7(12)).Facts(40);

        Assert.Equal((int)InstrumentCode.Gad7, facts[FactNumber.PairedMeasure]);
        Assert.Equal((0, 0), (facts[FactNumber.ReliableImprovement], facts[FactNumber.Unpaired]));
    }

    [Theory]
    [InlineData(28, InstrumentCode.Pcl5)]
    [InlineData(29, InstrumentCode.Gad7)]
    public void A_measure_more_than_four_weeks_behind_does_not_speak_of_now(int behind, InstrumentCode measure)
    {
        var facts = Assigned(Problem.PostTraumaticStress)
            .Tell(Day(1), Phq9(16), Gad7(15), Total(InstrumentCode.Pcl5, 48))
            .Tell(Day(20), Total(InstrumentCode.Pcl5, 30))
            .Tell(Day(20 + behind), Phq9(13), Gad7(12))
            .Facts(20 + behind);

        Assert.Equal((int)measure, facts[FactNumber.PairedMeasure]);
    }

    [Fact]
    public void A_provisional_problem_pairs_nothing() =>
        Assert.Equal(
            (int)InstrumentCode.Gad7,
            Begun().Tell(Day(0), new ProblemDescribed(Problem.SocialAnxiety, DescriptorStatus.Provisional), Total(InstrumentCode.Spin, 40)).Facts(0)[FactNumber.PairedMeasure]);

    [Fact]
    public void Another_problem_is_measured_anew_from_the_first_score_and_says_that_the_pair_changed()
    {
        var story = Assigned(Problem.Depression)
            .Tell(Day(1), Phq9(8), Gad7(12), Total(InstrumentCode.Spin, 40))
            .Tell(Day(8), Phq9(8), Gad7(7), Total(InstrumentCode.Spin, 39))
            .Review(8);
        Assert.Equal((1, 0), (story.Facts(8)[FactNumber.ReliableImprovement], story.Facts(8)[FactNumber.AtCaseness]));
        Assert.Equal(FactCode.Unknown, story.Facts(8)[FactNumber.PairChanged]);

        var facts = story.Tell(Day(9), new ProblemDescribed(Problem.SocialAnxiety, DescriptorStatus.ClinicianAssigned)).Facts(9);

        Assert.Equal((0, 1, 1), (facts[FactNumber.ReliableImprovement], facts[FactNumber.AtCaseness], facts[FactNumber.PairChanged]));
    }

    [Theory]
    [InlineData(InstrumentCode.Spin, 18, 19)]
    [InlineData(InstrumentCode.Oci, 39, 40)]
    [InlineData(InstrumentCode.OciR, 20, 21)]
    [InlineData(InstrumentCode.Pcl5, 31, 32)]
    [InlineData(InstrumentCode.IesR, 32, 33)]
    [InlineData(InstrumentCode.Hai, 17, 18)]
    [InlineData(InstrumentCode.Pdss, 7, 8)]
    [InlineData(InstrumentCode.MobilityInventory, 2.29, 2.31)]
    [InlineData(InstrumentCode.IbsSss, 74, 75)]
    [InlineData(InstrumentCode.Phq15, 9, 10)]
    public void A_case_begins_at_the_measures_own_cut_off(InstrumentCode code, double below, double from)
    {
        Assert.Equal(0, AtCase(code, below));
        Assert.Equal(1, AtCase(code, from));

        static int AtCase(InstrumentCode code, double total) =>
            Assigned(ProblemOf(code)).Tell(Day(1), Phq9(9), Total(code, total)).Facts(1)[FactNumber.AtCaseness];
    }

    [Theory]
    [InlineData(InstrumentCode.Spin, 40, 31, 30)]
    [InlineData(InstrumentCode.Oci, 100, 69, 68)]
    [InlineData(InstrumentCode.OciR, 40, 28, 27)]
    [InlineData(InstrumentCode.Pcl5, 50, 41, 40)]
    [InlineData(InstrumentCode.IesR, 50, 42, 41)]
    [InlineData(InstrumentCode.Hai, 30, 27, 26)]
    [InlineData(InstrumentCode.Pdss, 20, 16, 15)]
    [InlineData(InstrumentCode.MobilityInventory, 4.33, 3.61, 3.59)]
    [InlineData(InstrumentCode.IbsSss, 300, 251, 250)]
    [InlineData(InstrumentCode.Phq15, 20, 14, 13)]
    public void A_change_is_reliable_from_the_measures_own_number(InstrumentCode code, double start, double within, double reliable)
    {
        Assert.Equal(0, Improved(code, start, within));
        Assert.Equal(1, Improved(code, start, reliable));

        static int Improved(InstrumentCode code, double start, double now) =>
            Assigned(ProblemOf(code)).Tell(Day(1), Phq9(12), Total(code, start)).Tell(Day(8), Phq9(12), Total(code, now)).Facts(8)[FactNumber.ReliableImprovement];
    }

    [Theory]
    [InlineData(2.2, 0)]
    [InlineData(2.3, FactCode.Unknown)]
    [InlineData(2.31, 1)]
    [InlineData(2.4, 1)]
    public void A_mean_told_with_one_decimal_claims_nothing_within_half_a_tenth_of_the_line(double told, int isCase) =>
        Assert.Equal(isCase, Assigned(Problem.Agoraphobia).Tell(Day(1), Phq9(9), Total(InstrumentCode.MobilityInventory, told)).Facts(1)[FactNumber.AtCaseness]);

    [Theory]
    [InlineData(2.2, FactCode.Unknown)]
    [InlineData(2.21, 1)]
    [InlineData(2.1, 1)]
    public void Two_rounded_means_claim_no_change_that_both_roundings_could_undo(double now, int improved) => Assert.Equal(
        improved,
        Assigned(Problem.Agoraphobia)
            .Tell(Day(1), Phq9(9), Total(InstrumentCode.MobilityInventory, 3.0))
            .Tell(Day(8), Phq9(9), Total(InstrumentCode.MobilityInventory, now))
            .Facts(8)[FactNumber.ReliableImprovement]);

    [Fact]
    public void A_problem_that_a_clinician_assigned_is_withdrawn_by_a_clinician_alone()
    {
        var story = Assigned(Problem.SocialAnxiety).Tell(Day(1), new ProblemDescribed(Problem.NoDescriptor, DescriptorStatus.None));
        Assert.Equal(((int)Problem.SocialAnxiety, (int)DescriptorStatus.ClinicianAssigned), (story.Facts(1)[FactNumber.Problem], story.Facts(1)[FactNumber.Descriptor]));

        story.Tell(Day(2), new ProblemDescribed(Problem.NoDescriptor, DescriptorStatus.ClinicianAssigned) { AssignedBy = "clinician-1" });
        Assert.Equal(((int)Problem.NoDescriptor, (int)DescriptorStatus.None), (story.Facts(2)[FactNumber.Problem], story.Facts(2)[FactNumber.Descriptor]));
    }

    [Fact]
    public void An_outcome_over_an_unverified_number_says_so()
    {
        Assert.Equal(1, Measured(Problem.SocialAnxiety, InstrumentCode.Spin)[FactNumber.PairUnverified]);
        Assert.Equal(FactCode.Unknown, Measured(Problem.ObsessiveCompulsive, InstrumentCode.OciR)[FactNumber.PairUnverified]);
        Assert.Equal(FactCode.Unknown, Measured(Problem.Depression, InstrumentCode.Gad7)[FactNumber.PairUnverified]);

        static Facts Measured(Problem problem, InstrumentCode code) => Assigned(problem).Tell(Day(1), Phq9(12), Total(code, 12)).Facts(1);
    }

    private static Story Assigned(Problem problem) => Begun().Tell(Day(0), new ProblemDescribed(problem, DescriptorStatus.ClinicianAssigned) { AssignedBy = "clinician-1" });

    private static ScoreRecorded Total(InstrumentCode code, double total, string version = "") => new(code, [], (int)Math.Round(total * 1_000)) { Version = version };

    private static Problem ProblemOf(InstrumentCode code) => code switch
    {
        InstrumentCode.Spin => Problem.SocialAnxiety,
        InstrumentCode.Oci or InstrumentCode.OciR => Problem.ObsessiveCompulsive,
        InstrumentCode.Pcl5 or InstrumentCode.IesR => Problem.PostTraumaticStress,
        InstrumentCode.Hai => Problem.HealthAnxiety,
        InstrumentCode.Pdss => Problem.Panic,
        InstrumentCode.MobilityInventory => Problem.Agoraphobia,
        InstrumentCode.IbsSss => Problem.IrritableBowel,
        _ => Problem.UnexplainedSymptoms,
    };
}
