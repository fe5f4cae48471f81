using Microsoft.Extensions.Options;

namespace SteppedCare.Client;

/// <summary>Says everything that is wrong with the options, not the first thing.</summary>
internal sealed class OptionsCheck : IValidateOptions<SteppedCareClientOptions>
{
    private const int MostAttempts = 5;

    private static readonly (TimeSpan Least, TimeSpan Most) s_deadlines = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10));
    private static readonly (TimeSpan Least, TimeSpan Most) s_keepAlives = (TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

    public ValidateOptionsResult Validate(string? name, SteppedCareClientOptions options)
    {
        var faults = FaultsOf(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <exception cref="OptionsValidationException">Something is wrong; it lists everything that is.</exception>
    internal static void Demand(SteppedCareClientOptions options)
    {
        var faults = FaultsOf(options).ToList();
        if (faults.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(SteppedCareClientOptions), faults);
        }
    }

    private static IEnumerable<string> FaultsOf(SteppedCareClientOptions options)
    {
        if (options.Addresses.Count == 0)
        {
            yield return $"{nameof(options.Addresses)} must have at least one address, such as http://127.0.0.1:5080.";
        }

        foreach (var (place, address) in options.Addresses.Index())
        {
            if (!IsPlain(address))
            {
                yield return $"{nameof(options.Addresses)}[{place}] must be http:// or https:// with a host, a port and nothing more; "
                    + $"it is '{Shown(address)}'.";
            }
        }

        if (options.Addresses.Where(IsPlain).Select(address => address.Scheme).Distinct().Count() > 1)
        {
            yield return $"{nameof(options.Addresses)} must be all http:// or all https://.";
        }

        var named = options.Addresses.Where(IsPlain).GroupBy(address => address.Authority, StringComparer.OrdinalIgnoreCase);
        foreach (var twice in named.Where(group => group.Count() > 1))
        {
            yield return $"{nameof(options.Addresses)} must name each address once; '{twice.Key}' is there {twice.Count()} times.";
        }

        if (options.Deadline < s_deadlines.Least || options.Deadline > s_deadlines.Most)
        {
            yield return $"{nameof(options.Deadline)} must be from {s_deadlines.Least} to {s_deadlines.Most}; it is {options.Deadline}.";
        }

        if (options.MaxAttempts is < 1 or > MostAttempts)
        {
            yield return $"{nameof(options.MaxAttempts)} must be from 1 to {MostAttempts}; it is {options.MaxAttempts}.";
        }

        if (options.KeepAlive < s_keepAlives.Least || options.KeepAlive > s_keepAlives.Most)
        {
            yield return $"{nameof(options.KeepAlive)} must be from {s_keepAlives.Least} to {s_keepAlives.Most}; it is {options.KeepAlive}.";
        }
    }

    private static bool IsPlain(Uri address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https", Host.Length: > 0, PathAndQuery: "/", Fragment: "", UserInfo: "" };

    // A password in an address is not for a log.
    private static string Shown(Uri address) =>
        address.IsAbsoluteUri ? address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped) : address.OriginalString;
}
