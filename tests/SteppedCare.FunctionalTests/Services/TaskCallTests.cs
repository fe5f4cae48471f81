using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Acts on tasks: each task is found by its name.</summary>
public sealed class TaskCallTests
{
    private const string TaskName = "services/leeds/episodes/ep-7/tasks/second-appointment-wait";

    [Fact]
    public async Task A_task_is_acknowledged_and_closed_by_name()
    {
        await using var host = await WireHost.StartAsync();

        var acknowledged = await host.Decisions.AcknowledgeTaskAsync(
            new() { Name = TaskName, RequestId = "r1", Person = "dr-a", SeenVersion = 4 }).ResponseAsync.WaitAsync(WireHost.Patience);
        var closed = await host.Decisions.CloseTaskAsync(
            new() { Name = TaskName, RequestId = "r2", Person = "dr-b", Reason = Wire.TaskCloseReason.Done }).ResponseAsync.WaitAsync(WireHost.Patience);

        var first = Assert.IsType<TaskCommand>(host.Engine.Asked[0]);
        Assert.Equal((Some.Key, TaskKind.SecondAppointmentWait, "dr-a", null, 4), (first.Key, first.Kind, first.Person, first.CloseReason, first.SeenVersion));
        Assert.Equal(EpisodeMethod.AcknowledgeTask, first.Request.Method);
        var second = Assert.IsType<TaskCommand>(host.Engine.Asked[1]);
        Assert.Equal(("dr-b", TaskCloseReason.Done, EpisodeMethod.CloseTask, null), (second.Person, second.CloseReason, second.Request.Method, second.SeenVersion));
        Assert.Equal(5, acknowledged.TrajectoryVersion);
        Assert.Equal("dr-b", closed.Task.ClosedBy);
    }

    [Fact]
    public async Task Every_kind_of_task_has_a_name_that_finds_it_again()
    {
        await using var host = await WireHost.StartAsync();
        foreach (var kind in Enum.GetValues<TaskKind>().Where(kind => kind != TaskKind.None))
        {
            host.Engine.TaskAct = new(Some.OpenTask(kind), 5);
            var sent = await host.Decisions.AcknowledgeTaskAsync(
                new() { Name = TaskName, RequestId = "r", Person = "p" }).ResponseAsync.WaitAsync(WireHost.Patience);
            await host.Decisions.AcknowledgeTaskAsync(new() { Name = sent.Task.Name, RequestId = "r", Person = "p" }).ResponseAsync.WaitAsync(WireHost.Patience);

            Assert.Equal(kind, Assert.IsType<TaskCommand>(host.Engine.Asked[^1]).Kind);
            Assert.Matches("^services/leeds/episodes/ep-7/tasks/[a-z]+(-[a-z]+)*$", sent.Task.Name);
        }
    }
}
