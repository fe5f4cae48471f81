using System.Globalization;
using Grpc.Core;
using SteppedCare.Client;

namespace SteppedCare.Cli;

/// <summary>A failed call in words: the status, the stable reason, and every field at fault.</summary>
internal static class ServiceFailure
{
    internal static Failure Of(RpcException failure, Uri address)
    {
        var error = SteppedCareError.Of(failure);
        if (error.Reason.Length == 0)
        {
            // Every refusal of the service has its reason; what has none comes from the way there.
            return new(ExitCodes.NotReached, "NOT_REACHED", [$"{Name(error.Code)}: no service answered at {address}."]);
        }

        return new(
            ExitCodes.Refused,
            error.Reason,
            [
                string.Create(CultureInfo.InvariantCulture, $"{Name(error.Code)} {error.Reason}: {error.Message}"),
                .. error.Fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"  {field.Field}: {field.Description}")),
                .. error.Metadata.Where(pair => !pair.Key.StartsWith("violations", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"  {pair.Key}: {pair.Value}"),
            ]);
    }

    // As gRPC's documentation and docs/portals.md spell it: InvalidArgument is INVALID_ARGUMENT.
    private static string Name(StatusCode code) => ContractWords.Of(code);
}
