using System.Text.RegularExpressions;

namespace Prometheus;

/// <summary>The names that the exposition format allows.</summary>
internal static partial class Named
{
    public static string Metric(string name) =>
        MetricName().IsMatch(name) ? name : throw new ArgumentException($"\"{name}\" is no metric name.", nameof(name));

    public static string Label(string name) =>
        LabelName().IsMatch(name) && !name.StartsWith("__", StringComparison.Ordinal)
            ? name
            : throw new ArgumentException($"\"{name}\" is no label name.", nameof(name));

    [GeneratedRegex(@"\A[a-zA-Z_:][a-zA-Z0-9_:]*\z")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex LabelName();
}
