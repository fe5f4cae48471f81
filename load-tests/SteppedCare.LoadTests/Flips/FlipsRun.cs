using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.LoadTests.Day;
using SteppedCare.LoadTests.Processes;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Flips;

/// <summary>Three servers on one Redis, a rollout that changes again and again under load, and one server killed in the middle of a change.</summary>
internal sealed class FlipsRun(FlipsOptions options, TimeProvider clock, TextWriter output)
{
    private const int Servers = 3;
    private const int Stretches = 4;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly List<TimeSpan> _flips = [];
    private readonly Dictionary<long, string> _revisions = [];
    private volatile bool _isFlipping;

    /// <summary>Runs it all; false when an epoch went back, a call failed, or callers noticed.</summary>
    internal async Task<bool> RunAsync()
    {
        var chance = new Random(17);
        var folder = Directory.CreateTempSubdirectory("steppedcare-flips-");
        var servers = new List<GrpcServerProcess>();
        try
        {
            await using var redis = new RedisProcess(folder.FullName, chance, clock);
            await redis.StartAsync();
            var policies = TwoRevisions.Write(options.Server.FullName, folder.FullName);
            for (var number = 0; number < Servers; number++)
            {
                servers.Add(GrpcServerProcess.OfService(
                    options.Server, Path.Combine(folder.FullName, $"data-{number}"), redis.Endpoint, chance, clock,
                    "--Policies", policies, "--Services:demo:Version", TwoRevisions.First));
                await servers[^1].StartAsync();
            }

            return await MeasureAsync(servers);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }

            folder.Delete(recursive: true);
        }
    }

    private async Task<bool> MeasureAsync(List<GrpcServerProcess> servers)
    {
        var clients = servers.ConvertAll(server => new ServiceClients(server.Address, 2));
        var channels = servers.ConvertAll(server => ServiceClients.Open(server.Address));
        try
        {
            var leads = channels.ConvertAll(channel => new PolicyService.PolicyServiceClient(channel));
            var lead = new ServiceLead(TwoRevisions.Policy);
            var first = await lead.PresentAsync(leads[0]);
            _revisions[first.Epoch] = first.ActiveVersion;
            var callers = new FlipCallers(clients, options.Callers, clock);
            await WarmUpAsync(clients, lead, leads);
            await FlipUnderLoadAsync(callers, lead, leads);
            var good = await TellAsync(callers);
            var back = await RollBackAsync(clients, lead, leads);
            var finished = await KillAsync(servers[0], clients, lead, leads);
            return good && back && finished;
        }
        finally
        {
            clients.ForEach(each => each.Dispose());
            channels.ForEach(each => each.Dispose());
        }
    }

    // Both revisions are asked on each server before anything is measured: a first flip makes the runtime compile once.
    private async Task WarmUpAsync(List<ServiceClients> clients, ServiceLead lead, List<PolicyService.PolicyServiceClient> leads)
    {
        var warming = new FlipCallers(clients, options.Callers, clock);
        using var ended = new CancellationTokenSource();
        var calling = warming.CallAsync("warm", () => false, ended.Token);
        foreach (var version in (string[])[TwoRevisions.Second, TwoRevisions.First])
        {
            await Task.Delay(options.Still / Stretches, clock);
            Keep(await lead.SetAsync(leads[0], version));
        }

        await ended.CancelAsync();
        await calling;
    }

    // Still and flipping by turns, so that whatever else the machine does falls on both.
    private async Task FlipUnderLoadAsync(FlipCallers callers, ServiceLead lead, List<PolicyService.PolicyServiceClient> leads)
    {
        using var ended = new CancellationTokenSource();
        var calling = callers.CallAsync("flips", () => _isFlipping, ended.Token);
        for (var (stretch, flip) = (0, 0); stretch < Stretches; stretch++)
        {
            await Task.Delay(options.Still / Stretches, clock);
            _isFlipping = true;
            for (var until = options.Flips * (stretch + 1) / Stretches; flip < until; flip++)
            {
                var began = clock.GetTimestamp();
                Keep(await lead.SetAsync(leads[flip % leads.Count], flip % 2 == 0 ? TwoRevisions.Second : TwoRevisions.First));
                _flips.Add(clock.GetElapsedTime(began));
                await Task.Delay(options.Pause, clock);
            }

            _isFlipping = false;
        }

        await ended.CancelAsync();
        await calling;
    }

    private async Task<bool> TellAsync(FlipCallers callers)
    {
        var answers = callers.Answers.ToList();
        var back = answers.GroupBy(answer => answer.Episode).Count(WentBack);
        var strange = answers.Count(answer => _revisions.GetValueOrDefault(answer.Epoch) != answer.Revision);
        var still = Percentiles.Of(answers.Where(answer => !answer.WhileFlipping).Select(answer => answer.Took));
        var flipping = Percentiles.Of(answers.Where(answer => answer.WhileFlipping).Select(answer => answer.Took));
        var flips = Percentiles.Of(_flips);
        var ratio = flipping.P99 / still.P99;
        var epochs = answers.Select(answer => answer.Epoch).Distinct().Count();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Servers} servers, redis with appendfsync always, {options.Callers} callers; {_flips.Count} flips, each from call to every part moved: p50 {flips.P50.TotalMilliseconds:F0} ms, p99 {flips.P99.TotalMilliseconds:F0} ms, longest {flips.Longest.TotalMilliseconds:F0} ms
            {answers.Count} decisions under {epochs} epochs, {answers.Count(answer => answer.WhileFlipping)} of them while flipping; {callers.Failures.Count} failed, {back} episodes went back, {strange} answered by another revision than their epoch's
            still p50 {still.P50.TotalMilliseconds:F1} ms, p99 {still.P99.TotalMilliseconds:F1} ms; flipping p50 {flipping.P50.TotalMilliseconds:F1} ms, p99 {flipping.P99.TotalMilliseconds:F1} ms; ratio of p99 {ratio:F2}, {options.MostRatio:F2} allowed
            """));
        foreach (var failure in callers.Failures.GroupBy(failure => failure))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"failed {failure.Count()} times: {failure.Key}"));
        }

        return callers.Failures.Count == 0 && back == 0 && strange == 0 && epochs > 1 && ratio <= options.MostRatio;
    }

    // From the call to an answer by what is back, from every server.
    private async Task<bool> RollBackAsync(List<ServiceClients> clients, ServiceLead lead, List<PolicyService.PolicyServiceClient> leads)
    {
        Keep(await lead.SetAsync(leads[0], TwoRevisions.Second));
        Keep(await lead.SetAsync(leads[0], TwoRevisions.First));
        var began = clock.GetTimestamp();
        var back = await lead.RollBackAsync(leads[1]);
        var answered = await Task.WhenAll(clients.Select((server, number) => AskAsync(server, string.Create(CultureInfo.InvariantCulture, $"back-{number}"))));
        var took = clock.GetElapsedTime(began);
        var right = answered.All(decision => (decision.Provenance.Epoch, decision.Provenance.Version) == (back.Epoch, TwoRevisions.Second));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"rolled back and answered by all {clients.Count} servers in {took.TotalSeconds:F2} s, {options.MostRollBack.TotalSeconds:F2} allowed; {(right ? "all" : "NOT all")} by what was brought back"));
        return right && took < options.MostRollBack;
    }

    // The server that moves the parts dies with its call under way: another finishes, and answers.
    private async Task<bool> KillAsync(GrpcServerProcess server, List<ServiceClients> clients, ServiceLead lead, List<PolicyService.PolicyServiceClient> leads)
    {
        var before = lead.Epoch;
        var began = clock.GetTimestamp();
        var changing = lead.SetAsync(leads[0], TwoRevisions.First);
        while (await EpochAsync(lead, leads[1]) == before && clock.GetElapsedTime(began) < s_patience)
        {
        }

        await server.KillAsync();
        var told = await Task.WhenAny(changing) is { IsCompletedSuccessfully: true };
        Rollout present;
        while ((present = await lead.PresentAsync(leads[1])).State != RolloutState.Live && clock.GetElapsedTime(began) < s_patience)
        {
            await Task.Delay(s_betweenLooks, clock);
        }

        var answered = await Task.WhenAll(clients.Skip(1).Select((each, number) => AskAsync(each, string.Create(CultureInfo.InvariantCulture, $"killed-{number}"))));
        var right = present.State == RolloutState.Live && present.Epoch == before + 1 && answered.All(decision => decision.Provenance.Epoch == present.Epoch);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"killed the server that changed the rollout {(told ? "after" : "before")} it told so; {clock.GetElapsedTime(began).TotalMilliseconds:F0} ms later the change was {present.State} and the others answered by {(right ? "it" : "SOMETHING ELSE")}"));
        return right;
    }

    private static async Task<long> EpochAsync(ServiceLead lead, PolicyService.PolicyServiceClient server) => (await lead.PresentAsync(server)).Epoch;

    private async Task<Decision> AskAsync(ServiceClients server, string name)
    {
        var events = new EventSource(new Random(1), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1), 1);
        var request = new TriageRequest { Service = CourseOfCare.Service, Episode = name, RequestId = "r0" };
        request.Events.AddRange(events.Opening(events.Begin(name, shared: false)));
        return (await server[0].TriageAsync(request)).Clinician;
    }

    private void Keep(Rollout rollout) => _revisions[rollout.Epoch] = rollout.ActiveVersion;

    private static bool WentBack(IEnumerable<Answered> answers)
    {
        var epochs = answers.OrderBy(answer => answer.Version).Select(answer => answer.Epoch).ToList();
        return !epochs.Order().SequenceEqual(epochs);
    }
}
