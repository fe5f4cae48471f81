using Grpc.Core;
using Grpc.Net.Client.Configuration;
using SteppedCare.V1;

namespace SteppedCare.Client;

/// <summary>
/// When gRPC itself sends a call again: only on UNAVAILABLE, when nothing was written or the same request_id finds what was. docs/integrate.md shows the same
/// for other languages.
/// </summary>
internal static class RetryPolicies
{
    internal static readonly TimeSpan InitialBackoff = TimeSpan.FromMilliseconds(200);
    internal static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(2);
    internal const double BackoffMultiplier = 2;

    internal static ServiceConfig Of(SteppedCareClientOptions options)
    {
        var config = new ServiceConfig();
        if (options.MaxAttempts > 1)
        {
            config.MethodConfigs.Add(new MethodConfig
            {
                Names = { new MethodName { Service = DecisionService.Descriptor.FullName } },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = options.MaxAttempts,
                    InitialBackoff = InitialBackoff,
                    MaxBackoff = MaxBackoff,
                    BackoffMultiplier = BackoffMultiplier,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            });
        }

        // Not streams: gRPC would send again all that was sent. They are resumed, item by item.
        var streams = new MethodConfig();
        foreach (var method in DecisionService.Descriptor.Methods.Where(method => method.IsClientStreaming))
        {
            streams.Names.Add(new MethodName { Service = method.Service.FullName, Method = method.Name });
        }

        config.MethodConfigs.Add(streams);
        if (options.Addresses.Count > 1)
        {
            config.LoadBalancingConfigs.Add(new RoundRobinConfig());
        }

        return config;
    }
}
