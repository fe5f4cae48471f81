namespace SteppedCare.StandIns.Tests;

/// <summary>A test that waits for what never comes fails by itself.</summary>
internal static class Bounded
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static Task Wait(Task task) => task.WaitAsync(s_limit);

    public static Task<T> Wait<T>(Task<T> task) => task.WaitAsync(s_limit);
}
