using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace SteppedCare.Policies;

/// <summary>From a policy's text to a revision that answers: from the cache when it holds one, else through every fence.</summary>
internal static class PolicyCompiler
{
    /// <param name="name">The policy's name and the version's label; the digest follows from the source.</param>
    /// <param name="source">The script.</param>
    /// <param name="cache">Where compiled scripts are kept; null keeps none.</param>
    internal static CompilationResult Load(PolicyLabel name, PolicySource source, ArtefactCache? cache)
    {
        var revision = new RevisionName(name.Policy, name.Version, source.Digest);
        if (cache?.Find(source) is { Manifest.Kind: ScriptKind.Policy } kept && PolicyRevision.Load(revision, kept) is { Revision: { } warm })
        {
            return new CompilationResult(warm, kept, [], FromCache: true);
        }

        return Compile(revision, source, cache);
    }

    /// <summary>Through the fences, whatever the cache holds.</summary>
    internal static CompilationResult Compile(PolicyLabel name, PolicySource source) => Compile(new RevisionName(name.Policy, name.Version, source.Digest), source, null);

    // Not inlined: a warm start never comes here, and so never loads the compiler.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CompilationResult Compile(RevisionName name, PolicySource source, ArtefactCache? cache)
    {
        var script = ScriptCompiler.Compile(source, ScriptKind.Policy, CompilerStages.All);
        if (!script.Refusals.IsEmpty)
        {
            return CompilationResult.Refused(script.Refusals);
        }

        var context = new PolicyLoadContext(source.Digest);
        var book = new Rulebook();
        try
        {
            if (context.Register(script.Image, script.Symbols, book) is { } fault)
            {
                return CompilationResult.Refused([new Refusal(CompilerStage.Rulebook, "SC070", 0, 0, $"The policy failed while its rules were read: {fault}")]);
            }

            if (RulebookCheck.Check(book, script.Readings) is { Count: > 0 } unfinished)
            {
                return CompilationResult.Refused([.. unfinished]);
            }

            var artefact = new PolicyArtefact(PolicyIdentity.KeyOf(source), script.Image, script.Symbols, PolicyManifest.Of(source, book, script));
            cache?.Keep(source, artefact);
            var (revision, refusal) = PolicyRevision.Load(name, artefact);
            return refusal is null ? new CompilationResult(revision, artefact, [], FromCache: false) : CompilationResult.Refused([refusal]);
        }
        finally
        {
            context.Unload();
        }
    }
}

/// <summary>A family of rules and the label of one of its versions, as the folders are called.</summary>
internal sealed record PolicyLabel(string Policy, string Version);

/// <summary>A revision, or why there is none.</summary>
internal sealed record CompilationResult(PolicyRevision? Revision, PolicyArtefact? Artefact, ImmutableArray<Refusal> Refusals, bool FromCache)
{
    internal static CompilationResult Refused(ImmutableArray<Refusal> refusals) => new(null, null, refusals, false);
}
