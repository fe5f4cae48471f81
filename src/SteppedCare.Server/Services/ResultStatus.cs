using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Services;

/// <summary>Where a refusal stops being a value: gRPC knows no other way to say one than to throw.</summary>
internal static class ResultStatus
{
    internal static T OrThrow<T>(this Result<T> result)
        where T : class => result.Value ?? throw StatusFactory.Of(RefusalOf(result));

    /// <summary>The same, where what is not in the right state is no episode.</summary>
    internal static T OrThrow<T>(this Result<T> result, string subject)
        where T : class => result.Value ?? throw StatusFactory.Of(RefusalOf(result) with { Subject = subject });

    private static Refusal RefusalOf<T>(Result<T> result)
        where T : class => result.Refusal ?? throw new InvalidOperationException("An answer holds neither a value nor a refusal.");
}
