namespace SteppedCare.Server.Hosting;

/// <summary>A setting as operators know it.</summary>
/// <param name="Name">Its name; a part in angle brackets stands for any.</param>
/// <param name="Default">The default as it would be written; empty when there is none.</param>
/// <param name="Allowed">What a value must be, to follow "must be".</param>
/// <param name="Meaning">What it is for, in one sentence.</param>
internal sealed record Setting(string Name, string Default, string Allowed, string Meaning)
{
    /// <summary>Its value is never shown.</summary>
    public bool Secret { get; init; }

    /// <summary>Its form as an environment variable.</summary>
    public string Variable => SettingLayers.EnvironmentPrefix + Name.ToUpperInvariant().Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Whether a name as given is this one. Names know no case; a wild part stands for one part.</summary>
    public bool Matches(string given)
    {
        var mine = Name.Split(':');
        var theirs = given.Split(':');
        return mine.Length == theirs.Length
            && mine.Zip(theirs).All(pair => pair.First.StartsWith('<') || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}
