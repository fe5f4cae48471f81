using System.Buffers;
using System.Globalization;
using System.Text;

namespace Prometheus;

/// <summary>Writes Prometheus text 0.0.4 or OpenMetrics 1.0.</summary>
internal sealed class ExpositionWriter(ExpositionFormat format)
{
    private const string CounterSuffix = "_total";

    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private readonly bool _openMetrics = format == ExpositionFormat.OpenMetricsText;

    public void Family(string name, string help, string type)
    {
        // OpenMetrics names a counter's family without the suffix, and has no counter that lacks it.
        if (_openMetrics && type == "counter")
        {
            if (name.EndsWith(CounterSuffix, StringComparison.Ordinal))
            {
                name = name[..^CounterSuffix.Length];
            }
            else
            {
                type = "unknown";
            }
        }

        Text("# HELP ").Text(name).Text(" ").Escaped(help, quotes: _openMetrics);
        Text("\n# TYPE ").Text(name).Text(" ").Text(type).Text("\n");
    }

    public void Sample(Collector metric, string suffix, string[] values, double value)
    {
        Series(metric, suffix, values, null);
        Text(" ").Number(value, canonical: false).Text("\n");
    }

    public void Counter(Collector metric, string[] values, double value, ObservedExemplar? exemplar)
    {
        Series(metric, "", values, null);
        Text(" ").Number(value, canonical: false);
        if (metric.Name.EndsWith(CounterSuffix, StringComparison.Ordinal))
        {
            Exemplar(exemplar);
        }

        Text("\n");
    }

    public void Bucket(Collector metric, string[] values, double upperBound, long count, ObservedExemplar? exemplar)
    {
        Series(metric, "_bucket", values, upperBound);
        Text(" ").Number(count, canonical: false).Exemplar(exemplar);
        Text("\n");
    }

    public ReadOnlyMemory<byte> End()
    {
        if (_openMetrics)
        {
            Text("# EOF\n");
        }

        return _buffer.WrittenMemory;
    }

    private void Series(Collector metric, string suffix, string[] values, double? upperBound)
    {
        Text(metric.Name).Text(suffix);
        var before = "{";
        for (var i = 0; i < values.Length; i++)
        {
            Text(before).Text(metric.Names[i]).Text("=\"").Escaped(values[i], quotes: true).Text("\"");
            before = ",";
        }

        if (upperBound is { } bound)
        {
            Text(before).Text("le=\"").Number(bound, canonical: _openMetrics).Text("\"");
            before = ",";
        }

        if (before == ",")
        {
            Text("}");
        }
    }

    private void Exemplar(ObservedExemplar? observed)
    {
        if (!_openMetrics || observed is null)
        {
            return;
        }

        var before = " # {";
        foreach (var label in observed.Exemplar.Labels)
        {
            Text(before).Text(label.Name).Text("=\"").Escaped(label.Value, quotes: true).Text("\"");
            before = ",";
        }

        Text("} ").Number(observed.Value, canonical: false).Text(" ");
        Text((observed.At.ToUnixTimeMilliseconds() / 1000m).ToString("0.000", CultureInfo.InvariantCulture));
    }

    /// <summary>OpenMetrics asks for bounds in one spelling, so that 1 and 1.0 are not two series.</summary>
    private ExpositionWriter Number(double value, bool canonical)
    {
        if (!double.IsFinite(value))
        {
            return Text(double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return Text(canonical && text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text);
    }

    private ExpositionWriter Escaped(string text, bool quotes)
    {
        if (text.AsSpan().IndexOfAny('\\', '\n', '"') >= 0)
        {
            text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text = quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
        }

        return Text(text);
    }

    private ExpositionWriter Text(string text)
    {
        Encoding.UTF8.GetBytes(text, _buffer);
        return this;
    }
}
