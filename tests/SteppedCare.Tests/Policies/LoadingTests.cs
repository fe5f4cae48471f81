using System.Runtime.CompilerServices;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

public sealed class LoadingTests
{
    private static readonly PolicyLabel s_label = new("practice", "2026.1");

    [Fact]
    public void A_compiled_policy_is_kept_and_found_again_and_says_the_same()
    {
        using var folder = new TemporaryFolder();
        var cache = new ArtefactCache(folder.Root);
        var source = new PolicySource("policy.csx", PracticePolicy.Text);

        var first = PolicyCompiler.Load(s_label, source, cache);
        var second = PolicyCompiler.Load(s_label, source, cache);

        Assert.Equal((false, true), (first.FromCache, second.FromCache));
        Assert.Equal(first.Artefact!.ToBytes(), second.Artefact!.ToBytes());
        Assert.Single(Directory.EnumerateFiles(folder.Root));
        var facts = PracticePolicy.FactsOf(("Phq9", 17), ("Gad7", 9), ("Item9", 1), ("RiskReviewed", 0));
        Assert.Equal(
            PracticePolicy.Decide(DecisionCall.Triage, facts, first.Revision).Reasons.SelectMany(reason => reason.Values),
            PracticePolicy.Decide(DecisionCall.Triage, facts, second.Revision).Reasons.SelectMany(reason => reason.Values));
    }

    [Fact]
    public void Bytes_that_name_what_is_not_on_the_list_are_not_loaded_whoever_hands_them_over()
    {
        var sound = PolicyCompiler.Compile(s_label, new PolicySource("policy.csx", PracticePolicy.Text)).Artefact!;
        var script = ScriptCompiler.Compile(
            new PolicySource("policy.csx", "System.IO.File.Delete(\"of-a-test\");\n" + PracticePolicy.Text), ScriptKind.Policy, CompilerStages.None);
        Assert.Empty(script.Refusals);

        var (revision, refusal) = PolicyRevision.Load(
            new RevisionName("practice", "2026.1", sound.Manifest.Digest), new PolicyArtefact(sound.Key, script.Image, script.Symbols, sound.Manifest));

        Assert.Null(revision);
        Assert.Equal((CompilerStage.PeGate, "SC090"), (refusal!.Stage, refusal.Code));
    }

