using SteppedCare.Policies;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Workshop;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Makes a published revision ready to answer: its files from the registry, its compiled form from this machine, from the store, or from the workshop in a
/// process beside this one. Whatever comes from outside passes the gate over compiled bytes, and answers its own cases before anybody else asks it.
/// </summary>
internal sealed partial class RevisionLoader(
    IPolicyRegistry registry,
    IRegistryStore store,
    RevisionArchive archive,
    ArtefactCache cache,
    IPolicyWorkshop workshop,
    DecisionMetrics metrics,
    TimeProvider clock,
    ILogger<RevisionLoader> logger) : IRevisionLoader
{
    public Task<RevisionLoad> LoadAsync(RevisionName name, CancellationToken cancellationToken) => LoadAsync(name, answers: true, cancellationToken);

    public Task<RevisionLoad> LoadToExplainAsync(RevisionName name, CancellationToken cancellationToken) => LoadAsync(name, answers: false, cancellationToken);

    private async Task<RevisionLoad> LoadAsync(RevisionName name, bool answers, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        if (answers)
        {
            metrics.PolicyKnown(name.Policy);
        }

        var languageVersion = registry.State.Find(name)?.Published.LanguageVersion ?? LanguageVersion.Current;
        var bundle = await registry.LoadBundleAsync(name, cancellationToken);
        var source = bundle is null ? archive.Find(name.Digest) : new PolicySource(PolicyLibrary.ScriptName, bundle.Script, languageVersion);
        if (source?.Digest != name.Digest)
        {
            return Refused(name, answers, "its files are not in the store");
        }

        if (languageVersion > LanguageVersion.Current)
        {
            return Refused(name, answers, $"it is written in version {languageVersion} of the language, and this server knows {LanguageVersion.Current}");
        }

        var (artefact, compiled, fault) = await ArtefactAsync(source, cancellationToken);
        if (artefact is null)
        {
            return Refused(name, answers, fault);
        }

        // Off this thread: reading the rules and the first questions make the runtime compile.
        var loaded = await Task.Run(() => Load(name, artefact, answers ? bundle?.Cases ?? "" : ""), cancellationToken);
        if (loaded.Fault is { } refused)
        {
            return Refused(name, answers, refused);
        }

        if (answers)
        {
            metrics.PolicyLoaded(name.Policy, PolicyLoadResult.Live);
            var took = clock.GetElapsedTime(began);
            metrics.PolicyReady(compiled ? ArtefactOrigin.Compiled : ArtefactOrigin.Kept, took);
            Loaded(name.Policy, name.Version, name.Digest, loaded.Cases, compiled, took.TotalMilliseconds);
        }

        return new RevisionLoad(new LoadedRevision(loaded.Revision!, metrics, clock, counts: answers), null);
    }

    private async Task<(PolicyArtefact? Artefact, bool Compiled, string Fault)> ArtefactAsync(PolicySource source, CancellationToken cancellationToken)
    {
        var key = PolicyIdentity.KeyOf(source);
        if (cache.Find(source) is { } here && IsSound(here))
        {
            await KeepAsync(key, here, isNew: false, cancellationToken);
            return (here, false, "");
        }

        if (await store.FindArtefactAsync(key, cancellationToken) is { } bytes && PolicyArtefact.TryRead(bytes.Span, key) is { } kept && IsSound(kept))
        {
            cache.Keep(source, kept);
            return (kept, false, "");
        }

        var outcome = await workshop.CompileToServeAsync(source, cancellationToken);
        if (outcome.Value is not { Artefact: { } made })
        {
            return (null, true, outcome.Refusal?.Message ?? $"it does not compile: {string.Join("; ", outcome.Value!.Refusals)}");
        }

        if (!IsSound(made))
        {
            return (null, true, "the gate over its compiled bytes refuses it");
        }

        cache.Keep(source, made);
        await KeepAsync(key, made, isNew: true, cancellationToken);
        return (made, true, "");
    }

    // For the replicas that come after this one. What is in hand answers, whether the store takes it or not.
    private async Task KeepAsync(string key, PolicyArtefact artefact, bool isNew, CancellationToken cancellationToken)
    {
        try
        {
            if (isNew || await store.FindArtefactAsync(key, cancellationToken) is null)
            {
                await store.KeepArtefactAsync(key, artefact.ToBytes(), cancellationToken);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            NotKept(fault.GetType().Name);
        }
    }

    private static bool IsSound(PolicyArtefact artefact) => artefact.Manifest.Kind == ScriptKind.Policy && AssemblyGate.Check(artefact.Image).Count == 0;

    private static (PolicyRevision? Revision, int Cases, string? Fault) Load(RevisionName name, PolicyArtefact artefact, string cases)
    {
        var (revision, refusal) = PolicyRevision.Load(name, artefact);
        if (revision is null)
        {
            return (null, 0, refusal!.ToString());
        }

        var (asked, fault) = Ask(revision, cases);
        if (fault is null)
        {
            return (revision, asked, null);
        }

        revision.Retire();
        return (null, asked, fault);
    }

    private static (int Asked, string? Fault) Ask(PolicyRevision revision, string cases)
    {
        if (cases.Length == 0)
        {
            return (0, null);
        }

        try
        {
            var outcomes = CaseRunner.Run(CaseFile.Read(cases, revision.Norms), revision);
            var failed = outcomes.Count(outcome => outcome.Faults.Count > 0);
            return (outcomes.Count, failed == 0 ? null : $"it fails {failed} of its {outcomes.Count} cases");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever is wrong with one revision must not keep the others from being loaded.
            return (0, $"its cases cannot be asked: {fault.GetType().Name}");
        }
    }

    private RevisionLoad Refused(RevisionName name, bool answers, string fault)
    {
        if (answers)
        {
            metrics.PolicyLoaded(name.Policy, PolicyLoadResult.Refused);
        }

        NotLoaded(name.Policy, name.Version, name.Digest, fault);
        return new RevisionLoad(null, fault);
    }

    [LoggerMessage(40, LogLevel.Information, "Policy {Policy} {Version} ({Digest}) answered its {Cases} cases and is ready; compiled: {Compiled}; {Milliseconds:F0} ms")]
    private partial void Loaded(string policy, string version, string digest, int cases, bool compiled, double milliseconds);

    [LoggerMessage(41, LogLevel.Error, "Policy {Policy} {Version} ({Digest}) cannot be loaded: {Fault}")]
    private partial void NotLoaded(string policy, string version, string digest, string fault);

    [LoggerMessage(122, LogLevel.Warning, "The store did not take a compiled policy ({Kind}); other replicas compile it themselves")]
    private partial void NotKept(string kind);
}
