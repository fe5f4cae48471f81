using System.Reflection;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>The small policy that <c>policy new</c> writes: short enough to be read at once, whole enough to pass every gate.</summary>
internal static class NewPolicy
{
    internal static PolicyBundle Bundle(PolicyLabel label) => new(
        label, Read(PolicyLibrary.ScriptName), Read(PolicyLibrary.CasesName), Read(PolicyLibrary.InvariantsName), Read(RevisionPage.ReadmeName));

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"new/{name}")
            ?? throw new InvalidOperationException($"{name} is not carried along.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
