using System.Diagnostics;
using SteppedCare.FunctionalTests.EndToEnd;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Waits for what comes about by itself.</summary>
internal static class Until
{
    internal static async Task ItHoldsAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        for (var began = Stopwatch.GetTimestamp(); !await holds(); await Task.Delay(20))
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < AssembledServer.Patience, otherwise());
        }
    }

    internal static Task ItHoldsAsync(Func<bool> holds, Func<string> otherwise) => ItHoldsAsync(() => Task.FromResult(holds()), otherwise);
}
