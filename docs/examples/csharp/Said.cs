using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using SteppedCare.Client;
using SteppedCare.V1;
using Enum = System.Enum;

namespace SteppedCare.Examples;

/// <summary>What the service answered, in a line.</summary>
internal static class Said
{
    internal static string Advised(Decision decision) => Advised(decision.Advice);

    internal static string Advised(Advice advice) => $"{Name(advice.Outcome)} {Name(advice.Step)} by {advice.Rule}";

    internal static string Confirmed(ConfirmDecisionResponse reply)
    {
        var confirmation = reply.Decision.Confirmation;
        return $"{Name(confirmation.Outcome)} {Name(confirmation.Step)} by {confirmation.Clinician}";
    }

    internal static string Shown(IEnumerable<CrisisContact> contacts) => string.Join("; ", contacts.Select(contact => $"{contact.Name} {contact.Number}"));

    internal static string Failed(SteppedCareError error)
    {
        string[] parts = [Status(error.Code), error.Reason, .. error.Fields.Select(field => field.Field).Order(StringComparer.Ordinal)];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    /// <summary>NotFound is NOT_FOUND, as the other clients and docs/portals.md spell it.</summary>
    internal static string Status(StatusCode code) =>
        string.Concat(code.ToString().Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    /// <summary>A value by the name that the contract gives it.</summary>
    internal static string Name<T>(T value)
        where T : struct, Enum =>
        typeof(T).GetField(value.ToString())?.GetCustomAttribute<OriginalNameAttribute>()?.Name ?? $"{value}";
}
