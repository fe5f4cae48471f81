using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>doctor</c>: whether a service is well, as far as its calls and pages tell.</summary>
internal static class DoctorCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var web = flags.Text("--web", "The web address of the same server, for its version and readiness; without it they are not looked at.");
        var services = flags.Several("--service", "Services whose policies are looked at.");
        var command = new Command("doctor", "Say whether a service is well, and what is not. Example: stepped-care doctor --web http://127.0.0.1:5081 --service demo") { web, services };
        command.AnswersFromService(desk, asPerson: false, async (parsed, connection, cancellation) =>
        {
            var findings = new List<DoctorFinding>();
            findings.AddRange(await ServiceChecks.HealthAsync(connection, desk.Time));
            if (findings.All(finding => finding.Verdict != DoctorVerdict.Unreachable))
            {
                foreach (var service in parsed.GetValue(services)!)
                {
                    findings.AddRange(await ServiceChecks.PoliciesAsync(connection, service));
                }
            }

            if (parsed.GetValue(web) is { } page)
            {
                findings.AddRange(await WebChecks.RunAsync(ServiceOptions.AddressOf(page), cancellation));
            }

            return Told(findings);
        });
        return command;
    }

    private static Answer Told(IReadOnlyList<DoctorFinding> findings) => new(
        findings.Any(finding => finding.Verdict == DoctorVerdict.Unreachable) ? ExitCodes.NotReached
            : findings.Any(finding => finding.Verdict == DoctorVerdict.Wrong) ? ExitCodes.Refused
            : ExitCodes.Ok,
        [
            .. findings.Select(finding => new Line(
                $"{MarkOf(finding.Verdict)} {finding.Check}: {finding.Text}",
                finding.Verdict switch { DoctorVerdict.Well => Tone.Good, DoctorVerdict.Doubtful => Tone.Warning, _ => Tone.Bad })),
        ],
        new { Ok = findings.All(finding => finding.Verdict is DoctorVerdict.Well or DoctorVerdict.Doubtful), Checks = findings });

    private static string MarkOf(DoctorVerdict verdict) => verdict switch
    {
        DoctorVerdict.Well => "ok",
        DoctorVerdict.Doubtful => "??",
        _ => "NO",
    };
}

internal enum DoctorVerdict
{
    Well,
    Doubtful,
    Wrong,
    Unreachable,
}

/// <summary>One thing that was looked at.</summary>
internal sealed record DoctorFinding(string Check, DoctorVerdict Verdict, string Text);
