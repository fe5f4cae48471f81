using System.Globalization;
using Grpc.Core;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Revisions;

/// <summary>An author who publishes, and an officer who approves and retires, as two people do it.</summary>
internal sealed class Publisher(PolicyService.PolicyServiceClient server)
{
    private static readonly Metadata s_author = new() { { "steppedcare-person", "an.author" }, { "steppedcare-roles", "policy-author" } };
    private static readonly Metadata s_officer = new() { { "steppedcare-person", "an.officer" }, { "steppedcare-roles", "clinical-safety" } };

    /// <summary>Asks every gate; afterwards it may answer.</summary>
    /// <returns>The gates that passed it.</returns>
    internal async Task<IReadOnlyList<GateResult>> PublishAsync(int number)
    {
        var published = await server.PublishRevisionAsync(
            new PublishRevisionRequest
            {
                Policy = PassingRevision.Policy,
                Version = PassingRevision.Version(number),
                RequestId = IdOf("publish", number),
                Files = PassingRevision.Files(number),
                Notes = "A load test.",
            },
            s_author);
        var revision = published.Revision;
        await server.ApproveRevisionAsync(
            new ApproveRevisionRequest
            {
                Policy = revision.Policy,
                Version = revision.Version,
                RequestId = IdOf("approve", number),
                Digest = revision.Digest,
                InvariantsDigest = revision.InvariantsDigest,
                ReportDigest = revision.ReportDigest,
            },
            s_officer);
        return published.Report.Gates;
    }

    internal async System.Threading.Tasks.Task RetireAsync(int number) => await server.RetireRevisionAsync(
        new RetireRevisionRequest
        {
            Policy = PassingRevision.Policy,
            Version = PassingRevision.Version(number),
            RequestId = IdOf("retire", number),
            Reason = "Another came.",
        },
        s_officer);

    private static string IdOf(string act, int number) => string.Create(CultureInfo.InvariantCulture, $"{act}-{number}");
}
