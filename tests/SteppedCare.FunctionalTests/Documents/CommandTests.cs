namespace SteppedCare.FunctionalTests.Documents;

/// <summary>Every command line that a page shows is typed by a test, or there is a reason why not.</summary>
[Collection(ReadmeCollection.Name)]
public sealed class CommandTests(ReadmeServer server)
{
    private const string Typed = "typed by a test";

    // By page and command. What is not here is new, and nobody tried it.
    private static readonly Dictionary<(string Page, string Command), string> s_known = new()
    {
        [("README.md", "dotnet run --project src/SteppedCare.Server")] = Typed,
        [("README.md", "dotnet run --project src/SteppedCare.Cli -- call Triage docs/examples/triage.json")] = Typed,
        [("README.md", "curl -s -H 'Content-Type: application/json' -d @docs/examples/triage.json http://127.0.0.1:5081/steppedcare.v1.DecisionService/Triage")] = Typed,
        [("docs/json.md", "curl -s -H 'Content-Type: application/json' -d @docs/examples/triage.json http://127.0.0.1:5081/steppedcare.v1.DecisionService/Triage")] = Typed,
        [("docs/json.md", JsonPageTests.Failing)] = Typed,
        [("README.md", "dotnet run --project src/SteppedCare.Server -- --Store:Redis=127.0.0.1:6379")] = Typed,
        [("README.md", "./eng/test")] = "it is what runs these tests",
        [("docs/portals.md", "dotnet run --project src/SteppedCare.Cli -- call GetEpisode docs/examples/episode.json")] = Typed,
        [("docs/integrate.md", "dotnet run --project src/SteppedCare.Server")] = "README's own, which ReadmeServer types",
        [("docs/integrate.md", "curl -s -H 'Content-Type: application/json' -d @docs/examples/triage.json http://127.0.0.1:5081/steppedcare.v1.DecisionService/Triage")] = "README's own, which JsonPageTests types",
        [("docs/integrate.md", "npm install --prefix eng/clients")] = "eng/test does so before it runs these tests",
        [("docs/integrate.md", "dotnet run --project docs/examples/csharp -- http://127.0.0.1:5080")] = Typed,
        [("docs/integrate.md", "node docs/examples/node/portal.js grpc-js http://127.0.0.1:5080")] = Typed,
        [("docs/integrate.md", "node docs/examples/node/portal.js connect http://127.0.0.1:5081")] = Typed,
        [("docs/integrate.md", "node docs/examples/node/portal.js connect-json http://127.0.0.1:5081")] = Typed,
        [("docs/integrate.md", "node docs/examples/node/portal.js connect-http2 http://127.0.0.1:5081")] = Typed,
        [("docs/integrate.md", "node docs/examples/node/portal.js connect-json-http2 http://127.0.0.1:5081")] = Typed,
        [("docs/integrate.md", "node docs/examples/node/portal.js connect-grpc http://127.0.0.1:5080")] = Typed,
        [("docs/integrate.md", "/usr/bin/python3 docs/examples/python/portal.py http://127.0.0.1:5080")] = Typed,
        [("docs/integrate.md", "docs/examples/shell/portal.sh http://127.0.0.1:5081")] = Typed,
        [("docs/integrate.md", "eng/clients/node_modules/.bin/buf curl --protocol grpc --http2-prior-knowledge --list-methods http://127.0.0.1:5080")] = Typed,
        [("docs/policies.md", "stepped-care policy new mine 1.0")] = Typed,
        [("docs/policies.md", "stepped-care policy check policies/mine")] = Typed,
        [("docs/policies.md", "stepped-care policy test policies/mine")] = Typed,
        [("docs/policies.md", "stepped-care policy prove policies/mine")] = Typed,
        [("docs/policies.md", "stepped-care policy new mine 1.1 --from policies/mine/1.0")] = Typed,
        [("docs/policies.md", "stepped-care policy compare policies/mine/1.0 policies/mine/1.1")] = Typed,
        [("docs/policies.md", "stepped-care simulate policies/mine/1.1 --people 500 --html year.html")] = Typed,
        [("docs/policies.md", "stepped-care policy backtest mine policies/mine/1.1 --service demo")] = Typed,
        [("docs/policies.md", "stepped-care policy publish policies/mine/1.1 --notes \"fewer people begin at high\"")] = Typed,
        [("docs/policies.md", "stepped-care policy approve mine 1.1")] = Typed,
        [("docs/policies.md", "stepped-care policy invariants policies/mine")] = Typed,
        [("docs/policies.md", "stepped-care policy rollout mine --service demo --active 1.0 --shadow 1.1 --reason \"first look\"")] = Typed,
        [("docs/policies.md", "stepped-care policy show --service demo")] = Typed,
        [("docs/policies.md", "stepped-care policy rollout mine --service demo --active 1.0 --canary 1.1 --share 5 --guard window=5m,least=100,faults=1,slow=5s,shift=30 --reason \"first people\"")] = Typed,
        [("docs/policies.md", "stepped-care policy rollout mine --service demo --active 1.1 --reason \"approved by the board\"")] = Typed,
        [("docs/policies.md", "stepped-care policy rollback --service demo --reason \"complaints\"")] = Typed,
        [("docs/policies.md", "stepped-care policy drill --service demo")] = Typed,
        [("docs/policies.md", "stepped-care policy retire mine 1.1 --reason \"given up\"")] = Typed,
        [("policies/README.md", "dotnet run --project src/SteppedCare.Cli -- policy check policies")] = Typed,
        [("policies/README.md", "dotnet run --project src/SteppedCare.Cli -- policy document policies --check")] = Typed,
        [("load-tests/README.md", "eng/long crash")] = "takes five minutes; CrashTests drives the same program for seconds",
        [("load-tests/README.md", "eng/long failover")] = "takes five minutes; LostPrimaryTests drives the same program for one",
        [("load-tests/README.md", "eng/long speed")] = "wants the machine for itself",
        [("load-tests/README.md", "dotnet run --project load-tests/SteppedCare.LoadTests -- cohort")] = Typed,
        [("load-tests/README.md", "dotnet run --project load-tests/SteppedCare.LoadTests -- fit \"both stages\"")] = "half a minute; FitTests searches, too",
        [("load-tests/README.md", "eng/long day")] = "takes a quarter of an hour; DayTests plays a small day by the same program",
        [("load-tests/README.md", "eng/long flips")] = "takes some minutes; FlipsTests drives the same program with ten flips",
        [("load-tests/README.md", "eng/long revisions")] = "takes an hour; RevisionTurnoverTests publishes and retires a few",
        [("load-tests/README.md", "eng/long revisions --gates all")] = "takes half an hour; RevisionsTests lets a few come and go by the same program",
        [("load-tests/README.md", "eng/long many")] = "takes ten minutes; ManyTests sends a small caseload by the same program",
        [("load-tests/README.md", "eng/long backtest")] = "takes five minutes; BackTestTests judges a few people again out of a real store",
        [("load-tests/README.md", "eng/long analyser")] = "takes half an hour; AnalyserTrialTests tries a few policies",
        [("load-tests/README.md", "eng/long worklist")] = "wants the machine for itself; LongListTests turns the pages of a shorter list",
        [("load-tests/README.md", "eng/long nation")] = "wants the machine for itself; NationalYearTests adds up four services",
        [("load-tests/README.md", "eng/long sweep")] = "takes half an hour; the tests of the verb sweep look at a few people by the same program",
        [("load-tests/README.md", "eng/long year")] = "takes three minutes; YearTests plays a small year by the same program",
        [("load-tests/README.md", "eng/long year --follow talking-therapies")] = "takes half an hour; YearTests plays a small year both ways by the same program",
        [("load-tests/README.md", "eng/long mix")] = "builds for release and asks 20,000 people; MixTests asks 500 by the same program",
    };

