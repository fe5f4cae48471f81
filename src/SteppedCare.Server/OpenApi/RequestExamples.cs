using System.Text.Json.Nodes;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.OpenApi;

/// <summary>Requests that work, made from the one that the README shows.</summary>
internal static class RequestExamples
{
    private const string Resource = "triage.json";

    /// <summary>By the full names of messages. They ask a service that this server has.</summary>
    public static IReadOnlyDictionary<string, JsonNode> For(HostSettings settings)
    {
        using var file = typeof(RequestExamples).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The server was built without its {Resource}.");
        var triage = JsonNode.Parse(file)!.AsObject();
        triage["service"] = settings.Services[0].Name;
        return new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["steppedcare.v1.TriageRequest"] = triage,
            ["steppedcare.v1.EvaluateRequest"] = new JsonObject
            {
                ["service"] = triage["service"]!.DeepClone(),
                ["call"] = "DECISION_CALL_TRIAGE",
                ["events"] = triage["events"]!.DeepClone(),
                ["asOf"] = triage["asOf"]!.DeepClone(),
            },

            // The referral is the first; this one can be told again.
            ["steppedcare.v1.Event"] = triage["events"]![1]!.DeepClone(),
        };
    }
}
