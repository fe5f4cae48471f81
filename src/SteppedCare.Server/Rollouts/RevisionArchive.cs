using SteppedCare.Policies;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Scripts by digest, as releases kept them on this machine before there was a registry: what decided then can explain itself still.
/// </summary>
internal sealed class RevisionArchive(string folder)
{
    /// <summary>The script of that digest; null when it was never live here, or the file is not what its name says.</summary>
    internal PolicySource? Find(string digest)
    {
        var path = PathOf(digest);
        return File.Exists(path) && PolicySource.Read(path) is var source && source.Digest == digest ? source : null;
    }

    private string PathOf(string digest) => Path.Combine(folder, $"{digest}.csx");
}
