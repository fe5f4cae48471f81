using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>What goes on in the background meets what nobody expected of a store: it says so, the server serves on, and all goes on when it is over.</summary>
public sealed class UnexpectedFaultTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-unexpected-");
    private volatile Func<string, object?[], Exception?>? _fault;
    private AssembledServer? _server;

    private AssembledServer Server => _server!;

    public async Task InitializeAsync()
    {
        var version = Directory.CreateDirectory(Path.Combine(_folder.FullName, "policies", Lead.Policy, "low")).FullName;
        await File.WriteAllTextAsync(Path.Combine(version, "policy.csx"), Scripts.Low);
    }

    public async Task DisposeAsync()
    {
        _fault = null;
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_look_survives_it_and_rollouts_go_on_afterwards()
    {
        await StartAsync();
        var lead = new Lead(Server);
        await lead.PublishAsync("high", Scripts.High);

        // Nothing is read and nobody is listed: what is live answers.
        _fault = (call, _) => call is nameof(IRegistryStore.ReadAsync) or nameof(IRegistryStore.WantedAsync) ? new InvalidOperationException("unexpected") : null;
        await SaidAsync("Reading the registry of policies failed");
        await SaidAsync("Looking for changes of rollouts failed");
        Assert.Equal("low", await AnsweredAsync("ep-1"));

        // Then a rollout can be appended, and neither moved nor watched.
        _fault = (call, arguments) => call == nameof(IRegistryStore.TryLeaseAsync) ? new InvalidOperationException($"unexpected {arguments[0]}") : null;
        await lead.ChangeAsync((lead.Setting("high") with { Guard = new GuardBounds(TimeSpan.FromMinutes(1), 100, 1, null, null) }).Decide);
        await SaidAsync("Moving rollouts failed");
        Assert.Equal("low", await AnsweredAsync("ep-2"));
        _fault = (call, arguments) => call == nameof(IRegistryStore.TryLeaseAsync) && arguments[0] is "guard" ? new InvalidOperationException("unexpected") : null;
        await Until.ItHoldsAsync(() => lead.Present.IsReached, () => "Nobody moved the rollout.");
        await SaidAsync("Watching rollouts failed");
        Assert.Equal("high", await AnsweredAsync("ep-3"));

        _fault = null;
        await Until.ItHoldsAsync(
            async () => (await Server.Services.GetRequiredService<IRegistryStore>().CountsAsync(Course.Service, lead.Present.Tag, CountKind.Arm, CancellationToken.None)).Count > 0,
            () => "Nothing was counted any more.");
        Assert.Equal("low", (await lead.RollBackAsync()).Plan.Active.Version);
        Assert.Equal("low", await AnsweredAsync("ep-4"));
        var name = Server.Services.GetRequiredService<ReplicaName>().Value;
        await Until.ItHoldsAsync(
            async () => (await Server.Services.GetRequiredService<IRegistryStore>().ReplicasAsync(CancellationToken.None)).Any(replica => replica.Replica == name),
            () => "The replica is not on the list any more.");
    }

    [Fact]
    public async Task A_first_publication_that_met_it_is_done_when_it_is_over()
    {
        // Away while the server starts, which waits for nobody; then worse.
        _fault = (_, _) => new StoreUnavailableException("away");
        await StartAsync(untilReady: false);
        _fault = (call, _) => call == nameof(IRegistryStore.EpochOfAsync) ? new InvalidOperationException("unexpected and told") : null;
        await SaidAsync("unexpected and told");

        _fault = null;
        await Server.UntilHealthIsAsync(HealthCheckResponse.Types.ServingStatus.Serving);
        Assert.Equal("low", await AnsweredAsync("ep-1"));
    }

    private async Task StartAsync(bool untilReady = true) => _server = await AssembledServer.StartAsync(
        Path.Combine(_folder.FullName, "data"), policies: Path.Combine(_folder.FullName, "policies"), untilReady: untilReady,
        also: services => services.Interpose<IRegistryStore>((call, arguments) => _fault?.Invoke(call, arguments) is { } fault ? throw fault : null));

    private Task SaidAsync(string text) => Until.ItHoldsAsync(() => Server.Log.Text.Contains(text, StringComparison.Ordinal), () => $"Nobody said: {text}");

    private async Task<string> AnsweredAsync(string episode) => (await new Course(Server, episode).TriageAsync(A.Mild)).Clinician.Provenance.Version;
}
