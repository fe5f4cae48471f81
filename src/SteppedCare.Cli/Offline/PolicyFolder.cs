using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>Revisions in a folder, whichever of the three the author named: all policies, one policy, one revision.</summary>
internal sealed record PolicyFolder(PolicyLibrary Library, string Root, IReadOnlyList<PolicyLabel> Labels)
{
    private const string Readme = "README.md";

    /// <exception cref="FailedException">There is no revision in it.</exception>
    internal static PolicyFolder Find(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetFileName(full) == PolicyLibrary.ScriptName)
        {
            full = Path.GetDirectoryName(full)!;
        }

        if (!Directory.Exists(full))
        {
            throw new FailedException(Failure.OfArguments($"There is no folder {path}."));
        }

        var (root, isChosen) = Chosen(full);
        var library = new PolicyLibrary(root);
        var labels = library.Labels().Where(isChosen).ToList();
        return labels.Count > 0
            ? new PolicyFolder(library, root, labels)
            : throw new FailedException(Failure.OfArguments($"No <policy>/<version>/{PolicyLibrary.ScriptName} in {path}."));
    }

    /// <summary>The one revision that the path names.</summary>
    /// <exception cref="FailedException">It names none, or several.</exception>
    internal static PolicyBundle One(string path)
    {
        var folder = Find(path);
        return folder.Labels is [var label]
            ? folder.BundleOf(label)
            : throw new FailedException(Failure.OfArguments($"{path} holds {folder.Labels.Count} revisions: name one, as <policy>/<version>."));
    }

    /// <summary>The files of every revision as they stand.</summary>
    internal IReadOnlyList<PolicyBundle> Bundles => [.. Labels.Select(BundleOf)];

    /// <summary>The files of a revision as they stand.</summary>
    internal PolicyBundle BundleOf(PolicyLabel label)
    {
        var version = Path.Combine(Root, label.Policy, label.Version);
        return new PolicyBundle(
            label,
            Read(Path.Combine(version, PolicyLibrary.ScriptName)),
            Read(Path.Combine(version, PolicyLibrary.CasesName)),
            Read(Path.Combine(Root, label.Policy, PolicyLibrary.InvariantsName)),
            Read(Path.Combine(version, Readme)));
    }

    private static (string Root, Func<PolicyLabel, bool> IsChosen) Chosen(string full)
    {
        var name = Path.GetFileName(full);
        var above = Path.GetDirectoryName(full) ?? full;
        if (File.Exists(Path.Combine(full, PolicyLibrary.ScriptName)))
        {
            return (Path.GetDirectoryName(above) ?? above, label => label == new PolicyLabel(Path.GetFileName(above), name));
        }

        return Directory.EnumerateDirectories(full).Any(version => File.Exists(Path.Combine(version, PolicyLibrary.ScriptName)))
            ? (above, label => label.Policy == name)
            : (full, _ => true);
    }

    private static string Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FailedException(Failure.OfArguments($"{path} cannot be read."));
        }
    }
}
