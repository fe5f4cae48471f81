using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>Numbers of things as people say them.</summary>
internal static class Counted
{
    internal static string Of(long number, string thing) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? thing : Plural(thing))}");

    internal static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 1000) / 10:0.#} %");

    private static string Plural(string thing) => thing.EndsWith('s') || thing.EndsWith('h') ? $"{thing}es" : $"{thing}s";
}
