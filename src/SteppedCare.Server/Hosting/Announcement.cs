using System.Globalization;

namespace SteppedCare.Server.Hosting;

/// <summary>Says once, when the server listens, where everything is and what is odd about it.</summary>
internal sealed partial class Announcement(
    HostSettings settings, BoundAddresses addresses, CrisisContactDates contacts, ILogger<Announcement> logger, ILiveRevisions? revisions = null)
{
    public void Make()
    {
        if (settings.Log.Json)
        {
            // A block of text between the lines would break whoever parses them.
            Started(WebPages.Version, addresses.Grpc, addresses.Web, addresses.Operations, settings.Folders.ContentRoot, settings.Folders.Data, settings.Folders.Policies, StoreKind);
            foreach (var service in settings.Services)
            {
                Serves(service.Name, Revision(service));
            }
        }
        else
        {
            Console.Out.Write(Banner());
            Console.Out.Flush();
        }

        foreach (var (service, contact) in contacts.Overdue)
        {
            ContactOverdue(service.Name, contact.Name, contact.ReviewBy.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        if (settings.Development)
        {
            DevelopmentMode(DevelopmentNotice.Header);
        }
    }

    private string StoreKind => settings.Store.Redis.Length > 0 ? $"Redis at {settings.Store.Redis}" : $"embedded, {settings.Store.SqlitePath}";

    private string Banner()
    {
        var lines = new List<string>
        {
            $"SteppedCare.Server {WebPages.Version}",
            Line("gRPC", addresses.Grpc),
            Line("web", addresses.Web),
            Line("operations", addresses.Operations?.ToString() ?? "on the web address"),
            Line("content root", settings.Folders.ContentRoot),
            Line("data", settings.Folders.Data),
            Line("policies", settings.Folders.Policies),
            Line("store", StoreKind),
        };
        lines.AddRange(settings.Services.Select(service => Line("service " + service.Name, Revision(service))));
        if (settings.Development)
        {
            lines.Add("  !!! DEVELOPMENT: NOBODY IS AUTHENTICATED. Whoever reaches these addresses reads and writes everything. Not for people's care.");
        }

        return string.Join('\n', lines) + "\n";
    }

    private static string Line(string name, object value) => $"  {name,-15} {value}";

    private string Revision(ServiceOptions service) => revisions?.Of(service.Name) is { } live
        ? $"{live.Policy} {live.Version} ({live.Digest[..Math.Min(12, live.Digest.Length)]})"
        : $"{service.Policy} {service.Version ?? "newest"} (not live yet)";

    [LoggerMessage(1, LogLevel.Information,
        "Started {Version}: gRPC {Grpc}, web {Web}, operations {Operations}, content root {ContentRoot}, data {Data}, policies {Policies}, store {Store}")]
    private partial void Started(string version, Uri grpc, Uri web, Uri? operations, string contentRoot, string data, string policies, string store);

    [LoggerMessage(2, LogLevel.Information, "Serves {Service} by {Revision}")]
    private partial void Serves(string service, string revision);

    [LoggerMessage(3, LogLevel.Warning,
        "CRISIS CONTACT OVERDUE FOR REVIEW: {Contact} of service {Service} was to be checked by {ReviewBy}. People in danger are shown it: check it now and set a new date")]
    private partial void ContactOverdue(string service, string contact, string reviewBy);

    [LoggerMessage(4, LogLevel.Warning, "DEVELOPMENT: nobody is authenticated; every reply carries {Header}: true")]
    private partial void DevelopmentMode(string header);
}
