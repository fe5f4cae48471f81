using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Prometheus;

/// <summary>Answers a scrape in the format that the scraper likes best.</summary>
public sealed class MetricServerMiddleware
{
    private const string PrometheusText = "text/plain; version=0.0.4; charset=utf-8";
    private const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private readonly CollectorRegistry _registry;
    private readonly bool _openMetrics;

    public MetricServerMiddleware(RequestDelegate next, Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _ = next;
        _registry = settings.Registry ?? Metrics.DefaultRegistry;
        _openMetrics = settings.EnableOpenMetrics;
    }

    public async Task Invoke(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var openMetrics = _openMetrics && PrefersOpenMetrics(context.Request.GetTypedHeaders().Accept);

        // Whole before the first byte leaves: a failing callback is then an error, not half an answer.
        using var body = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(
            body, openMetrics ? ExpositionFormat.OpenMetricsText : ExpositionFormat.PrometheusText, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = openMetrics ? OpenMetrics : PrometheusText;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted).ConfigureAwait(false);
    }

    private static bool PrefersOpenMetrics(IEnumerable<MediaTypeHeaderValue> accepted)
    {
        foreach (var type in accepted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            var version = type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase))?.Value.Value;
            if (type.MediaType.Equals("application/openmetrics-text", StringComparison.OrdinalIgnoreCase) && version is null or "1.0.0")
            {
                return true;
            }

            if (type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("*/*", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return false;
    }

    public sealed class Settings
    {
        /// <summary>Null: the default registry.</summary>
        public CollectorRegistry? Registry { get; set; }

        public bool EnableOpenMetrics { get; set; } = true;
    }
}
