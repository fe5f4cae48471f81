using System.Reflection;
using Microsoft.Extensions.Logging;
using SteppedCare.Server.Rollouts;

namespace SteppedCare.FunctionalTests.Telemetry;

/// <summary>Operators set alerts on the numbers of messages.</summary>
public sealed class LogMessageTests
{
    [Fact]
    public void Every_message_has_a_number_of_its_own()
    {
        var numbers = typeof(RolloutGuard).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(method => (Method: $"{method.DeclaringType!.Name}.{method.Name}", method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(message => message.EventId is not null)
            .ToLookup(message => message.EventId, message => message.Method);

        Assert.NotEmpty(numbers);
        Assert.Empty(numbers.Where(number => number.Count() > 1).Select(number => $"{number.Key}: {string.Join(", ", number)}"));
    }
}
