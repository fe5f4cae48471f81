using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>What an expectation looks at: less than that would let a broken invariant pass as proven.</summary>
public sealed class ExpectationPartsTests
{
    private static readonly PolicyModel s_model = PolicyModel.Of(Shipped.TalkingTherapies);

    [Fact]
    public void Only_what_is_named_is_told_apart()
    {
        var parts = ExpectationParts.Of("d => d.Raises(SameDay) || d.Raises(TaskKind.CrisisNow)", s_model);

        Assert.False(parts.Answer);
        Assert.Equal([new Work(WorkKind.Task, (int)TaskKind.CrisisNow), new Work(WorkKind.Task, (int)TaskKind.SameDay)], parts.Works.OrderBy(work => work.Value == (int)TaskKind.SameDay));
    }

    [Theory]
    [InlineData("d => IsSafe(d)")]
    [InlineData("d => d.Raises(Wanted)")]
    [InlineData("decision => decision.Unheard(SameDay)")]
    public void A_word_that_is_not_known_has_everything_told_apart(string text)
    {
        var parts = ExpectationParts.Of(text, s_model);

        Assert.True(parts.Answer);
        Assert.Equal(Work.Of(s_model).ToHashSet(), parts.Works.ToHashSet());
    }
}
