using System.Collections;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>A development server that watches the policy folder, while somebody really edits there.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly LogSink _log = new();
    private WebApplication _app = null!;

    private string Script => Path.Combine(_folder.Path, "policies", "talking-therapies", "2026.1", "policy.csx");

    private RegistryState State => _app.Services.GetRequiredService<IPolicyRegistry>().State;

    private RevisionName Active => State.RolloutOf("demo")!.Plan.Active;

    public async Task InitializeAsync()
    {
        var (settings, faults) = _folder.Read(["--development", "--watch", .. TestFolder.FreePorts, .. TestFolder.StoppedClock], new Hashtable());
        Assert.Empty(faults);
        _app = Program.Compose(settings, builder =>
        {
            builder.Logging.AddProvider(_log);
            builder.Services.AddSingleton<TimeProvider>(new ManualClock { Now = AssembledServer.Monday });
        });
        await _app.StartAsync().WaitAsync(AssembledServer.Patience);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_edit_is_published_and_rolled_out_a_broken_one_is_told_with_its_place_and_the_last_good_one_goes_on()
    {
        var original = await File.ReadAllTextAsync(Script);
        Assert.Equal("2026.1", Active.Version);
        Assert.Contains("without anybody's approval", _log.Text, StringComparison.Ordinal);

        // Written beside and renamed, as many editors do.
        await File.WriteAllTextAsync(Script + "~", original.Replace("Everybody begins low", "Everybody starts low", StringComparison.Ordinal));
        File.Move(Script + "~", Script, overwrite: true);
        await UntilActiveAsync("2026.1-watch.1");
        Assert.Equal((2, true), (State.RolloutOf("demo")!.Epoch, State.Find(Active)!.IsApproved));

        // Written in pieces, of which the first alone is no policy: only the whole is looked at.
        await using (var pieces = new StreamWriter(Script))
        {
            foreach (var piece in original.Replace("Everybody goes on", "Everybody carries on", StringComparison.Ordinal).Split('\n'))
            {
                await pieces.WriteAsync(piece + "\n");
                await pieces.FlushAsync();
            }
        }

        await UntilActiveAsync("2026.1-watch.2");

        await File.WriteAllTextAsync(Script, original.Replace("p.Item9 >= 1", "p.Item99 >= 1", StringComparison.Ordinal));
        await Recovering.UntilAsync(() => Task.FromResult(_log.Text.Contains("policy.csx(2,", StringComparison.Ordinal)));
        Assert.Contains("the last good one goes on", _log.Text, StringComparison.Ordinal);
        Assert.Equal("2026.1-watch.2", Active.Version);

        // Taken back: what is published already is not published again.
        await File.WriteAllTextAsync(Script, original);
        await UntilActiveAsync("2026.1");
        Assert.Equal(3, State.Order.Count);
        Assert.Equal(4, State.RolloutOf("demo")!.Epoch);

        // What was edited since, and nothing brings back any more, is retired; the one before answers again when it is asked to.
        await Recovering.UntilAsync(() => Task.FromResult(State.Find("talking-therapies", "2026.1-watch.1")!.Retired is { By: "watch" }));
        Assert.Null(State.Find("talking-therapies", "2026.1-watch.2")!.Retired);
    }

    [Fact]
    public async Task An_edit_that_takes_a_step_from_under_somebody_is_published_and_answers_nobody()
    {
        var original = await File.ReadAllTextAsync(Script);
        using var channel = GrpcChannel.ForAddress(_app.Services.GetRequiredService<BoundAddresses>().Grpc);
        var decisions = new Wire.DecisionService.DecisionServiceClient(channel);
        await decisions.TriageAsync(new() { Service = "demo", Episode = "ep-1", RequestId = "r-1", Events = { A.Mild } });
        await decisions.RecordEventsAsync(new() { Service = "demo", Episode = "ep-1", RequestId = "r-2", Events = { A.Started(Wire.Step.High) } });

        await File.WriteAllTextAsync(Script, original.Replace("Ladder(Low, High)", "Ladder(Monitor, Low)", StringComparison.Ordinal));

        await Recovering.UntilAsync(() => Task.FromResult(_log.Text.Contains("is not put on the edited talking-therapies 2026.1-watch.1", StringComparison.Ordinal)));
        Assert.Contains(RegistryRefusals.StepOccupied.Message, _log.Text, StringComparison.Ordinal);
        Assert.Equal("2026.1", Active.Version);
    }

    private Task UntilActiveAsync(string version) => Recovering.UntilAsync(() => Task.FromResult(Active.Version == version));
}
