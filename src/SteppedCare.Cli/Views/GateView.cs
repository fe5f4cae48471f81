using System.Globalization;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>What gates said, as an author reads it: the sentence, the place, their own line with a caret.</summary>
internal static class GateView
{
    // More of a kind is noise: the first ones are mended first. --json has all.
    private const int MostFindings = 20;

    private const int MostWorthKnowing = 3;

    internal static Answer Of(IReadOnlyList<RevisionReport> reports) =>
        new(RevisionReport.ExitCodeOf(reports), [.. reports.SelectMany(Blocks)], reports.Select(Json).ToList());

    internal static IEnumerable<Block> Blocks(RevisionReport report)
    {
        var isOk = report.ExitCode == ExitCodes.Ok;
        yield return new Line($"{report.Label.Policy} {report.Label.Version}: {(isOk ? "ok" : "not ok")}", isOk ? Tone.Good : Tone.Bad);
        foreach (var gate in report.Report.Gates.Where(gate => gate.Verdict != GateVerdict.NotRun))
        {
            foreach (var block in Blocks(gate, report.Bundle))
            {
                yield return block;
            }
        }
    }

    /// <summary>Every gate, also those that were not asked, as an approver wants them.</summary>
    internal static IEnumerable<Block> Checklist(GateReport report, PolicyBundle? bundle) => report.Gates.SelectMany(gate => Blocks(gate, bundle));

    /// <summary>One gate; the bundle shows the author's lines.</summary>
    internal static IEnumerable<Block> Blocks(GateResult gate, PolicyBundle? bundle)
    {
        yield return new Line($"{MarkOf(gate.Verdict)} {NameOf(gate.Gate)}: {gate.Summary}", ToneOf(gate.Verdict), Indent: 1);
        var most = gate.Verdict == GateVerdict.Failed ? MostFindings : MostWorthKnowing;
        foreach (var finding in gate.Findings.Take(most))
        {
            foreach (var block in Blocks(finding, gate.Verdict, bundle))
            {
                yield return block;
            }
        }

        if (gate.Findings.Length > most)
        {
            yield return new Line(string.Create(CultureInfo.InvariantCulture, $"and {gate.Findings.Length - most} more"), Tone.Faint, Indent: 2);
        }
    }

    internal static string NameOf(Gate gate) => gate switch
    {
        Gate.BackTest => "back-test",
        _ => gate.ToString().ToLowerInvariant(),
    };

    internal static string MarkOf(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Passed => "ok",
        GateVerdict.Failed => "NO",
        _ => "--",
    };

    internal static Tone ToneOf(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Passed => Tone.Good,
        GateVerdict.Failed => Tone.Bad,
        _ => Tone.Faint,
    };

    private static IEnumerable<Block> Blocks(GateFinding finding, GateVerdict verdict, PolicyBundle? bundle)
    {
        var sure = finding.Certainty is { } certainty ? $"{certainty.ToString().ToLowerInvariant()}: " : "";
        var hazard = finding.Hazard.Length > 0 ? $" [{finding.Hazard}]" : "";
        yield return new Line(
            $"{PlaceOf(finding)} {finding.Code}: {sure}{finding.Message}{hazard}".Replace(" : ", ": ", StringComparison.Ordinal),
            verdict == GateVerdict.Failed ? Tone.Bad : Tone.Warning,
            Indent: 2);
        if (bundle is not null && ExcerptOf(finding, bundle) is { } excerpt)
        {
            yield return excerpt;
        }

        if (finding.Suggestion.Length > 0)
        {
            yield return new Line(finding.Suggestion, Tone.Plain, Indent: 3);
        }

        if (finding.Example.Length > 0)
        {
            yield return new Line("such as this person, ready for cases.yaml:", Tone.Plain, Indent: 3);
            yield return new Listing(finding.Example);
        }
    }

    private static string PlaceOf(GateFinding finding) => (finding.Line, finding.Column) switch
    {
        (0, _) => finding.File,
        (var line, 0) => string.Create(CultureInfo.InvariantCulture, $"{finding.File}({line})"),
        (var line, var column) => string.Create(CultureInfo.InvariantCulture, $"{finding.File}({line},{column})"),
    };

    private static Excerpt? ExcerptOf(GateFinding finding, PolicyBundle bundle)
    {
        var text = finding.File switch
        {
            PolicyLibrary.ScriptName => bundle.Script,
            PolicyLibrary.CasesName => bundle.Cases,
            PolicyLibrary.InvariantsName => bundle.Invariants,
            _ => "",
        };
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (finding.Line < 1 || finding.Line > lines.Length)
        {
            return null;
        }

        var source = lines[finding.Line - 1];
        return new Excerpt(finding.Line, source, finding.Column, finding.Length > 0 ? finding.Length : CaretLine.LengthOf(source, finding.Column));
    }

    internal static object Json(RevisionReport report) => new
    {
        report.Label.Policy,
        report.Label.Version,
        report.Digest,
        Ok = report.ExitCode == ExitCodes.Ok,
        report.ExitCode,
        Gates = report.Report.Gates.Select(Json),
    };

    private static object Json(GateResult gate) => new
    {
        gate.Gate,
        gate.Verdict,
        gate.Summary,
        TookMs = (long)gate.Took.TotalMilliseconds,
        Findings = gate.Findings.Select(finding => new
        {
            finding.File,
            finding.Line,
            finding.Column,
            finding.Length,
            finding.Code,
            finding.Message,
            finding.Suggestion,
            finding.Certainty,
            finding.Example,
            finding.Hazard,
        }),
    };
}
