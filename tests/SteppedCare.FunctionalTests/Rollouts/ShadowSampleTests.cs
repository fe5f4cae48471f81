using SteppedCare.Server.Rollouts;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Of each pair of answers all replicas together keep a few decisions by name.</summary>
public sealed class ShadowSampleTests
{
    private static readonly ShadowCell s_more = new("1.1", DecisionCall.Triage, Outcome.Enter, Step.Low, Outcome.Enter, Step.High, IsLower: false);
    private static readonly ShadowCell s_less = new("1.1", DecisionCall.Triage, Outcome.Enter, Step.High, Outcome.Enter, Step.Low, IsLower: true);

    [Fact]
    public void What_others_have_kept_is_counted_and_of_other_answers_there_is_room()
    {
        var others = Enumerable.Range(0, 8).Select(number => s_more.SampleName($"theirs-{number}", 1));
        var ours = Samples(s_more, 5).Concat(Samples(s_less, 5)).ToDictionary();

        var missing = ShadowCell.Missing(ours, others, ShadowAsking.MostSamples);

        Assert.Equal([(s_more, 2), (s_less, 5)], missing.Keys.Select(name => ShadowCell.ReadSample(name)!.Value.Cell).CountBy(cell => cell).Select(cell => (cell.Key, cell.Value)));
        Assert.Empty(ShadowCell.Missing(Samples(s_more, 5), Samples(s_more, ShadowAsking.MostSamples + 1).Keys, ShadowAsking.MostSamples));
    }

    private static Dictionary<string, long> Samples(ShadowCell cell, int count) => Enumerable.Range(0, count).ToDictionary(number => cell.SampleName($"ours-{number}", 1), _ => 1L);
}
