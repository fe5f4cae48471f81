using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;

namespace SteppedCare.FunctionalTests.Servers;

/// <summary>Stands before a real service of a server: lets a call through, or answers in its place, or throws what it is to end with.</summary>
public class Interposed<T> : DispatchProxy
    where T : class
{
    private T _service = null!;
    private Func<string, object?[], object?> _before = null!;

    /// <param name="service">Who answers.</param>
    /// <param name="before">Is told each call's name and arguments; null lets it through.</param>
    internal static T Before(T service, Func<string, object?[], object?> before)
    {
        var proxy = Create<T, Interposed<T>>();
        var interposed = (Interposed<T>)(object)proxy;
        (interposed._service, interposed._before) = (service, before);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_before(targetMethod!.Name, args ?? []) is { } answer)
        {
            return answer;
        }

        try
        {
            return targetMethod.Invoke(_service, args);
        }
        catch (TargetInvocationException fault)
        {
            ExceptionDispatchInfo.Throw(fault.InnerException!);
            throw;
        }
    }
}

internal static class Interposing
{
    /// <summary>Puts it before the service that is registered under that name.</summary>
    internal static void Interpose<T>(this IServiceCollection services, Func<string, object?[], object?> before)
        where T : class
    {
        var inner = services.Single(service => service.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(provider => Interposed<T>.Before(
            (T)(inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)), before));
    }
}
