using SteppedCare.Policies;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Registry;

/// <summary>The policies as they lie in the policy folder.</summary>
internal sealed class ShippedFolder(PolicyLibrary library, HostSettings settings)
{
    internal string Folder => settings.Folders.Policies;

    internal IReadOnlyList<PolicyLabel> Labels() => library.Labels();

    internal PolicyBundle BundleOf(PolicyLabel label)
    {
        var version = Path.Combine(Folder, label.Policy, label.Version);
        return new PolicyBundle(
            label,
            Text(version, PolicyLibrary.ScriptName),
            Text(version, PolicyLibrary.CasesName),
            Text(Path.Combine(Folder, label.Policy), PolicyLibrary.InvariantsName),
            Text(version, PublishRevision.ReadmeName));
    }

    private static string Text(string folder, string name) => Path.Combine(folder, name) is var path && File.Exists(path) ? File.ReadAllText(path) : string.Empty;
}
