using System.Globalization;
using Grpc.Core;
using Grpc.Health.V1;

namespace SteppedCare.Cli;

/// <summary>What gRPC tells about a service's health.</summary>
internal static class ServiceChecks
{
    // A clock that is further off makes instants of portals refused, or decisions late.
    private static readonly TimeSpan s_mostSkew = TimeSpan.FromSeconds(60);

    internal static async Task<IReadOnlyList<DoctorFinding>> HealthAsync(ServiceConnection connection, TimeProvider time)
    {
        try
        {
            using var call = connection.Health.CheckAsync(new HealthCheckRequest(), connection.Usual);
            var headers = await call.ResponseHeadersAsync;
            var status = (await call.ResponseAsync).Status;
            return
            [
                new DoctorFinding("address", DoctorVerdict.Well, $"{connection.Address} answers"),
                status == HealthCheckResponse.Types.ServingStatus.Serving
                    ? new DoctorFinding("health", DoctorVerdict.Well, "serving: a policy is live for every service, and the store answers")
                    : new DoctorFinding("health", DoctorVerdict.Wrong, $"{ContractWords.Of(status)}: --web says why"),
                Clock(headers, time),
            ];
        }
        catch (RpcException failure)
        {
            return [new DoctorFinding("address", DoctorVerdict.Unreachable, string.Join(' ', ServiceFailure.Of(failure, connection.Address).Lines))];
        }
    }

    internal static async Task<IReadOnlyList<DoctorFinding>> PoliciesAsync(ServiceConnection connection, string service)
    {
        try
        {
            var present = await SeenRollouts.PresentAsync(connection, service);
            if (present is null)
            {
                return [new DoctorFinding($"policy of {service}", DoctorVerdict.Wrong, "nothing answers")];
            }

            var revision = (await connection.Policies.GetRevisionAsync(
                new V1.GetRevisionRequest { Policy = present.Policy, Version = present.ActiveVersion }, connection.Usual)).Revision;
            var plan = string.Create(CultureInfo.InvariantCulture, $"{RolloutView.PlanOf(present)}, epoch {present.Epoch}, {ContractWords.Of(present.State)}");
            return
            [
                new DoctorFinding($"policy of {service}", present.State == V1.RolloutState.Live ? DoctorVerdict.Well : DoctorVerdict.Doubtful, plan),
                .. revision.InvariantsBroken
                    ? new[] { new DoctorFinding($"invariants of {service}", DoctorVerdict.Wrong, "the live revision breaks the policy's present invariants") }
                    : [],
            ];
        }
        catch (RpcException failure)
        {
            return [new DoctorFinding($"policy of {service}", DoctorVerdict.Wrong, string.Join(' ', ServiceFailure.Of(failure, connection.Address).Lines))];
        }
    }

    private static DoctorFinding Clock(Metadata headers, TimeProvider time)
    {
        if (!DateTimeOffset.TryParse(headers.GetValue("date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs))
        {
            return new DoctorFinding("clock", DoctorVerdict.Doubtful, "the service did not tell its time");
        }

        var skew = theirs - time.GetUtcNow();
        return new DoctorFinding(
            "clock",
            skew.Duration() < s_mostSkew ? DoctorVerdict.Well : DoctorVerdict.Wrong,
            skew.Duration() < s_mostSkew ? "within a minute of ours" : string.Create(CultureInfo.InvariantCulture, $"{skew.TotalSeconds:0} seconds from ours"));
    }
}
