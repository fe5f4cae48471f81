using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Many;
using SteppedCare.LoadTests.Processes;
using SteppedCare.LoadTests.Speed;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Backtest;

/// <summary>Fills a store, and judges all of it again by the revision that decided it: the same answer for everybody, or the figure says nothing.</summary>
internal sealed class BacktestRun(BacktestOptions options, TimeProvider clock, TextWriter output)
{
    private const string Policy = "talking-therapies";
    private const int Rounds = 3;

    /// <summary>Runs it all; false when it was too slow, or a decision came out otherwise than it was made.</summary>
    internal async Task<bool> RunAsync()
    {
        await using var own = await OwnServer.StartAsync("backtest", options.Server, options.OnRedis, new Random(11), clock);
        using var clients = new ServiceClients(own.Server.Address, 1);
        await FillAsync(clients);
        using var channel = ServiceClients.Open(own.Server.Address);
        var policies = new PolicyService.PolicyServiceClient(channel);
        var version = (await policies.ListRevisionsAsync(new ListRevisionsRequest { Policy = Policy, PageSize = 1 })).Revisions[0].Version;
        var best = 0.0;
        var isSame = true;
        for (var round = 0; round < Rounds; round++)
        {
            var used = own.Server.ProcessorTime;
            var began = clock.GetTimestamp();
            var whole = await TestAsync(policies, version);
            var seconds = clock.GetElapsedTime(began).TotalSeconds;
            best = Math.Max(best, whole.Decisions / seconds);
            isSame &= whole is { Changed: 0, Unreadable: 0, Faults: 0 } && whole.Decisions >= options.Reviews;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"store {(options.OnRedis ? "redis" : "sqlite")}: {whole.Decisions} decisions of {whole.Episodes} episodes in {seconds:F2} s, {whole.Decisions / seconds:F0} a second, server CPU {(own.Server.ProcessorTime - used).TotalMicroseconds / whole.Decisions:F1} us a decision; {whole.Changed} changed, {whole.Unreadable} unreadable"));
        }

        return isSame && best >= options.Least;
    }

    private async Task FillAsync(ServiceClients clients)
    {
        var caseload = new Caseload(options.Episodes, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1));
        await caseload.PrepareAsync(clients);
        using var stream = new OneStream(clients[0], caseload.NextReview, options.Reviews);
        await Task.WhenAll(stream.WriteAsync(), stream.ReadAsync(_ => { }));
    }

    private static async Task<BackTestResponse> TestAsync(PolicyService.PolicyServiceClient policies, string version)
    {
        using var call = policies.BackTest(new BackTestRequest { Policy = Policy, Version = version });
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (call.ResponseStream.Current.Done)
            {
                return call.ResponseStream.Current;
            }
        }

        throw new InvalidOperationException("The back-test ended before it was done.");
    }
}
