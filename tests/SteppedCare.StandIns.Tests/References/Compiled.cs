using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SteppedCare.StandIns.Tests.References;

/// <summary>A small assembly made for one test.</summary>
internal static class Compiled
{
    // All of the framework: a library made for another one is found through its facades.
    private static readonly MetadataReference[] s_framework =
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Where(path => !path.EndsWith(".Native.dll", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static byte[] From(string assemblyName, string source, params MetadataReference[] libraries)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true);
        var compilation = CSharpCompilation.Create(assemblyName, [CSharpSyntaxTree.ParseText(source)], [.. s_framework, .. libraries], options);

        using var file = new MemoryStream();
        var result = compilation.Emit(file);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return file.ToArray();
    }

    public static AssemblyImage Image(string assemblyName, string source, params MetadataReference[] libraries) =>
        new(new MemoryStream(From(assemblyName, source, libraries)));

    public static MetadataReference Library(string path) => MetadataReference.CreateFromFile(path);
}
