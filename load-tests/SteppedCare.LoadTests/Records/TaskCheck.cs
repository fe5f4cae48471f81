using SteppedCare.V1;
using CareTask = SteppedCare.V1.Task;

namespace SteppedCare.LoadTests.Records;

/// <summary>A task that a decision showed is still there, open or closed; it is closed only where a person was told that they closed it.</summary>
internal static class TaskCheck
{
    internal static IEnumerable<string> Breaches(List<AcknowledgedWrite> writes, Episode recorded)
    {
        var shown = writes.SelectMany(write => write.Made?.Tasks ?? []).Select(Mark).ToHashSet();
        var kept = recorded.Tasks.Select(Mark).ToHashSet();
        foreach (var (name, raisedAt) in shown.Except(kept))
        {
            yield return $"{name}, raised at {raisedAt}, has disappeared";
        }

        foreach (var breach in Closed(writes, recorded).Concat(Acknowledged(writes, recorded)))
        {
            yield return breach;
        }
    }

    private static IEnumerable<string> Closed(List<AcknowledgedWrite> writes, Episode recorded)
    {
        var told = writes.Select(write => write.Reply).OfType<CloseTaskResponse>().Select(reply => (reply.Task.Name, reply.Task.ClosedBy)).ToList();
        var found = recorded.Tasks.Where(task => task.ClosedAt is not null).Select(task => (task.Name, task.ClosedBy)).ToList();
        foreach (var (name, person) in told)
        {
            var times = found.Count(closed => closed == (name, person));
            if (times != 1)
            {
                yield return $"{name}, closed by {person}, is recorded as closed so {times} times";
            }
        }

        foreach (var (name, person) in found.Except(told))
        {
            yield return $"{name} is closed by {person}, and nobody was told so";
        }
    }

    private static IEnumerable<string> Acknowledged(List<AcknowledgedWrite> writes, Episode recorded)
    {
        // In the order of versions: of two who took the same task on, the later.
        var last = new Dictionary<(string Name, DateTimeOffset RaisedAt), string>();
        foreach (var task in writes.Select(write => write.Reply).OfType<AcknowledgeTaskResponse>().Select(reply => reply.Task))
        {
            last[Mark(task)] = task.AcknowledgedBy;
        }

        foreach (var task in recorded.Tasks)
        {
            var expected = last.GetValueOrDefault(Mark(task), "");
            if (task.AcknowledgedBy != expected)
            {
                yield return expected.Length == 0
                    ? $"{task.Name} is taken on by {task.AcknowledgedBy}, and nobody was told so"
                    : $"{task.Name}, taken on by {expected}, is recorded as taken on by '{task.AcknowledgedBy}'";
            }
        }
    }

    private static (string Name, DateTimeOffset RaisedAt) Mark(CareTask task) => (task.Name, task.RaisedAt.ToDateTimeOffset());
}
