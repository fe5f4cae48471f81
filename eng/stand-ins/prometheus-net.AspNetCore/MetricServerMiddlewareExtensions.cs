using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Prometheus;

public static class MetricServerMiddlewareExtensions
{
    public static IEndpointConventionBuilder MapMetrics(
        this IEndpointRouteBuilder endpoints, Action<MetricServerMiddleware.Settings> configure, string pattern = "/metrics")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(configure);
        var settings = new MetricServerMiddleware.Settings();
        configure(settings);
        var metrics = new MetricServerMiddleware(static _ => Task.CompletedTask, settings);
        return endpoints.Map(pattern, metrics.Invoke).WithDisplayName("Prometheus metrics");
    }

    public static IEndpointConventionBuilder MapMetrics(
        this IEndpointRouteBuilder endpoints, string pattern = "/metrics", CollectorRegistry? registry = null) =>
        endpoints.MapMetrics(settings => settings.Registry = registry, pattern);
}
