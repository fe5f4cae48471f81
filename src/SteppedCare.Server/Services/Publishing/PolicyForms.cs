using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using SteppedCare.Server.Registry;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Publishing;

/// <summary>The forms that fields of requests about policies have. Each answers with a value in any case; one that is refused is never used.</summary>
internal static partial class PolicyForms
{
    internal const int MostScriptBytes = 64 * 1024;
    internal const int MostCasesBytes = 1024 * 1024;
    internal const int MostReadmeBytes = 256 * 1024;

    private const int LongestText = 2_000;
    private const int DefaultPage = 50;
    private const int LargestPage = 500;
    private const int HundredthsOfPercent = 100;

    private static readonly TimeSpan s_shortestWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestWindow = TimeSpan.FromHours(1);

    internal static string Policy(this Violations violations, string field, string text)
    {
        if (!PolicyName().IsMatch(text))
        {
            violations.Add(field, text.Length == 0 ? "is required" : "must be 1 to 64 of lower-case letters, digits and hyphens, beginning with a letter or digit");
        }

        return text;
    }

    internal static string Version(this Violations violations, string field, string text)
    {
        if (!VersionLabel().IsMatch(text))
        {
            violations.Add(field, text.Length == 0 ? "is required" : "must be 1 to 32 of letters, digits, dots, underscores and hyphens, beginning with a letter or digit");
        }

        return text;
    }

    internal static string? VersionOrNull(this Violations violations, string field, string text) => text.Length == 0 ? null : violations.Version(field, text);

    internal static string Digest(this Violations violations, string field, string text)
    {
        if (!HexDigest().IsMatch(text))
        {
            violations.Add(field, text.Length == 0 ? "is required" : "must be 64 lower-case hexadecimal digits");
        }

        return text;
    }

    internal static string? DigestOrNull(this Violations violations, string field, string text) => text.Length == 0 ? null : violations.Digest(field, text);

    /// <summary>What a person says to others about a change.</summary>
    internal static string Text(this Violations violations, string field, string text, bool required)
    {
        if (required && string.IsNullOrWhiteSpace(text))
        {
            violations.Add(field, "is required");
        }

        if (text.Length > LongestText && text.EnumerateRunes().Count() > LongestText)
        {
            violations.Add(field, string.Create(CultureInfo.InvariantCulture, $"must be at most {LongestText:N0} characters"));
        }

        if (text.EnumerateRunes().Any(letter => Rune.IsControl(letter) && letter.Value is not ('\n' or '\r' or '\t')))
        {
            violations.Add(field, "must not contain control characters");
        }

        return text;
    }

    /// <summary>A file of a revision.</summary>
    internal static string File(this Violations violations, string field, string text, int mostBytes, bool required)
    {
        if (required && string.IsNullOrWhiteSpace(text))
        {
            violations.Add(field, "is required");
        }

        if (text.Length > mostBytes || Encoding.UTF8.GetByteCount(text) > mostBytes)
        {
            violations.Add(field, string.Create(CultureInfo.InvariantCulture, $"must be at most {mostBytes / 1024:N0} KiB"));
        }

        return text;
    }

    internal static int PageSize(this Violations violations, string field, int size)
    {
        if (size < 0)
        {
            violations.Add(field, "must not be negative");
        }

        return size == 0 ? DefaultPage : Math.Min(size, LargestPage);
    }

    /// <summary>A share in per cent, as hundredths of a per cent.</summary>
    internal static int Share(this Violations violations, string field, double percent)
    {
        // Also false of what is no number.
        if (!(percent is >= 0 and <= 100))
        {
            violations.Add(field, "must be from 0 to 100");
            return 0;
        }

        var hundredths = Math.Round(percent * HundredthsOfPercent);
        if (Math.Abs(hundredths - percent * HundredthsOfPercent) > 1e-6)
        {
            violations.Add(field, "must be in hundredths");
        }

        return (int)hundredths;
    }

    /// <summary>The services that a change is about, each with the epoch that its caller saw.</summary>
    internal static ImmutableSortedDictionary<string, long> Seen(this Violations violations, string field, RepeatedField<Wire.SeenRollout> seen)
    {
        var services = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        if (seen.Count == 0)
        {
            violations.Add(field, "must name at least one service");
        }

        for (var index = 0; index < seen.Count && !violations.Full; index++)
        {
            using var element = violations.In(field, index);
            var service = violations.Name("service", seen[index].Service);
            if (services.ContainsKey(service))
            {
                violations.Add("service", "is named twice");
            }

            if (seen[index].Epoch < 0)
            {
                violations.Add("epoch", "must not be negative");
            }

            services[service] = seen[index].Epoch;
        }

        return services.ToImmutable();
    }

    internal static ImmutableArray<string> Names(this Violations violations, string field, RepeatedField<string> texts, Func<Violations, string, string> read)
    {
        var names = ImmutableArray.CreateBuilder<string>(texts.Count);
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < texts.Count && !violations.Full; index++)
        {
            using var element = violations.In(field, index);
            names.Add(read(violations, texts[index]));
            if (!known.Add(texts[index]))
            {
                violations.AddHere("is named twice");
            }
        }

        return names.DrainToImmutable();
    }

    /// <summary>Bounds of a change; null where there are none.</summary>
    internal static GuardBounds? Guard(this Violations violations, string field, Wire.RolloutGuard? guard)
    {
        if (guard is null)
        {
            return null;
        }

        using var within = violations.In(field);
        var window = violations.Time("window", guard.Window, s_shortestWindow, s_longestWindow, "must be 10 seconds to 1 hour") ?? default;
        if (guard.Window is null)
        {
            violations.Add("window", "is required: 10 seconds to 1 hour");
        }

        if (guard.LeastDecisions is < 1 or > 1_000_000)
        {
            violations.Add("least_decisions", "is required: 1 to 1,000,000");
        }

        var bounds = new GuardBounds(
            window,
            guard.LeastDecisions,
            violations.Bound("most_faults_percent", guard.MostFaultsPercent),
            violations.Time("slowest_hundredth", guard.SlowestHundredth, TimeSpan.Zero, s_longestWindow, "must be 0 seconds to 1 hour") is { Ticks: > 0 } slow ? slow : null,
            violations.Bound("most_mix_shift_points", guard.MostMixShiftPoints));
        if (bounds is { MostFaults: null, SlowestHundredth: null, MostMixShift: null })
        {
            violations.AddHere("must have a bound: most_faults_percent, slowest_hundredth or most_mix_shift_points");
        }

        return bounds;
    }

    private static double? Bound(this Violations violations, string field, double percent)
    {
        if (!(percent is >= 0 and <= 100))
        {
            violations.Add(field, "must be from 0 to 100");
        }

        return percent > 0 ? percent : null;
    }

    private static TimeSpan? Time(this Violations violations, string field, Duration? time, TimeSpan least, TimeSpan most, string description)
    {
        if (time is null)
        {
            return null;
        }

        // Within a day of either side of nothing, so that the conversion cannot overflow.
        if (time is { Seconds: >= -86_400 and <= 86_400, Nanos: > -1_000_000_000 and < 1_000_000_000 } && time.Seconds * (double)time.Nanos >= 0
            && time.ToTimeSpan() is var span && span >= least && span <= most)
        {
            return span;
        }

        violations.Add(field, description);
        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex PolicyName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,31}\z")]
    private static partial Regex VersionLabel();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex HexDigest();
}
