using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace SteppedCare.Cli;

/// <summary>A failed call in words: the status, the stable reason, and every field at fault.</summary>
/// <param name="Text">Lines for standard error.</param>
/// <param name="ExitCode">Whether the service refused or was never asked.</param>
internal sealed record FailureText(string Text, int ExitCode)
{
    private const string DetailsTrailer = "grpc-status-details-bin";
    private const string Domain = "steppedcare";

    internal static FailureText Of(RpcException failure, Uri address)
    {
        var details = DetailsOf(failure);
        if (details?.Details.FirstOrDefault(detail => detail.Is(ErrorInfo.Descriptor))?.Unpack<ErrorInfo>() is not { Domain: Domain } info)
        {
            // Every refusal of the service has its reason; what has none comes from the way there.
            return new($"{Name(failure.StatusCode)}: no service answered at {address}.\n", ExitCodes.NotReached);
        }

        // Field 1, which google.rpc has since renamed to reason.
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Name(failure.StatusCode)} {info.Type}: {failure.Status.Detail}\n");
        var fields = details.Details.Where(detail => detail.Is(BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations);
        foreach (var field in fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {field.Field}: {field.Description}\n");
        }

        return new(text.ToString(), ExitCodes.Refused);
    }

    private static RpcStatus? DetailsOf(RpcException failure)
    {
        try
        {
            return failure.Trailers.GetValueBytes(DetailsTrailer) is { } bytes ? RpcStatus.Parser.ParseFrom(bytes) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    // As gRPC's documentation and docs/portals.md spell it: InvalidArgument is INVALID_ARGUMENT.
    private static string Name(StatusCode code) =>
        string.Concat(code.ToString().Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
}
