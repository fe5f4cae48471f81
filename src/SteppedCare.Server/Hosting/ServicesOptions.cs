using System.Globalization;
using System.Text.RegularExpressions;

namespace SteppedCare.Server.Hosting;

/// <summary>A provider of care that this server answers for.</summary>
internal sealed record ServiceOptions
{
    public required string Name { get; init; }

    public required string Policy { get; init; }

    /// <summary>Null: the newest version there is.</summary>
    public string? Version { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Where a person turns in a crisis, most urgent first; never empty.</summary>
    public required IReadOnlyList<ContactOptions> Contacts { get; init; }
}

/// <summary>Somewhere to turn in a crisis.</summary>
internal sealed record ContactOptions(string Name, string Number, string When, DateOnly ReviewBy);

/// <summary>The services by name.</summary>
internal static partial class ServicesOptions
{
    public const string DefaultTimeZone = "Europe/London";

    public static IReadOnlyList<ServiceOptions> Read(SettingsReader reader)
    {
        var names = reader.Names.Select(name => name.Split(':'))
            .Where(parts => parts.Length > 2 && parts[0].Equals(SettingNames.Services, StringComparison.OrdinalIgnoreCase))
            .Select(parts => parts[1].ToLowerInvariant())
            .Distinct().Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            reader.Refuse(SettingNames.Services, $"no service is declared; set {SettingNames.ServicePolicy} and its contacts.");
        }

        return [.. names.Select(name => ReadService(reader, name)).OfType<ServiceOptions>()];
    }

    private static ServiceOptions? ReadService(SettingsReader reader, string name)
    {
        var prefix = $"{SettingNames.Services}:{name}";
        if (!ServiceName().IsMatch(name))
        {
            reader.Refuse(prefix, "a service's name must be 1 to 40 lower-case letters, digits and hyphens, beginning with a letter.");
        }

        var policy = reader.ReadWithin(SettingNames.ServicePolicy, $"{prefix}:Policy", Values.Like(PolicyName()), required: true);
        var version = reader.ReadWithin(SettingNames.ServiceVersion, $"{prefix}:Version", Values.Like(VersionLabel()), required: false);
        var zone = reader.ReadWithin<TimeZoneInfo>(SettingNames.ServiceTimeZone, $"{prefix}:TimeZone", TryZone, required: false);
        if (zone is null && !reader.Has($"{prefix}:TimeZone") && !TryZone(DefaultTimeZone, out zone))
        {
            reader.Refuse($"{prefix}:TimeZone", $"this machine does not know {DefaultTimeZone}; install its time zones (tzdata).");
        }

        var contacts = ReadContacts(reader, $"{prefix}:Contacts");
        return policy is null || zone is null
            ? null
            : new ServiceOptions { Name = name, Policy = policy, Version = version, TimeZone = zone, Contacts = contacts };
    }

    private static List<ContactOptions> ReadContacts(SettingsReader reader, string prefix)
    {
        var entries = reader.Names.Where(name => name.StartsWith(prefix + ":", StringComparison.OrdinalIgnoreCase))
            .Select(name => name[(prefix.Length + 1)..].Split(':')[0])
            .Distinct(StringComparer.Ordinal)
            .OrderBy(entry => int.TryParse(entry, out var place) ? place : int.MaxValue).ToList();
        if (entries.Count == 0)
        {
            reader.Refuse(prefix, "a service must have crisis contacts: people are shown them whenever something goes wrong.");
        }

        var contacts = new List<ContactOptions>();
        foreach (var entry in entries.Select(entry => $"{prefix}:{entry}"))
        {
            var name = reader.ReadWithin(SettingNames.ContactName, $"{entry}:Name", Values.Text(80), required: true);
            var number = reader.ReadWithin(SettingNames.ContactNumber, $"{entry}:Number", Values.Text(40), required: true);
            var when = reader.ReadWithin(SettingNames.ContactWhen, $"{entry}:When", Values.Text(200), required: true);
            var reviewBy = reader.ReadWithin<string>(SettingNames.ContactReviewBy, $"{entry}:ReviewBy", TryDate, required: true);
            if (name is not null && number is not null && when is not null && reviewBy is not null)
            {
                contacts.Add(new ContactOptions(name, number, when, DateOnly.ParseExact(reviewBy, DateForm, CultureInfo.InvariantCulture)));
            }
        }

        return contacts;
    }

    private const string DateForm = "yyyy-MM-dd";

    private static bool TryDate(string text, out string value)
    {
        value = text;
        return DateOnly.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    private static bool TryZone(string text, out TimeZoneInfo zone)
    {
        var known = TimeZoneInfo.TryFindSystemTimeZoneById(text, out var found);
        zone = found!;
        return known;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex PolicyName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,31}\z")]
    private static partial Regex VersionLabel();
}
