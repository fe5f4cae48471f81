using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace SteppedCare.StandIns.Tests.Exposition;

public sealed class MapMetricsTests : IAsyncLifetime, IDisposable
{
    private const string AsPrometheusAsks =
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private readonly HttpClient _client = new();
    private readonly CollectorRegistry _broken = Metrics.NewCustomRegistry();
    private WebApplication? _app;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapMetrics(registry: Scrape.Sample());
        _app.MapMetrics(settings => (settings.Registry, settings.EnableOpenMetrics) = (Scrape.Sample(), false), "/plain");
        _broken.AddBeforeCollectCallback(() => throw new InvalidOperationException("no"));
        _app.MapMetrics("/broken", _broken);
        await Bounded.Wait(_app.StartAsync());
        _client.BaseAddress = new Uri(_app.Urls.First());
    }

    public async Task DisposeAsync()
    {
        await Bounded.Wait(_app!.StopAsync());
        await _app.DisposeAsync();
    }

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("/metrics", null, false)]
    [InlineData("/metrics", "*/*", false)]
    [InlineData("/metrics", "text/plain", false)]
    [InlineData("/metrics", "application/openmetrics-text", true)]
    [InlineData("/metrics", AsPrometheusAsks, true)]
    [InlineData("/metrics", "application/openmetrics-text;version=0.0.1", false)]
    [InlineData("/metrics", "application/openmetrics-text;q=0.2, text/plain;q=0.8", false)]
    [InlineData("/metrics", "text/plain;q=0.2, application/openmetrics-text;q=0.8", true)]
    [InlineData("/metrics", "application/openmetrics-text;q=0, */*", false)]
    [InlineData("/metrics", "image/png, nonsense", false)]
    [InlineData("/plain", "application/openmetrics-text", false)]
    public async Task The_scraper_gets_the_format_it_likes_best(string path, string? accept, bool openMetrics)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await Bounded.Wait(_client.SendAsync(request));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            openMetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8",
            response.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            await Scrape.TextAsync(Scrape.Sample(), openMetrics ? ExpositionFormat.OpenMetricsText : ExpositionFormat.PrometheusText),
            await Bounded.Wait(response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_failing_callback_is_an_error_and_not_half_an_answer()
    {
        using var response = await Bounded.Wait(_client.GetAsync(new Uri("/broken", UriKind.Relative)));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await Bounded.Wait(response.Content.ReadAsStringAsync()));
    }
}
