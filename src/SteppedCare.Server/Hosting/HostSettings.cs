using System.Collections;
using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Services;
using SteppedCare.Server.Sweeping;
using SteppedCare.Server.Trajectories;
using SteppedCare.Server.Workshop;

namespace SteppedCare.Server.Hosting;

/// <summary>Everything configured, read once and whole.</summary>
internal sealed record HostSettings
{
    // Reading files, recorded decisions and replicas, and writing.
    private static readonly TimeSpan s_besideWorkshop = TimeSpan.FromSeconds(30);

    public required bool Development { get; init; }

    /// <summary>Whether what is edited in the policy folder is published and rolled out at once.</summary>
    public required bool Watch { get; init; }

    /// <summary>Whether tools may ask for the contract.</summary>
    public required bool Reflection { get; init; }

    /// <summary>Whether this server takes the logs of its services into the figures of reports.</summary>
    public required bool Figures { get; init; }

    public required ListenOptions Listen { get; init; }

    public required FolderOptions Folders { get; init; }

    public required StoreOptions Store { get; init; }

    public required IReadOnlyList<ServiceOptions> Services { get; init; }

    public required LimitsOptions Limits { get; init; }

    public required SweepOptions Sweep { get; init; }

    public required LogOptions Log { get; init; }

    /// <summary>The kind of store in use, as metrics call it.</summary>
    public string StoreKind => Store.Redis.Length > 0 ? "redis" : "embedded";

    /// <summary>Reads the settings; they are good only if there are no faults.</summary>
    /// <exception cref="StartRefusedException">A file of settings cannot be read.</exception>
    public static (HostSettings Settings, IReadOnlyList<SettingFault> Faults) Read(
        CommandLine line, IDictionary environment, string workingFolder, string binaryFolder)
    {
        var reader = new SettingsReader(SettingLayers.Read(line, environment, binaryFolder));
        var development = reader.Read<bool>(SettingNames.Development, Values.Flag, false);
        var folders = FolderOptions.Read(reader, workingFolder, binaryFolder);
        var limits = LimitsOptions.Read(reader);
        var settings = new HostSettings
        {
            Development = development,
            Watch = ReadWatch(reader, development),
            Reflection = reader.Read<bool>(SettingNames.Reflection, Values.Flag, true),
            Figures = reader.Read<bool>(SettingNames.Figures, Values.Flag, true),
            Listen = ListenOptions.Read(reader, development),
            Folders = folders,
            Store = StoreSettings.Read(reader, folders),
            Services = ServicesOptions.Read(reader),
            Limits = limits,
            Sweep = SweepSettings.Read(reader, limits.MaxDeadline),
            Log = LogOptions.Read(reader),
        };
        reader.RefuseUnknown();
        return (settings, reader.Faults);
    }

    // Nobody approves what is watched.
    private static bool ReadWatch(SettingsReader reader, bool development)
    {
        var watch = reader.Read<bool>(SettingNames.Watch, Values.Flag, false);
        if (watch && !development)
        {
            reader.Refuse(SettingNames.Watch, $"only with {SettingNames.Development}: what is watched answers people without anybody's approval.");
        }

        return watch;
    }

    /// <summary>What one call may take, as the gRPC layer asks it.</summary>
    public CallLimits CallLimits() => new()
    {
        MaxDeadline = Limits.MaxDeadline,
        MaxPolicyDeadline = Workshop().MostWait + Limits.WorkshopTime + s_besideWorkshop,
        MaxRequestBytes = Limits.MaxMessageBytes,
    };

    /// <summary>What the process that judges policies may take.</summary>
    public WorkshopOptions Workshop() => WorkshopOptions.On(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) with
    {
        MostTime = Limits.WorkshopTime,
        MostProcesses = Limits.WorkshopProcesses,
    };

    /// <summary>Where people of each service turn in a crisis.</summary>
    public ContingencyOptions Contingency() => new()
    {
        Services = Services.ToImmutableDictionary(
            service => service.Name,
            service => service.Contacts.Select(contact => new CrisisContact(contact.Name, contact.Number, contact.When, contact.ReviewBy)).ToImmutableArray(),
            StringComparer.Ordinal),
    };
}
