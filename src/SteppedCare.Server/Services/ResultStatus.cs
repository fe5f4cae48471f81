using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Services;

/// <summary>Where a refusal stops being a value: gRPC knows no other way to say one than to throw.</summary>
internal static class ResultStatus
{
    internal static T OrThrow<T>(this Result<T> result)
        where T : class => result.Value ?? throw StatusFactory.Of(RefusalOf(result));

    /// <summary>The same of a call that is about something else than an episode.</summary>
    internal static T OrThrow<T>(this Result<T> result, string subject)
        where T : class
    {
        if (result.Value is { } value)
        {
            return value;
        }

        var refusal = RefusalOf(result);
        throw StatusFactory.Of(refusal with { Subject = refusal.Subject ?? subject });
    }

    private static Refusal RefusalOf<T>(Result<T> result)
        where T : class => result.Refusal ?? throw new InvalidOperationException("An answer holds neither a value nor a refusal.");
}
