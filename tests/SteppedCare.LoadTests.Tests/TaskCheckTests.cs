namespace SteppedCare.LoadTests.Tests;

public sealed class TaskCheckTests
{
    private readonly ARecord _record = ARecord.Whole();

    [Fact]
    public void A_task_that_disappeared_is_seen()
    {
        _record.Episode.Tasks.Remove(_record.Task("ask-risk"));

        Breach("tasks/ask-risk, raised at");
    }

    [Fact]
    public void A_task_closed_by_nobody_is_seen()
    {
        _record.Task("ask-risk").ClosedAt = _record.Task("same-day").ClosedAt;

        Breach("tasks/ask-risk is closed by , and nobody was told so");
    }

    [Fact]
    public void A_closing_that_was_lost_is_seen()
    {
        _record.Task("same-day").ClosedAt = null;

        Breach("is recorded as closed so 0 times");
    }

    [Fact]
    public void A_task_taken_on_by_nobody_is_seen()
    {
        _record.Task("ask-risk").AcknowledgedBy = "somebody";

        Breach("tasks/ask-risk is taken on by somebody, and nobody was told so");
    }

    [Fact]
    public void A_taking_on_that_was_lost_is_seen()
    {
        _record.Task("same-day").AcknowledgedBy = "";

        Breach("is recorded as taken on by ''");
    }

    private void Breach(string expected) => Assert.Contains(_record.Breaches, breach => breach.Contains(expected, StringComparison.Ordinal));
}
