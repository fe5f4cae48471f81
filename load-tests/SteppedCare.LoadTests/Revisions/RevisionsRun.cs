using System.Globalization;
using Grpc.Core;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.LoadTests.Processes;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Revisions;

/// <summary>Revisions published through every gate, approved, rolled out, asked once and retired when the next one came; and what stays of them in one server.</summary>
internal sealed class RevisionsRun(RevisionsOptions options, TimeProvider clock, TextWriter output)
{
    private const int Looks = 10;

    // The embedded file, Redis or the machine may be busy with other things; the service asks for another try itself.
    private const int MostTries = 30;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(1);

    private readonly ServiceLead _lead = new(PassingRevision.Policy);
    private readonly List<ServerLook> _looks = [];
    private readonly List<string> _faults = [];

    /// <summary>Runs it all; false when a revision did not answer, memory grew, or something of what was retired stayed.</summary>
    internal async Task<bool> RunAsync()
    {
        await using var own = await OwnServer.StartAsync(
            "revisions", options.Server, options.OnRedis, new Random(11), clock,
            folder => ["--Policies", PassingRevision.Write(folder), "--Services:demo:Policy", PassingRevision.Policy, "--Services:demo:Version", PassingRevision.First]);
        using var clients = new ServiceClients(own.Server.Address, 1);
        using var channel = ServiceClients.Open(own.Server.Address);
        using var metrics = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var policies = new PolicyService.PolicyServiceClient(channel);
        await _lead.PresentAsync(policies);
        var first = await AskAsync(clients, 0);
        var began = clock.GetTimestamp();
        await TurnOverAsync(own.Server, clients, policies, metrics);
        var took = clock.GetElapsedTime(began);
        await UntilGoneAsync(own.Server, metrics);
        var explained = await clients[0].GetDecisionAsync(new GetDecisionRequest { Name = first.Name });
        Claim(explained.Decision.Equals(first), "a decision of the first revision is not told as it was made");
        await TellAsync(took);
        return _faults.Count == 0;
    }

    private async Task TurnOverAsync(GrpcServerProcess server, ServiceClients clients, PolicyService.PolicyServiceClient policies, HttpClient metrics)
    {
        var publisher = new Publisher(policies);
        for (var number = 1; number <= options.Count; number++)
        {
            var gates = await publisher.PublishAsync(number);
            if (number == 1)
            {
                await output.WriteLineAsync($"gates: {string.Join(", ", gates.Select(gate => $"{gate.Gate} {gate.Verdict}"))}");
                Claim(Enum.GetValues<Gate>().Where(gate => gate != Gate.Unspecified).All(gate => gates.Any(result => result.Gate == gate)), "a gate was not asked");
            }

            await RollOutAsync(policies, PassingRevision.Version(number));
            var decision = await AskAsync(clients, number);
            Claim(decision.Provenance.Version == PassingRevision.Version(number), $"revision {PassingRevision.Version(number)} did not answer");
            await publisher.RetireAsync(number - 1);
            if (number % Math.Max(1, options.Count / Looks) == 0)
            {
                _looks.Add(await LookAsync(server, metrics, number));
                await output.WriteLineAsync(_looks[^1].ToString());
            }
        }
    }

    private async Task RollOutAsync(PolicyService.PolicyServiceClient policies, string version)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await _lead.SetAsync(policies, version);
                return;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition && tried < MostTries)
            {
                // Not every replica holds it yet.
            }
        }
    }

    // What was wanted for a rollout is held for half a minute more.
    private async Task UntilGoneAsync(GrpcServerProcess server, HttpClient metrics)
    {
        var began = clock.GetTimestamp();
        string[] live = [PassingRevision.Version(options.Count)];
        ServerLook look;
        do
        {
            await Task.Delay(s_betweenLooks, clock);
            look = await LookAsync(server, metrics, options.Count);
        }
        while (!look.Named.SetEquals(live) && clock.GetElapsedTime(began) < s_patience);

        await output.WriteLineAsync($"at the end, {look}");
        Claim(look.Named.SetEquals(live), $"series name {string.Join(", ", look.Named.Order(StringComparer.Ordinal))}");
    }

    private async Task TellAsync(TimeSpan took)
    {
        var half = _looks.Count / 2;
        var growth = _looks.Skip(half).Max(look => look.Megabytes) - _looks.Take(Math.Max(1, half)).Max(look => look.Megabytes);
        Claim(growth <= options.MostGrowth, "memory is not flat");
        Claim(_looks.All(look => look.Pending <= options.MostPending), "revisions that were let go stay in the process");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"store {(options.OnRedis ? "redis, appendfsync always" : "sqlite")}; {options.Count} revisions through every gate in {took.TotalSeconds:F0} s, {took.TotalSeconds / options.Count:F2} s each; working set grew by {growth:F0} MB in the second half, {options.MostGrowth:F0} allowed; at most {_looks.Max(look => look.Pending)} let go and still there at once"));
        foreach (var fault in _faults)
        {
            await output.WriteLineAsync($"BREACH {fault}");
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{_faults.Count} breaches"));
    }

    private static async Task<ServerLook> LookAsync(GrpcServerProcess server, HttpClient metrics, int done) =>
        ServerLook.Of(done, server.Megabytes, await metrics.GetStringAsync(server.Metrics));

    private async Task<Decision> AskAsync(ServiceClients clients, int number)
    {
        var events = new EventSource(new Random(number), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1), 1);
        var name = string.Create(CultureInfo.InvariantCulture, $"person-{number}");
        var request = new TriageRequest { Service = CourseOfCare.Service, Episode = name, RequestId = "r0" };
        request.Events.AddRange(events.Opening(events.Begin(name, shared: false)));
        return (await clients[0].TriageAsync(request)).Clinician;
    }

    private void Claim(bool holds, string otherwise)
    {
        if (!holds)
        {
            _faults.Add(otherwise);
        }
    }
}
