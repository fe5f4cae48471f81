namespace SteppedCare.Policies;

/// <summary>The folder of compiled scripts. It holds nothing that cannot be made again, so whatever is wrong with a file means: compile.</summary>
internal sealed class ArtefactCache(string folder)
{
    internal string PathOf(PolicySource source) => Path.Combine(folder, $"{source.Digest[..16]}-{PolicyIdentity.KeyOf(source)[..16]}.policy");

    internal PolicyArtefact? Find(PolicySource source)
    {
        try
        {
            var path = PathOf(source);
            return File.Exists(path) ? PolicyArtefact.TryRead(File.ReadAllBytes(path), PolicyIdentity.KeyOf(source)) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Written beside and renamed, so that a reader sees a whole file or none. A cache that cannot be written to slows the next start, no more.</summary>
    /// <returns>False when it could not be kept.</returns>
    internal bool Keep(PolicySource source, PolicyArtefact artefact)
    {
        var path = PathOf(source);
        var beside = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.new";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(beside, artefact.ToBytes());
            File.Move(beside, path, overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
