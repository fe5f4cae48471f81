namespace SteppedCare.Tests.Worklist;

/// <summary>How soon somebody must act.</summary>
public sealed class OpenTaskTests
{
    public static TheoryData<TaskKind> Kinds => [.. Enum.GetValues<TaskKind>().Where(kind => kind != TaskKind.None)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_class_and_danger_comes_before_whatever_stands_still(TaskKind kind)
    {
        Assert.True(Enum.IsDefined(Urgencies.Of(kind)));
        Assert.NotEqual(Urgency.None, Urgencies.Of(kind));
        Assert.Equal(EpisodeTask.IsRisk(kind) || kind == TaskKind.RiskTaskLate, Urgencies.Of(kind) < Urgency.ReviewOrWait);
    }

    [Fact]
    public void The_kinds_about_danger_come_in_the_order_in_which_somebody_must_act() => Assert.Equal(
        [TaskKind.CrisisNow, TaskKind.SameDay, TaskKind.Safeguarding, TaskKind.AskRisk, TaskKind.BeforeNextStep],
        Enum.GetValues<TaskKind>().Where(EpisodeTask.IsRisk).OrderBy(Urgencies.Of));

    [Fact]
    public void A_kind_that_nobody_knows_yet_has_a_place_at_the_end() => Assert.Equal(Urgency.ReviewOrWait, Urgencies.Of((TaskKind)99));
}
