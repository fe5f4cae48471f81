using System.Globalization;
using Grpc.Core;
using SteppedCare.Client;

namespace SteppedCare.Cli;

/// <summary>A failed call in words: the status, the stable reason, and every field at fault.</summary>
internal static class ServiceFailure
{
    /// <param name="failure">What the call ended with.</param>
    /// <param name="address">Whom it asked.</param>
    /// <param name="sameAgain">The options that ask for the same change again; null: it changes nothing.</param>
    internal static Failure Of(RpcException failure, Uri address, string? sameAgain = null)
    {
        var error = SteppedCareError.Of(failure);
        return error.Reason.Length == 0
            ? OfTheWay(error.Code, address, sameAgain)
            : new(
                ExitCodes.Refused,
                error.Reason,
                [
                    string.Create(CultureInfo.InvariantCulture, $"{Name(error.Code)} {error.Reason}: {error.Message}"),
                    .. error.Fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"  {field.Field}: {field.Description}")),
                    .. error.Metadata.Where(pair => !pair.Key.StartsWith("violations", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"  {pair.Key}: {pair.Value}"),
                ]);
    }

    // Every refusal of the service has its reason; what has none comes from the way there, or from a service that does not know the call.
    private static Failure OfTheWay(StatusCode code, Uri address, string? sameAgain) => code switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled =>
            new(ExitCodes.NotReached, "NOT_REACHED", [$"{Name(code)}: no service answered at {address}.", .. Again(sameAgain)]),
        StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss =>
            new(ExitCodes.NotReached, "NOT_UNDERSTOOD", [$"{Name(code)}: what answered at {address} is no SteppedCare service, or broke off.", .. Again(sameAgain)]),
        StatusCode.Unimplemented =>
            new(ExitCodes.Refused, "NOT_OFFERED", [$"{Name(code)}: the service at {address} does not offer this. It may be older than this program, or not listen for gRPC there."]),
        _ => new(ExitCodes.Refused, "REFUSED_ON_THE_WAY", [$"{Name(code)}: refused before the service at {address} saw it."]),
    };

    private static IEnumerable<string> Again(string? sameAgain) =>
        sameAgain is null ? [] : [$"Whether it was done is not known. The same command with {sameAgain} tells, and does it at most once."];

    // As gRPC's documentation and docs/portals.md spell it: InvalidArgument is INVALID_ARGUMENT.
    private static string Name(StatusCode code) => ContractWords.Of(code);
}
