namespace SteppedCare.Server.Hosting;

/// <summary>What a log may say of a fault that nobody expected: a driver's message may repeat a key, and a key names an episode.</summary>
internal static class FaultKinds
{
    /// <summary>The kinds alone, from the outermost to the cause.</summary>
    internal static string Of(Exception exception)
    {
        var kinds = exception.GetType().FullName ?? "";
        return exception.InnerException is { } cause ? $"{kinds} < {Of(cause)}" : kinds;
    }
}
