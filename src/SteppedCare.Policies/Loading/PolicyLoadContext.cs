using System.Reflection;
using System.Runtime.Loader;

namespace SteppedCare.Policies;

/// <summary>Holds one script's code and lets go of it when nothing uses it any more.</summary>
internal sealed class PolicyLoadContext(string digest) : AssemblyLoadContext($"policy {digest[..12]}", isCollectible: true)
{
    // Core comes from the default context, so that its types are the same for every revision.
    protected override Assembly? Load(AssemblyName assemblyName) => null;

    /// <summary>Runs the script once, to write its rules into the book. Returns the fault's text, or null.</summary>
    internal string? Register<TBook>(byte[] image, byte[] symbols, TBook book)
        where TBook : class
    {
        try
        {
            using var code = new MemoryStream(image, writable: false);
            using var debug = new MemoryStream(symbols, writable: false);
            var factory = LoadFromStream(code, symbols.Length == 0 ? null : debug).GetType("Submission#0", throwOnError: true)!
                .GetMethod("<Factory>", BindingFlags.Public | BindingFlags.Static)!
                .CreateDelegate<Func<object?[], Task<TBook>>>();

            // Slot 0 is the host object whose members the script calls; slot 1 receives the submission. Nothing in a policy awaits.
            var run = factory([book, null]);
            if (!run.IsCompleted)
            {
                return "The script waited for something.";
            }

            run.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The text only: the exception itself would keep the policy's code alive.
            return fault.Message;
        }
    }
}
