using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SteppedCare.Policies;

/// <summary>
/// All that a policy is compiled against: the reference assembly of System.Runtime, carried inside this assembly, and Core. Read once for the
/// process: each metadata reference holds native memory.
/// </summary>
internal static class PolicyReferences
{
    private static readonly string[] s_tempting =
    [
        "System.Collections", "System.ComponentModel.Primitives", "System.Console", "System.Diagnostics.Process", "System.Linq", "System.Linq.Expressions",
        "System.Net.Primitives", "System.Net.Sockets", "System.Threading", "System.Threading.Thread", "Microsoft.CSharp",
    ];

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_open = new(Open);

    internal static ImmutableArray<MetadataReference> Closed { get; } = [FromResource(), FromCore()];

    /// <summary>With some of what the running process has: what a script could reach if this fence were not there. For tests of the other fences.</summary>
    internal static ImmutableArray<MetadataReference> OpenForTests => s_open.Value;

    private static PortableExecutableReference FromResource()
    {
        using var stream = PolicyIdentity.OpenReferenceAssembly();
        return MetadataReference.CreateFromStream(stream, filePath: PolicyIdentity.ReferenceAssembly);
    }

    // Through the loaded image rather than Assembly.Location, which is empty in a single-file publish.
    private static unsafe PortableExecutableReference FromCore()
    {
        if (!System.Reflection.Metadata.AssemblyExtensions.TryGetRawMetadata(typeof(Case).Assembly, out var blob, out var length))
        {
            throw new InvalidOperationException("Core has no metadata to compile policies against.");
        }

        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((IntPtr)blob, length)).GetReference(filePath: "SteppedCare.Core.dll");
    }

    // Beside the reference assembly, not instead of it: the gate is to judge what a script names, not where the running base library happens to keep it.
    private static ImmutableArray<MetadataReference> Open() =>
    [
        .. Closed,
        .. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => s_tempting.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
