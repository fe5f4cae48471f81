using System.Buffers;
using System.Collections.Immutable;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Services.Publishing;

/// <summary>Who calls. Until identities arrive this is what they say of themselves, in the metadata of the call; over HTTP, in headers of the same names.</summary>
internal static class CallerReading
{
    internal const string PersonHeader = "steppedcare-person";
    internal const string RolesHeader = "steppedcare-roles";

    // Under which the server itself acts.
    private static readonly string[] s_reserved = [ReachRollout.Server, RollBack.Guard, PolicyWatch.Author];

    private static readonly SearchValues<char> s_letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@");

    /// <summary>The caller, if they say who they are and have one of these roles.</summary>
    internal static Result<Caller> Read(ServerCallContext context, ImmutableArray<PolicyRole> needed)
    {
        var persons = Said(context, PersonHeader);
        if (persons.Length == 0)
        {
            return PublishingRefusals.PersonRequired;
        }

        if (persons.Length > 1 || !IsPerson(persons[0]))
        {
            return Malformed($"{PersonHeader} must be given once: 1 to 64 of letters, digits, dot, underscore, hyphen, at sign.");
        }

        if (s_reserved.Contains(persons[0], StringComparer.OrdinalIgnoreCase))
        {
            return Malformed($"{PersonHeader} must not be {string.Join(", ", s_reserved)}: under these names the server itself acts.");
        }

        var words = Said(context, RolesHeader).SelectMany(roles => roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        if (!words.All(PolicyRoles.Words.ContainsKey))
        {
            return Malformed($"{RolesHeader} must be a list of {string.Join(", ", PolicyRoles.Words.Keys.Order(StringComparer.Ordinal))}, separated by commas.");
        }

        ImmutableArray<PolicyRole> roles = [.. words.Select(word => PolicyRoles.Words[word]).Distinct()];
        return needed.Any(role => roles.Contains(role)) ? new Caller(persons[0], roles) : PublishingRefusals.RoleRequired(needed);
    }

    private static string[] Said(ServerCallContext context, string header) =>
        [.. context.RequestHeaders.Where(entry => entry.Key == header).Select(entry => entry.Value.Trim()).Where(value => value.Length > 0)];

    private static bool IsPerson(string text) => text.Length is > 0 and <= FieldForms.LongestName && !text.AsSpan().ContainsAnyExcept(s_letters);

    private static Refusal Malformed(string message) => new(RefusalKind.Invalid, WireReasons.InvalidHeader, message);
}
