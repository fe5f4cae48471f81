using SteppedCare.Policies;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// The script of every revision that was ever live here, by digest: what decided can explain itself again, however the policy folder was edited since.
/// </summary>
internal sealed class RevisionArchive(string folder)
{
    internal void Keep(PolicySource source)
    {
        var path = PathOf(source.Digest);
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var beside = $"{path}.{Environment.ProcessId}.new";
        File.WriteAllText(beside, source.Text);
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>The script of that digest; null when it was never live here, or the file is not what its name says.</summary>
    internal PolicySource? Find(string digest)
    {
        var path = PathOf(digest);
        return File.Exists(path) && PolicySource.Read(path) is var source && source.Digest == digest ? source : null;
    }

    private string PathOf(string digest) => Path.Combine(folder, $"{digest}.csx");
}
