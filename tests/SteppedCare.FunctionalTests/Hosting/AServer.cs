using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server;
using SteppedCare.Server.Hosting;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>The real host in this process, on free ports and folders of its own.</summary>
internal sealed class AServer : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder;
    private readonly WebApplication _app;

    private AServer(TestFolder folder, WebApplication app) => (_folder, _app) = (folder, app);

    public HttpClient Client { get; } = new();

    public IServiceProvider Services => _app.Services;

    public BoundAddresses Addresses => _app.Services.GetRequiredService<BoundAddresses>();

    public Uri Operations => Addresses.Operations ?? Addresses.Web;

    public static async Task<AServer> StartAsync(
        IReadOnlyList<string>? arguments = null, Action<IServiceCollection>? services = null, Action<WebApplication>? map = null)
    {
        var folder = new TestFolder();
        var (settings, faults) = folder.Read([.. TestFolder.FreePorts, .. TestFolder.StoppedClock, .. arguments ?? []]);
        Assert.Empty(faults);
        var app = Program.Compose(settings, builder =>
        {
            SharedWorkshop.PutInto(builder.Services);
            services?.Invoke(builder.Services);
        });
        map?.Invoke(app);
        await app.StartAsync().WaitAsync(Patience);
        return new AServer(folder, app);
    }

    public async Task<string> GetAsync(Uri address, string path) => await Client.GetStringAsync(new Uri(address, path)).WaitAsync(Patience);

    /// <summary>Asks again and again until the readiness page says this.</summary>
    public async Task UntilReadyIsAsync(string expected)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            using var reply = await Client.GetAsync(new Uri(Operations, WebPages.Ready), patience.Token);
            if (await reply.Content.ReadAsStringAsync(patience.Token) == expected)
            {
                return;
            }
        }
        while (await pace.WaitForNextTickAsync(patience.Token));
    }

    public Task StopAsync() => _app.StopAsync().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
