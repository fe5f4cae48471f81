using System.Net;

namespace SteppedCare.Server.Hosting;

/// <summary>Where the server is reached.</summary>
internal sealed class ListenOptions
{
    public IPEndPoint Grpc { get; init; } = new(IPAddress.Loopback, 5080);

    public IPEndPoint Web { get; init; } = new(IPAddress.Loopback, 5081);

    /// <summary>Null: what operators scrape is on the web address.</summary>
    public IPEndPoint? Operations { get; init; }

    public static ListenOptions Read(SettingsReader reader, bool development)
    {
        var defaults = new ListenOptions();
        var options = new ListenOptions
        {
            Grpc = reader.Read<IPEndPoint>(SettingNames.ListenGrpc, Values.Address, defaults.Grpc),
            Web = reader.Read<IPEndPoint>(SettingNames.ListenWeb, Values.Address, defaults.Web),
            Operations = reader.Has(SettingNames.ListenOperations)
                ? reader.Read<IPEndPoint>(SettingNames.ListenOperations, Values.Address, new IPEndPoint(IPAddress.Loopback, 0))
                : null,
        };

        // Operations may face the network: it shows counts and no person, and takes nothing in.
        RefuseOutsideLoopback(reader, SettingNames.ListenGrpc, options.Grpc, development);
        RefuseOutsideLoopback(reader, SettingNames.ListenWeb, options.Web, development);
        RefuseShared(reader, (SettingNames.ListenWeb, options.Web), (SettingNames.ListenGrpc, options.Grpc));
        if (options.Operations is { } operations)
        {
            RefuseShared(reader, (SettingNames.ListenOperations, operations), (SettingNames.ListenGrpc, options.Grpc));
            RefuseShared(reader, (SettingNames.ListenOperations, operations), (SettingNames.ListenWeb, options.Web));
        }

        return options;
    }

    private static void RefuseOutsideLoopback(SettingsReader reader, string name, IPEndPoint address, bool development)
    {
        if (!development && !IPAddress.IsLoopback(address.Address))
        {
            reader.Refuse(
                name,
                "reachable from outside this machine, and this server does not authenticate its callers. "
                + "Listen on 127.0.0.1 or [::1] behind a proxy that does, or pass --development if whoever can reach it may read and write everything.");
        }
    }

    private static void RefuseShared(SettingsReader reader, (string Name, IPEndPoint Address) one, (string Name, IPEndPoint Address) other)
    {
        if (one.Address.Port != 0 && one.Address.Equals(other.Address))
        {
            reader.Refuse(one.Name, $"must be another address than {other.Name}.");
        }
    }
}
