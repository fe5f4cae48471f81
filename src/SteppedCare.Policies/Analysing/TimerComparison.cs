using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>When two revisions look again: review points step by step, and waits.</summary>
internal static class TimerComparison
{
    internal static IEnumerable<Region> Of(Rulebook before, Rulebook after) =>
    [
        .. Changes(before.ReviewAtRules.ToDictionary(rule => rule.Step), after.ReviewAtRules.ToDictionary(rule => rule.Step))
            .Select(change => RegionOf("", Told(change.Was), Told(change.Now), $"everybody at {change.Key.ToString().ToUpperInvariant()}", IsLater(change.Was, change.Now))),
        .. Changes(before.WatchRules.ToDictionary(rule => rule.Name), after.WatchRules.ToDictionary(rule => rule.Name))
            .Select(change => RegionOf(change.Key, Told(change.Was), Told(change.Now), "everybody who waits", IsLater(change.Was, change.Now))),
    ];

    private static IEnumerable<(TKey Key, TRule? Was, TRule? Now)> Changes<TKey, TRule>(Dictionary<TKey, TRule> before, Dictionary<TKey, TRule> after)
        where TKey : notnull
        where TRule : class =>
        before.Keys.Union(after.Keys).Select(key => (key, before.GetValueOrDefault(key), after.GetValueOrDefault(key))).Where(change => Told(change.Item2) != Told(change.Item3));

    private static Region RegionOf(string rule, string was, string now, string where, bool isLater) =>
        new(DecisionCall.None, was.Length == 0 ? "" : rule, now.Length == 0 ? "" : rule, was, now, where, isLater, Certainty.Proven, null);

    private static string Told(object? rule) => rule switch
    {
        ReviewAtRule point => string.Create(CultureInfo.InvariantCulture, $"reviewed after {point.Sessions} sessions or {point.WithinDays} days"),
        WatchRule watch => $"{watch.Task} looked at after {string.Join(", ", watch.Thresholds.Select(number => number.ToString(CultureInfo.InvariantCulture)))} {FactTable.Of(watch.Fact).Unit} of {watch.Fact}{At(watch)}",
        _ => "",
    };

    private static string At(WatchRule watch) => watch.IsAtStep ? $" at {watch.Step.ToString().ToUpperInvariant()}" : "";

    private static bool IsLater(ReviewAtRule? was, ReviewAtRule? now) => was is not null && (now is null || now.Sessions > was.Sessions || now.WithinDays > was.WithinDays);

    // Each number was a day on which somebody looked.
    private static bool IsLater(WatchRule? was, WatchRule? now) =>
        was is not null && (now is null || now.Fact != was.Fact || now.Task != was.Task || (now.IsAtStep && now.Step != was.Step) || was.Thresholds.Where((days, place) => place >= now.Thresholds.Length || now.Thresholds[place] > days).Any());
}
