using System.Globalization;
using System.Text;
using Grpc.Core;
using SteppedCare.Client;

namespace SteppedCare.Cli;

/// <summary>A failed call in words: the status, the stable reason, and every field at fault.</summary>
/// <param name="Text">Lines for standard error.</param>
/// <param name="ExitCode">Whether the service refused or was never asked.</param>
internal sealed record FailureText(string Text, int ExitCode)
{
    internal static FailureText Of(RpcException failure, Uri address)
    {
        var error = SteppedCareError.Of(failure);
        if (error.Reason.Length == 0)
        {
            // Every refusal of the service has its reason; what has none comes from the way there.
            return new($"{Name(error.Code)}: no service answered at {address}.\n", ExitCodes.NotReached);
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Name(error.Code)} {error.Reason}: {error.Message}\n");
        foreach (var field in error.Fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {field.Field}: {field.Description}\n");
        }

        return new(text.ToString(), ExitCodes.Refused);
    }

    // As gRPC's documentation and docs/portals.md spell it: InvalidArgument is INVALID_ARGUMENT.
    private static string Name(StatusCode code) =>
        string.Concat(code.ToString().Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
}