    [Fact]
    public void Timers_are_registered_as_the_policy_says()
    {
        var revision = PracticePolicy.Revision;

        Assert.Equal([new ReviewTimer(Step.Low, 4, 28), new ReviewTimer(Step.High, 8, 70)], revision.ReviewTimers.ToArray());
        var second = revision.WatchTimers[1];
        Assert.Equal(("second-appointment", FactNumber.DaysAwaitingSecondTreatment, TaskKind.SecondAppointmentWait), (second.Name, second.Fact, second.Task));
        Assert.Equal([28, 60, 90], second.Thresholds.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(20)]
    [InlineData(400)]
    [InlineData(-1)]
    public void A_damaged_file_is_compiled_anew_and_mended(int at)
    {
        using var folder = new TemporaryFolder();
        var cache = new ArtefactCache(folder.Root);
        var source = new PolicySource("policy.csx", PracticePolicy.Text);
        PolicyCompiler.Load(s_label, source, cache);
        var bytes = File.ReadAllBytes(cache.PathOf(source));
        bytes[at < 0 ? ^1 : at] ^= 0x20;
        File.WriteAllBytes(cache.PathOf(source), bytes);

        Assert.Null(cache.Find(source));
        Assert.False(PolicyCompiler.Load(s_label, source, cache).FromCache);
        Assert.True(PolicyCompiler.Load(s_label, source, cache).FromCache);
    }

    [Fact]
    public void A_file_made_under_another_key_or_cut_short_is_none()
    {
        var source = new PolicySource("policy.csx", PracticePolicy.Text);
        var bytes = PolicyCompiler.Compile(s_label, source).Artefact!.ToBytes();

        Assert.NotNull(PolicyArtefact.TryRead(bytes, PolicyIdentity.KeyOf(source)));
        Assert.Null(PolicyArtefact.TryRead(bytes, PolicyIdentity.KeyOf(new PolicySource("policy.csx", PracticePolicy.Text + "\n"))));
        Assert.Null(PolicyArtefact.TryRead(bytes.AsSpan(0, bytes.Length / 2), PolicyIdentity.KeyOf(source)));
        Assert.Null(PolicyArtefact.TryRead([], PolicyIdentity.KeyOf(source)));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_to_costs_time_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("in-the-way", "");

        var load = PolicyCompiler.Load(s_label, new PolicySource("policy.csx", PracticePolicy.Text), new ArtefactCache(file));

        Assert.NotNull(load.Revision);
    }

    [Fact]
    public void A_lease_keeps_the_code_after_its_revision_was_retired()
    {
        var revision = PracticePolicy.Compile(PracticePolicy.Text);
        using (var lease = revision.TryLease()!)
        {
            revision.Retire();

            Assert.Null(revision.TryLease());
            Assert.Equal(Outcome.InsufficientData, lease.Revision.Evaluator.Evaluate(new Facts(), DecisionCall.Triage).Outcome);
        }

        Assert.Throws<ObjectDisposedException>(() => revision.Evaluator);
    }

    [Fact]
    public async Task Leases_taken_while_revisions_are_swapped_always_answer()
    {
        var artefact = PolicyCompiler.Compile(s_label, new PolicySource("policy.csx", PracticePolicy.Text)).Artefact!;
        var live = Loaded(artefact);
        using var stop = new CancellationTokenSource();
        var askers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var asked = 0;
            do
            {
                PolicyLease? lease;
                while ((lease = Volatile.Read(ref live).TryLease()) is null)
                {
                    // Retired between the look and the lease: there is a newer one.
                }

                using var held = lease;
                Assert.Equal(Outcome.InsufficientData, held.Revision.Evaluator.Evaluate(new Facts(), DecisionCall.Triage).Outcome);
                asked++;
            }
            while (!stop.IsCancellationRequested);

            return asked;
        })).ToList();

        for (var swap = 0; swap < 50; swap++)
        {
            Interlocked.Exchange(ref live, Loaded(artefact)).Retire();
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(askers).WaitAsync(TimeSpan.FromSeconds(60)), asked => Assert.True(asked > 0));
    }

    [Fact]
    public void Two_thousand_loads_leave_nothing_behind()
    {
        var artefact = PolicyCompiler.Compile(s_label, new PolicySource("policy.csx", PracticePolicy.Text)).Artefact!;
        Cycle(50, _ => artefact);
        var before = Settled();

        var contexts = Cycle(2_000, _ => artefact);

        AssertFlat(contexts, before);
    }

    [Fact]
    public void A_hundred_loads_from_text_leave_nothing_behind()
    {
        Cycle(5, FromText);
        var before = Settled();

        var contexts = Cycle(100, FromText);

        AssertFlat(contexts, before);
    }

    private static PolicyArtefact FromText(int index) =>
        PolicyCompiler.Load(s_label, new PolicySource("policy.csx", $"{PracticePolicy.Text}// {index}"), cache: null) is var load && load.Revision is { } revision
            ? Retired(revision, load.Artefact!)
            : throw new InvalidOperationException("refused");

    private static PolicyArtefact Retired(PolicyRevision revision, PolicyArtefact artefact)
    {
        revision.Retire();
        return artefact;
    }

    private static PolicyRevision Loaded(PolicyArtefact artefact) =>
        PolicyRevision.Load(new RevisionName("practice", "2026.1", artefact.Manifest.Digest), artefact).Revision!;

    private static List<WeakReference> Cycle(int times, Func<int, PolicyArtefact> artefactOf) => [.. Enumerable.Range(0, times).Select(index => Once(artefactOf(index)))];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Once(PolicyArtefact artefact)
    {
        var revision = Loaded(artefact);
        var facts = PracticePolicy.FactsOf(("Phq9", 17), ("Age", 30));
        using (var lease = revision.TryLease()!)
        {
            lease.Revision.Explainer.Explain(lease.Revision.Evaluator.Evaluate(facts, DecisionCall.Triage), facts);
        }

        revision.Retire();
        return revision.Context;
    }

    private static void AssertFlat(List<WeakReference> contexts, (double Heap, int Policies) before)
    {
        var after = Settled();
        Assert.Equal(0, contexts.Count(context => context.IsAlive));
        Assert.True(after.Heap < before.Heap + 24, $"The heap grew from {before.Heap:N1} to {after.Heap:N1} MiB.");
        Assert.True(after.Policies <= before.Policies + 8, $"{after.Policies} policy assemblies are loaded, {before.Policies} were before.");
    }

    // Other tests run beside this one and hold a few policies of their own.
    private static (double Heap, int Policies) Settled()
    {
        for (var pass = 0; pass < 12; pass++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var policies = AppDomain.CurrentDomain.GetAssemblies().Count(assembly => assembly.GetName().Name == PolicyDialect.AssemblyName);
        return (GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, policies);
    }
}
