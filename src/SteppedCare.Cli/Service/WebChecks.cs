using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace SteppedCare.Cli;

/// <summary>What the web address of a server tells: its version, what keeps it from serving, and crisis contacts that nobody looked at in time.</summary>
internal static class WebChecks
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    internal static async Task<IReadOnlyList<DoctorFinding>> RunAsync(Uri address, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_patience };
        try
        {
            using var page = JsonDocument.Parse(await client.GetStringAsync(address, cancellation));
            var theirs = page.RootElement.GetProperty("version").GetString() ?? "";
            using var reply = await client.GetAsync(new Uri(address, "/readyz"), cancellation);
            var ready = (await reply.Content.ReadAsStringAsync(cancellation)).Trim();
            return
            [
                Version(theirs),
                .. Contacts(page.RootElement),
                new DoctorFinding("readiness", reply.IsSuccessStatusCode ? DoctorVerdict.Well : DoctorVerdict.Wrong, ready),
                .. page.RootElement.TryGetProperty("development", out var development) && development.ValueKind == JsonValueKind.True
                    ? new[] { new DoctorFinding("development", DoctorVerdict.Doubtful, "it serves anybody who reaches it: not for people's care") }
                    : [],
            ];
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or TaskCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return [new DoctorFinding("web", DoctorVerdict.Wrong, $"no page of the service at {address}")];
        }
    }

    // Not told by a service older than this program.
    private static DoctorFinding[] Contacts(JsonElement page) => !page.TryGetProperty("contactsOverdue", out var told) || !told.TryGetInt32(out var overdue) ? []
        : overdue == 0 ? [new DoctorFinding("contacts", DoctorVerdict.Well, "every crisis contact was looked at by its date")]
        : [new DoctorFinding("contacts", DoctorVerdict.Wrong, string.Create(CultureInfo.InvariantCulture, $"{overdue} crisis contact(s) are past their date of review, and people in danger are shown them; the service's log names them"))];

    private static DoctorFinding Version(string theirs)
    {
        var ours = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return ours.Split('+')[0] == theirs.Split('+')[0]
            ? new DoctorFinding("version", DoctorVerdict.Well, theirs.Split('+')[0])
            : new DoctorFinding("version", DoctorVerdict.Doubtful, $"the service is {theirs.Split('+')[0]}, this program {ours.Split('+')[0]}");
    }
}
