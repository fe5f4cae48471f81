using System.Globalization;
using SteppedCare.Policies;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Which revisions of a folder changed and have been at rest since. Looked at again and again rather than listened to: an editor that writes in pieces, or
/// beside the file and renames, and a folder from another machine are all the same to a look.
/// </summary>
internal sealed class FolderLooks(ShippedFolder folder, TimeProvider time)
{
    private static readonly TimeSpan s_atRest = TimeSpan.FromMilliseconds(400);
    private static readonly string[] s_files = [PolicyLibrary.ScriptName, PolicyLibrary.CasesName, PublishRevision.ReadmeName];

    private readonly Dictionary<PolicyLabel, Look> _looks = [];

    /// <summary>What changed and is at rest and was not taken yet; whether it did so since the first look, not before it.</summary>
    internal IReadOnlyList<(PolicyLabel Label, bool IsEdit)> AtRest()
    {
        var atRest = new List<(PolicyLabel, bool)>();
        foreach (var label in folder.Labels())
        {
            var stamp = StampOf(label);
            if (!_looks.TryGetValue(label, out var look) || look.Stamp != stamp)
            {
                _looks[label] = new Look(stamp, time.GetTimestamp(), IsEdit: look is not null, IsTaken: false);
            }
            else if (!look.IsTaken && time.GetElapsedTime(look.Since) >= s_atRest)
            {
                atRest.Add((label, look.IsEdit));
            }
        }

        return atRest;
    }

    /// <summary>Not again before it changes again.</summary>
    internal void Taken(PolicyLabel label) => _looks[label] = _looks[label] with { IsTaken = true };

    private string StampOf(PolicyLabel label) => string.Join('|', s_files.Select(name =>
    {
        var file = new FileInfo(Path.Combine(folder.Folder, label.Policy, label.Version, name));
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "";
    }));

    private sealed record Look(string Stamp, long Since, bool IsEdit, bool IsTaken);
}
