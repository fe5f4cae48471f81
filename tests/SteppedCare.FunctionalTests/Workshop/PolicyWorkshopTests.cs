using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.LoadTests.Processes;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Workshop;

namespace SteppedCare.FunctionalTests.Workshop;

/// <summary>The process beside the server, as the real program: what it makes, and what becomes of the server when it ends, hangs or takes too much.</summary>
public sealed class PolicyWorkshopTests(WarmWorkshop warm) : IClassFixture<WarmWorkshop>, IDisposable
{
    private const string Script = """
        Ladder(Low, High);
        Safety("item-9").When(p => p.Item9 >= 1).IfUnknown(AskRisk).Raise(SameDay, "Call today").Because("Item 9 is above zero", Judgement("a test"));
        Triage("anybody").Otherwise().Enter(Low).Because("Everybody begins low", Judgement("a test"));
        Review("carry-on").Otherwise().Continue().Because("Everybody goes on", Judgement("a test"));
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(2);

    private readonly SteppingClock _clock = new();
    private readonly List<PolicyWorkshop> _made = [];

    [Fact]
    public async Task A_script_compiled_beside_the_server_answers_as_one_compiled_within()
    {
        var source = new PolicySource("policy.csx", Script);

        var compiled = await ServedAsync(Script);

        Assert.Empty(compiled.Value!.Refusals);
        Assert.Equal(PolicyCompiler.Compile(new PolicyLabel("a", "1"), source).Artefact!.ToBytes(), compiled.Value.Artefact!.ToBytes());
        var (revision, refusal) = PolicyRevision.Load(new RevisionName("a", "1", source.Digest), compiled.Value.Artefact);
        Assert.Null(refusal);
        Assert.Equal(Outcome.Enter, revision!.Evaluator.Evaluate(new Facts { [FactNumber.Item9] = 0 }, DecisionCall.Triage).Outcome);
    }

    [Fact]
    public async Task A_script_of_another_version_of_the_language_stays_one()
    {
        var source = new PolicySource("policy.csx", Script, LanguageVersion.Current + 1);

        var compiled = await warm.Workshop.CompileToServeAsync(source, CancellationToken.None).WaitAsync(s_patience);

        Assert.Equal((source.Digest, source.LanguageVersion), (compiled.Value!.Artefact!.Manifest.Digest, compiled.Value.Artefact.Manifest.LanguageVersion));
    }

    [Fact]
    public async Task What_the_fences_say_comes_back_with_its_place()
    {
        var compiled = await ServedAsync(Script.Replace("p.Item9 >= 1", "p.Item9 >= p.Phq9", StringComparison.Ordinal));

        Assert.Null(compiled.Value!.Artefact);
        Assert.Contains(compiled.Value.Refusals, refusal => refusal is { Line: 2, Column: > 1, Code.Length: > 0 });
    }

    [Fact]
    public async Task A_process_that_did_its_task_does_the_next_and_goes_when_there_is_none()
    {
        var workshop = NewWorkshop();
        await CompileAsync(workshop, Script);
        var first = Assert.Single(workshop.ProcessIds);
        await CompileAsync(workshop, Script);

        Assert.Equal(first, Assert.Single(workshop.ProcessIds));

        using var process = Process.GetProcessById(first);
        _clock.Advance(new WorkshopOptions().IdleTime);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Empty(workshop.ProcessIds);
    }

    [Fact]
    public async Task A_process_that_hangs_is_ended_in_time_and_refused_and_the_next_task_is_done()
    {
        var workshop = NewWorkshop();
        var hanging = CompileAsync(workshop, Script);
        using var process = await SuspendedAsync(workshop);
        _clock.Advance(s_most);

        var refused = await hanging;
        Assert.Equal((RefusalKind.Exhausted, "WORKSHOP_OUT_OF_TIME"), (refused.Refusal!.Kind, refused.Refusal.Reason));
        Assert.Empty(workshop.ProcessIds);
        Assert.NotNull((await CompileAsync(workshop, Script)).Value!.Artefact);
    }

    [Fact]
    public async Task What_is_to_answer_people_waits_behind_no_gate()
    {
        var small = NewWorkshop(new WorkshopOptions { MostTime = s_most, MostProcesses = 1 });
        var hanging = CompileAsync(small, Script);
        using var process = await SuspendedAsync(small);
        var waiting = CompileAsync(small, Script);

        var served = await small.CompileToServeAsync(new PolicySource("policy.csx", Script), CancellationToken.None).WaitAsync(s_patience);

        Assert.NotNull(served.Value!.Artefact);
        Assert.Equal((false, false), (hanging.IsCompleted, waiting.IsCompleted));
        _clock.Advance(s_most);
        Assert.Equal("WORKSHOP_OUT_OF_TIME", (await hanging).Refusal!.Reason);
        Assert.NotNull((await waiting).Value!.Artefact);
    }

    [Fact]
    public async Task Gates_that_are_not_asked_say_why_and_the_others_are_asked()
    {
        var bundle = new PolicyBundle(new PolicyLabel("a", "1"), Script, "", "", "");

        var judged = await warm.Workshop.JudgeToServeAsync(bundle, [Gate.Compile, Gate.Sources], "Asked elsewhere.", CancellationToken.None).WaitAsync(s_patience);

        Assert.NotNull(judged.Value!.Artefact);
        Assert.Equal([Gate.Compile, Gate.Sources], judged.Value.Report.Gates.Where(gate => gate.Verdict == GateVerdict.Passed).Select(gate => gate.Gate));
        Assert.All(judged.Value.Report.Gates.Skip(2), gate => Assert.Equal((GateVerdict.NotRun, "Asked elsewhere."), (gate.Verdict, gate.Summary)));
    }

    [Fact]
    public async Task A_process_that_was_killed_while_it_waited_is_replaced_unnoticed()
    {
        var workshop = NewWorkshop();
        await CompileAsync(workshop, Script);
        using var process = Process.GetProcessById(Assert.Single(workshop.ProcessIds));
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(s_patience);

        Assert.NotNull((await CompileAsync(workshop, Script)).Value!.Artefact);
    }

    [Fact]
    public async Task A_process_that_wants_more_memory_than_it_may_have_is_a_refusal()
    {
        var small = NewWorkshop(new WorkshopOptions { MostMemoryBytes = 4 * 1024 * 1024, MostTime = s_most });

        var refused = await CompileAsync(small, Script);

        Assert.Equal((RefusalKind.Exhausted, "WORKSHOP_ENDED"), (refused.Refusal!.Kind, refused.Refusal.Reason));
    }

    [Fact]
    public async Task A_caller_who_goes_away_takes_the_process_along()
    {
        var workshop = NewWorkshop();
        using var caller = new CancellationTokenSource();

        var abandoned = workshop.CompileAsync(new PolicySource("policy.csx", Script), caller.Token);
        using var process = await SuspendedAsync(workshop);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned.WaitAsync(s_patience));
        await process.WaitForExitAsync().WaitAsync(s_patience);
    }

    [Fact]
    public async Task No_process_outlives_the_server_that_it_works_for()
    {
        using var orphan = Process.Start(WorkshopProgram.Start(new WorkshopOptions()))!;

        // As the system closes the pipes of a server that was killed.
        orphan.StandardInput.Close();

        await orphan.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(0, orphan.ExitCode);
    }

    [Fact]
    public async Task A_workshop_that_is_closed_leaves_no_process()
    {
        var workshop = NewWorkshop();
        await CompileAsync(workshop, Script);
        using var process = Process.GetProcessById(Assert.Single(workshop.ProcessIds));

        workshop.Dispose();

        await process.WaitForExitAsync().WaitAsync(s_patience);
    }

    [Fact]
    public void A_process_gets_no_setting_of_the_server_and_no_secret_of_its_environment()
    {
        KeyValuePair<string, string?>[] given =
        [
            new("STEPPEDCARE_STORE__REDISPASSWORD", "secret"), new("AWS_SECRET_ACCESS_KEY", "secret"), new("ConnectionStrings__Other", "secret"), new("PATH", "/usr/bin"), new("LC_ALL", "C"),
        ];

        var environment = WorkshopProgram.Start(new WorkshopOptions(), given).Environment;

        Assert.DoesNotContain(environment, variable => variable.Value == "secret");
        Assert.Equal(("/usr/bin", "C"), (environment["PATH"], environment["LC_ALL"]));
    }

    public void Dispose() => _made.ForEach(workshop => workshop.Dispose());

    // With a process of its own to be harmed.
    private PolicyWorkshop NewWorkshop(WorkshopOptions? options = null)
    {
        var workshop = new PolicyWorkshop(options ?? new WorkshopOptions { MostTime = s_most }, _clock, NullLogger<PolicyWorkshop>.Instance);
        _made.Add(workshop);
        return workshop;
    }

    /// <summary>The process that was started for a task, once it hangs.</summary>
    private static async Task<Process> SuspendedAsync(PolicyWorkshop workshop)
    {
        var process = Process.GetProcessById(Assert.Single(workshop.ProcessIds));
        await ChildProcess.RunAsync("kill", ["-STOP", $"{process.Id}"]);
        return process;
    }

    private Task<Result<CompiledPolicy>> ServedAsync(string script) =>
        warm.Workshop.CompileToServeAsync(new PolicySource("policy.csx", script), CancellationToken.None).WaitAsync(s_patience);

    private static Task<Result<CompiledPolicy>> CompileAsync(PolicyWorkshop workshop, string script) =>
        workshop.CompileAsync(new PolicySource("policy.csx", script), CancellationToken.None).WaitAsync(s_patience);
}

/// <summary>A workshop for all tests that only ask it.</summary>
public sealed class WarmWorkshop : IDisposable
{
    internal PolicyWorkshop Workshop { get; } = new(new WorkshopOptions { MostTime = TimeSpan.FromMinutes(5) }, TimeProvider.System, NullLogger<PolicyWorkshop>.Instance);

    public void Dispose() => Workshop.Dispose();
}
