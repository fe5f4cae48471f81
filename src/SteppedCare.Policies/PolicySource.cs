using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SteppedCare.Policies;

/// <summary>One policy script as text, with line ends made the same everywhere so that its digest and its bytes are too.</summary>
public sealed class PolicySource
{
    /// <param name="path">The name that refusals carry.</param>
    /// <param name="text">The script.</param>
    /// <param name="languageVersion">The version that it is written in: of a published revision, the one that it was published with.</param>
    public PolicySource(string path, string text, int languageVersion = Policies.LanguageVersion.Current)
    {
        Path = path;
        Text = text.ReplaceLineEndings("\n");
        var identity = $"{Text}\n{languageVersion.ToString(CultureInfo.InvariantCulture)}";
        LanguageVersion = languageVersion;
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
    }

    /// <summary>The name that refusals carry. It does not enter the compiled bytes.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>The meaning of its facts and operators.</summary>
    public int LanguageVersion { get; }

    /// <summary>SHA-256 of the line-feed-normalised text, a line feed and the language version: the identity of a revision.</summary>
    public string Digest { get; }

    public static PolicySource Read(string path) => new(System.IO.Path.GetFileName(path), File.ReadAllText(path));
}
