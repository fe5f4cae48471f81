using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace SteppedCare.Policies;

/// <summary>A policy's invariants, loaded: same language, same fences, a digest of their own. Used by checks, never while people wait for a decision.</summary>
internal sealed class InvariantSet : IDisposable
{
    private readonly PolicyLoadContext _context;

    private InvariantSet(PolicyManifest manifest, PolicyLoadContext context, InvariantBook book)
    {
        Manifest = manifest;
        _context = context;
        Invariants = [.. book.Invariants];
    }

    internal PolicyManifest Manifest { get; }

    internal ImmutableArray<Invariant> Invariants { get; private set; }

    internal static InvariantLoad Load(PolicySource source, ArtefactCache? cache)
    {
        if (cache?.Find(source) is { Manifest.Kind: ScriptKind.Invariants } kept && AssemblyGate.Check(kept.Image).Count == 0)
        {
            return Load(kept);
        }

        return Compile(source, cache);
    }

    public void Dispose()
    {
        Invariants = [];
        _context.Unload();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static InvariantLoad Compile(PolicySource source, ArtefactCache? cache)
    {
        var script = ScriptCompiler.Compile(source, ScriptKind.Invariants, CompilerStages.All);
        if (!script.Refusals.IsEmpty)
        {
            return new InvariantLoad(null, script.Refusals);
        }

        var context = new PolicyLoadContext(source.Digest);
        try
        {
            var book = new InvariantBook();
            if (context.Register(script.Image, script.Symbols, book) is { } fault)
            {
                return new InvariantLoad(null, [new Refusal(CompilerStage.Rulebook, "SC070", 0, 0, $"The invariants failed while they were read: {fault}")]);
            }

            if (InvariantCheck.Check(book, script.Readings) is { Count: > 0 } unfinished)
            {
                return new InvariantLoad(null, [.. unfinished]);
            }

            var artefact = new PolicyArtefact(PolicyIdentity.KeyOf(source), script.Image, script.Symbols, PolicyManifest.Of(source, book, script));
            cache?.Keep(source, artefact);
            return Load(artefact);
        }
        finally
        {
            context.Unload();
        }
    }

    private static InvariantLoad Load(PolicyArtefact artefact)
    {
        var context = new PolicyLoadContext(artefact.Manifest.Digest);
        var book = new InvariantBook();
        if (context.Register(artefact.Image, artefact.Symbols, book) is not { } fault)
        {
            return new InvariantLoad(new InvariantSet(artefact.Manifest, context, book), []);
        }

        context.Unload();
        return new InvariantLoad(null, [new Refusal(CompilerStage.Rulebook, "SC070", 0, 0, $"The invariants failed while they were read: {fault}")]);
    }
}

/// <summary>Invariants, or why there are none.</summary>
internal sealed record InvariantLoad(InvariantSet? Set, ImmutableArray<Refusal> Refusals);
