using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace SteppedCare.Server.Hosting;

/// <summary>The forms that values of settings come in. Each makes a reader for <see cref="SettingsReader"/>.</summary>
internal static partial class Values
{
    public static bool Address(string text, out IPEndPoint address)
    {
        // IPEndPoint also takes an address without a port; an operator who forgot it must hear so.
        var parsed = IPEndPoint.TryParse(text, out var found) && AddressWithPort().IsMatch(text);
        address = found!;
        return parsed;
    }

    public static bool Flag(string text, out bool value) => bool.TryParse(text, out value);

    public static TryRead<int> Whole(int least, int most) => (string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;

    public static TryRead<TimeSpan> Time(TimeSpan least, TimeSpan most) => (string text, out TimeSpan value) =>
        TryTime(text, out value) && value >= least && value <= most;

    public static TryRead<string> Text(int most) => (string text, out string value) =>
    {
        value = text.Trim();
        return value.Length >= 1 && value.Length <= most && !value.Any(char.IsControl);
    };

    public static TryRead<string> Like(Regex form) => (string text, out string value) =>
    {
        value = text;
        return form.IsMatch(text);
    };

    public static bool TryTime(string text, out TimeSpan value)
    {
        value = default;
        if (TimeWithUnit().Match(text) is not { Success: true } match
            || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        value = match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            _ => TimeSpan.FromMinutes(number),
        };
        return true;
    }

    public static bool Level(string text, out LogLevel level) =>
        Enum.TryParse(text, ignoreCase: true, out level) && level is >= LogLevel.Trace and <= LogLevel.Critical && !int.TryParse(text, out _);

    [GeneratedRegex(@"\A(\d{1,7})(ms|s|m)\z")]
    private static partial Regex TimeWithUnit();

    [GeneratedRegex(@"\A(\[[0-9a-fA-F:.]+\]|\d+\.\d+\.\d+\.\d+):\d{1,5}\z")]
    private static partial Regex AddressWithPort();
}
