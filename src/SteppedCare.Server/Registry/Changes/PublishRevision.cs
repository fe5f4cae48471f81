using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>Keeps files as a revision for good.</summary>
/// <param name="Bundle">The files; invariants are kept apart.</param>
/// <param name="LanguageVersion">What the script is written in.</param>
/// <param name="InvariantsDigest">The invariants that the gates held it against; null when the policy had none.</param>
/// <param name="Report">What the gates said.</param>
/// <param name="By">The author.</param>
/// <param name="Notes">What the author says about it.</param>
internal sealed record PublishRevision(PolicyBundle Bundle, int LanguageVersion, string? InvariantsDigest, GateReport Report, string By, string Notes)
{
    internal const string ReadmeName = "README.md";

    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        var script = new PolicySource(PolicyLibrary.ScriptName, Bundle.Script, LanguageVersion);
        var files = Files(script);
        var digests = files.ToImmutableSortedDictionary(file => file.Name, file => file.Blob.Digest, StringComparer.Ordinal);
        if (state.Find(Bundle.Label.Policy, Bundle.Label.Version) is { Published: var published })
        {
            return published.LanguageVersion == LanguageVersion && published.Files.SequenceEqual(digests) ? RegistryDraft.There(published) : RegistryRefusals.RevisionExists;
        }

        if (!Report.Passed)
        {
            return RegistryRefusals.GatesFailed;
        }

        var report = RegistryBlob.Of(Report.ToBytes());
        return new RegistryDraft(
            new RevisionPublished
            {
                At = now,
                By = By,
                Revision = new RevisionName(Bundle.Label.Policy, Bundle.Label.Version, script.Digest),
                LanguageVersion = LanguageVersion,
                Files = digests,
                InvariantsDigest = InvariantsDigest,
                ReportDigest = report.Digest,
                Notes = Notes,
            },
            [.. files.Select(file => file.Blob), report]);
    }

    private ImmutableArray<(string Name, RegistryBlob Blob)> Files(PolicySource script) =>
    [
        (PolicyLibrary.ScriptName, RegistryBlob.Of(script.Text)),
        .. Optional(PolicyLibrary.CasesName, Bundle.Cases),
        .. Optional(ReadmeName, Bundle.Readme),
    ];

    private static IEnumerable<(string Name, RegistryBlob Blob)> Optional(string name, string text) => text.Length == 0 ? [] : [(name, RegistryBlob.Of(text.ReplaceLineEndings("\n")))];
}
