using System.Globalization;
using System.Text.Json;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Cli;

/// <summary>What <c>stepped-care</c> asks of a service for what somebody typed, option by option.</summary>
public sealed class AskedTests : IAsyncLifetime
{
    private readonly Keyboard _lead = new();
    private WireHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await WireHost.StartAsync();
        _lead.Set("STEPPED_CARE_ADDRESS", $"{_host.Address.Host}:{_host.Address.Port}");
        _lead.Set("STEPPED_CARE_PERSON", "dr.lead");
        _lead.Set("STEPPED_CARE_ROLES", "policy-author,clinical-safety");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _lead.Dispose();
    }

    [Fact]
    public async Task A_rollout_is_asked_for_with_everything_that_was_said()
    {
        await TypedAsync(
            "stepped-care policy rollout talking-therapies --service leeds --active 2026.1 --canary 2026.2 --share 2.5 --shadow 2026.3 2026.4"
            + " --guard window=90s,least=250,faults=1.5,slow=5ms,shift=12.5 --not-before 2026-11-23T06:00:00Z --without host-7 host-8 --reason 'first people' --request-id mine-1.12 --yes");

        var asked = Asked<SetRolloutCommand>();
        Assert.Equal(("mine-1.12", "dr.lead", "talking-therapies"), (asked.Mark.Request.Id, asked.Mark.By, asked.Policy));
        Assert.Equal(("2026.1", "2026.2", 250, "2026.3 2026.4"), (asked.Active, asked.Canary, asked.CanaryShare, string.Join(' ', asked.Shadows)));
        Assert.Equal("host-7 host-8", string.Join(' ', asked.WithoutReplicas));
        Assert.Equal(DateTimeOffset.Parse("2026-11-23T06:00:00Z", CultureInfo.InvariantCulture), asked.NotBefore);
        Assert.Equal((TimeSpan.FromSeconds(90), 250, 1.5, TimeSpan.FromMilliseconds(5), 12.5),
            (asked.Guard!.Window, asked.Guard.LeastDecisions, asked.Guard.MostFaults, asked.Guard.SlowestHundredth, asked.Guard.MostMixShift));

        // The epoch that the first attempt had before it, and not the one of now.
        Assert.Equal([KeyValuePair.Create("leeds", 12L)], asked.Seen);
    }

    [Theory]
    [InlineData("window=2m,least=100,faults=1", "00:02:00 100 1 - -")]
    [InlineData("window=1h,least=1,slow=0.5s", "01:00:00 1 - 00:00:00.5000000 -")]
    [InlineData("least=7, shift=30 ,window=600s", "00:10:00 7 - - 30")]
    public async Task Each_part_of_a_guard_is_asked_for_by_itself(string guard, string expected)
    {
        await TypedAsync($"stepped-care policy rollout talking-therapies --service leeds --active 2026.1 --guard '{guard}' --reason x --yes");

        var bounds = Asked<SetRolloutCommand>().Guard!;
        Assert.Equal(expected, string.Create(
            CultureInfo.InvariantCulture,
            $"{bounds.Window:c} {bounds.LeastDecisions} {bounds.MostFaults?.ToString(CultureInfo.InvariantCulture) ?? "-"} {bounds.SlowestHundredth?.ToString("c", CultureInfo.InvariantCulture) ?? "-"} {bounds.MostMixShift?.ToString(CultureInfo.InvariantCulture) ?? "-"}"));
    }

    [Theory]
    [InlineData("window=2m,least=ten")]
    [InlineData("window=2,least=10")]
    [InlineData("window=2m,least=10,always")]
    [InlineData("faults=x")]
    public async Task A_guard_that_cannot_be_read_asks_for_nothing(string guard)
    {
        await TypedAsync($"stepped-care policy rollout talking-therapies --service leeds --active 2026.1 --guard '{guard}' --reason x --yes", 2);

        Assert.Empty(_host.Desk.Asked.OfType<SetRolloutCommand>());
    }

    [Fact]
    public async Task Without_a_service_every_service_on_the_policy_is_changed_and_told_before_it_is()
    {
        var run = await TypedAsync("stepped-care policy rollout talking-therapies --active 2026.2 --reason better", 9);
        Assert.StartsWith("No --service is named: this changes every service that is on talking-therapies.\n", run.Output, StringComparison.Ordinal);
        Assert.Matches("leeds +talking-therapies 2026.1", run.Output);
        Assert.Empty(_host.Desk.Asked.OfType<SetRolloutCommand>());

        await TypedAsync("stepped-care policy rollout talking-therapies --active 2026.2 --reason better --yes");
        Assert.Contains(_host.Desk.Asked.OfType<RolloutsQuery>(), query => query.Service is null);
        Assert.Equal([KeyValuePair.Create("leeds", 13L)], Asked<SetRolloutCommand>().Seen);

        var nobody = await TypedAsync("stepped-care policy rollout other --active 1 --reason better --yes", 2);
        Assert.Equal("No service is on other: name those to change with --service.\n", nobody.Errors);
    }

    [Fact]
    public async Task Recorded_decisions_are_chosen_by_service_and_instants()
    {
        await TypedAsync("stepped-care policy backtest talking-therapies 2026.2 --service leeds york --from 2026-01-05T00:00:00Z --before 2026-02-09T12:30:00Z");

        var asked = Asked<BackTestCommand>();
        Assert.Equal(("2026.2", "leeds york"), (asked.Candidate.Version, string.Join(' ', asked.Services)));
        Assert.Equal(
            (DateTimeOffset.Parse("2026-01-05T00:00:00Z", CultureInfo.InvariantCulture), DateTimeOffset.Parse("2026-02-09T12:30:00Z", CultureInfo.InvariantCulture)),
            (asked.From, asked.Before));
    }

    [Fact]
    public async Task Invariants_replace_those_that_were_named()
    {
        Directory.CreateDirectory(Path.Combine(_lead.Folder, "policies/mine"));
        _lead.Write("policies/mine/invariants.csx", "AtTriage(\"a\");\n");

        // The answer says that a live revision breaks them.
        await TypedAsync($"stepped-care policy invariants policies/mine --replaces {SomePolicy.Digest} --notes H-03 --request-id mine-2 --yes", 5);

        var asked = Asked<PublishInvariantsCommand>();
        Assert.Equal(("mine-2", "mine", "AtTriage(\"a\");\n", SomePolicy.Digest, "H-03"), (asked.Mark.Request.Id, asked.Policy, asked.Invariants, asked.Replaces, asked.Notes));
    }

    [Fact]
    public async Task Every_change_goes_by_the_id_that_was_given()
    {
        await TypedAsync("stepped-care policy approve talking-therapies 2026.1 --request-id mine-3 --yes");
        await TypedAsync("stepped-care policy retire talking-therapies 2026.1 --reason old --request-id mine-4 --yes");
        await TypedAsync("stepped-care policy rollback --service leeds --reason worse --request-id mine-5.13 --yes");

        Assert.Equal("mine-3", Asked<ApproveCommand>().Mark.Request.Id);
        Assert.Equal("mine-4", Asked<RetireCommand>().Mark.Request.Id);
        Assert.Equal("mine-5.13", Asked<RollBackCommand>().Mark.Request.Id);
    }

    [Fact]
    public async Task Files_of_a_revision_and_names_of_decisions_are_shown_to_who_asks_for_them()
    {
        var plain = await TypedAsync("stepped-care policy show talking-therapies 2026.1");
        var whole = await TypedAsync("stepped-care policy show talking-therapies 2026.1 --files");
        Assert.DoesNotContain("- case: one", plain.Output, StringComparison.Ordinal);
        Assert.Contains("Ladder(Low);\n", whole.Output, StringComparison.Ordinal);
        Assert.Contains("- case: one\n", whole.Output, StringComparison.Ordinal);

        Assert.Contains("services/leeds/episodes/ep-7/decisions/3", (await TypedAsync("stepped-care policy show --service leeds")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("services/leeds/episodes", (await TypedAsync("STEPPED_CARE_ROLES= stepped-care policy show --service leeds")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_episode_is_watched_look_by_look()
    {
        // The third look is refused, and ends it; at the second nothing was new.
        _host.Engine.Before = _ =>
        {
            _host.Engine.Refusal = _host.Engine.Asked.Length == 3 ? Refusals.UnknownService : null;
            return Task.CompletedTask;
        };
        var run = await TypedAsync("stepped-care watch --service leeds --episode ep-7 --json", 6);

        var (line, end) = (run.Output.Split('\n', 2)[0], run.Output.Split('\n', 2)[1]);
        using var news = JsonDocument.Parse(line);
        using var error = JsonDocument.Parse(end);
        Assert.Contains("ep-7", news.RootElement.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal("SERVICE_UNKNOWN", error.RootElement.GetProperty("error").GetProperty("reason").GetString());
        Assert.Equal(3, _host.Engine.Asked.OfType<EpisodeKey>().Count());
    }

    private T Asked<T>() => Assert.Single(_host.Desk.Asked.OfType<T>());

    private async Task<Shell> TypedAsync(string line, int exitCode = 0)
    {
        var run = await _lead.TypeAsync(line);
        Assert.True(run.ExitCode == exitCode, $"{line}\n{run.ExitCode}\n{run.Output}{run.Errors}");
        return run;
    }
}
