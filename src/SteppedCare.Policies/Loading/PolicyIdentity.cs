using System.Security.Cryptography;
using System.Text;

namespace SteppedCare.Policies;

/// <summary>
/// What compiled bytes depend on beside their source. The bytes alone do not change when Core does, so Core's own identity is part of the key.
/// Never touches a type of the compiler: a warm start must not load it.
/// </summary>
internal static class PolicyIdentity
{
    internal const string ReferenceAssembly = "System.Runtime.dll";

    /// <summary>Raised when the fences change their mind about a text; the module's own identity catches what is forgotten.</summary>
    internal const int FenceVersion = 1;

    private static readonly Lazy<string> s_environment = new(DescribeEnvironment);

    internal static Stream OpenReferenceAssembly() => typeof(PolicyIdentity).Assembly.GetManifestResourceStream(ReferenceAssembly)
        ?? throw new InvalidOperationException($"Resource {ReferenceAssembly} is missing from this build.");

    /// <summary>Where the artefact of a source is to be looked for, and what it must say it was made from.</summary>
    internal static string KeyOf(PolicySource source) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source.Digest}\n{s_environment.Value}")));

    private static string DescribeEnvironment()
    {
        using var references = OpenReferenceAssembly();
        var compiler = typeof(PolicyIdentity).Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(name => name.FullName)
            .Order(StringComparer.Ordinal);
        return string.Join(
            '\n',
            [
                .. compiler,
                Convert.ToHexStringLower(SHA256.HashData(references)),
                typeof(Case).Module.ModuleVersionId.ToString("N"),
                typeof(PolicyIdentity).Module.ModuleVersionId.ToString("N"),
                $"fence {FenceVersion}",
            ]);
    }
}