    [Fact]
    public void No_page_shows_a_command_that_nobody_tried()
    {
        var shown = Repository.Pages.SelectMany(page => Fence.Of(page, "bash")).SelectMany(fence => fence.Commands().Select(command => (fence.Page, command)));

        Assert.Equal(s_known.Keys.Order(), shown.Order());
    }

    [Fact]
    public void No_command_hides_in_a_fence_that_is_not_called_bash()
    {
        string[] programs = ["dotnet ", "./", "eng/", "docker ", "node ", "curl ", "python3 ", "/usr/bin/", "stepped-care ", "$ "];

        var hidden = Repository.Pages.SelectMany(Fence.Of).Where(fence => fence.Language != "bash")
            .SelectMany(fence => fence.Text.Split('\n'))
            .Where(line => programs.Any(program => line.StartsWith(program, StringComparison.Ordinal)));

        Assert.Empty(hidden);
    }

    [Fact]
    public async Task An_episode_is_read_back_as_the_portal_page_says()
    {
        var address = new Dictionary<string, string> { ["STEPPED_CARE_ADDRESS"] = server.Running.Grpc };
        await Shell.RunAsync(Only("README.md", "call Triage"), address);

        var run = await Shell.RunAsync(Only("docs/portals.md", "call GetEpisode"), address);

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("\"name\": \"services/demo/episodes/c5b1f0e2\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_contract_is_told_by_the_command_that_the_page_shows()
    {
        var run = await Shell.RunAsync(Only("docs/integrate.md", "--list-methods").Replace("127.0.0.1:5080", server.Running.Grpc, StringComparison.Ordinal));

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("steppedcare.v1.DecisionService/ReviewMany", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shipped_policies_pass_the_check_that_their_page_names()
    {
        var run = await Shell.RunAsync(Only("policies/README.md", "policy check"));

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains("talking-therapies 2026.1: ok", run.Output, StringComparison.Ordinal);
        Assert.Contains("nice-depression 2026.1: ok", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shipped_pages_pass_the_check_that_their_page_names()
    {
        var run = await Shell.RunAsync(Only("policies/README.md", "policy document"));

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains("talking-therapies/2026.1/README.md: as the revision says", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_invented_population_comes_out_as_its_page_shows()
    {
        var run = await Shell.RunAsync(Only("load-tests/README.md", "-- cohort"));

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(Assert.Single(Fence.Of("load-tests/README.md", "text")).Text, run.Output);
    }

    private static string Only(string page, string part) => Assert.Single(s_known.Keys, known => known.Page == page && known.Command.Contains(part, StringComparison.Ordinal)).Command;
}
