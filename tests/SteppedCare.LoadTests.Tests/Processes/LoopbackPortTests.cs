using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Tests.Processes;

public sealed class LoopbackPortTests
{
    [Fact]
    public void Two_runs_of_one_seed_are_given_ports_of_their_own()
    {
        int[] first = [.. Ports(new Random(5))], second = [.. Ports(new Random(5))];

        Assert.Empty(first.Intersect(second));
        Assert.Equal(20, first.Concat(second).Distinct().Count());

        static IEnumerable<int> Ports(Random chance) => Enumerable.Range(0, 10).Select(_ => LoopbackPort.Free(chance));
    }
}
