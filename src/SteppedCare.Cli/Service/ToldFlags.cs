using System.CommandLine;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Cli;

/// <summary>What is told about an episode on a command line: a referral, a step begun, the three usual questionnaires. Whatever else there is goes by a file.</summary>
internal sealed class ToldFlags(Flags flags)
{
    private readonly Option<string?> _service = flags.Text("--service", "The service of care. Required.");
    private readonly Option<string?> _episode = flags.Text("--episode", "The episode's pseudonym. Required, but for a --what-if from nothing.");
    private readonly Option<string?> _on = flags.Text("--on", "The date on which the questionnaires were filled in, as in 2026-02-09. Required with one.");
    private readonly Option<string?> _referred = flags.Text("--referred", "The date of the referral: opens a new episode.");
    private readonly Option<string?> _started = flags.Text("--started", "The step that care began at on the date of --on: monitor, low, high or specialist.");
    private readonly Option<string?> _phq9 = flags.Text("--phq9", "PHQ-9: nine answers separated by commas, x for one left out; or the total, which leaves item 9 unknown.");
    private readonly Option<string?> _gad7 = flags.Text("--gad7", "GAD-7: seven answers, or the total.");
    private readonly Option<string?> _wsas = flags.Text("--wsas", "WSAS: five answers, or the total.");
    private readonly Option<string?> _asOf = flags.Text("--as-of", "The instant to decide for, as in 2026-02-09T12:00:00Z; else now.");
    private readonly Option<string?> _id = flags.Text("--request-id", "The id of an earlier attempt, to get its answer; else a new one.");

    internal void AddTo(Command command)
    {
        foreach (var option in new System.CommandLine.Option[] { _service, _episode, _on, _referred, _started, _phq9, _gad7, _wsas, _asOf, _id })
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="FailedException">Something cannot be read.</exception>
    internal Told Read(ParseResult parsed, ServiceConnection service, bool isWhatIf)
    {
        var events = new List<V1.Event>();
        if (parsed.GetValue(_referred) is { } referred)
        {
            events.Add(new V1.Event { HappenedOn = referred, ReferralReceived = new V1.ReferralReceived() });
        }

        if (parsed.GetValue(_started) is { } started)
        {
            events.Add(new V1.Event { HappenedOn = parsed.RequiredText(_on), StepStarted = new V1.StepStarted { Step = StepOf(started) } });
        }

        foreach (var (option, instrument) in new[] { (_phq9, V1.Instrument.Phq9), (_gad7, V1.Instrument.Gad7), (_wsas, V1.Instrument.Wsas) })
        {
            if (parsed.GetValue(option) is { } answers)
            {
                events.Add(new V1.Event { HappenedOn = parsed.RequiredText(_on), ScoreRecorded = ScoreOf(instrument, answers, option.Name) });
            }
        }

        return new Told(
            parsed.RequiredText(_service), parsed.GetValue(_episode) ?? "", isWhatIf ? "" : service.IdOfChange(parsed.GetValue(_id)), events,
            InstantText.Read(parsed.GetValue(_asOf), "--as-of"));
    }

    private static V1.ScoreRecorded ScoreOf(V1.Instrument instrument, string text, string option)
    {
        var score = new V1.ScoreRecorded { Instrument = instrument };
        var answers = text.Split(',', StringSplitOptions.TrimEntries);
        if (answers.Length == 1)
        {
            score.Total = Points(text, option);
            return score;
        }

        score.Items.AddRange(answers.Select(answer => answer == "x" ? new V1.ItemAnswer() : new V1.ItemAnswer { Value = Points(answer, option) }));
        return score;
    }

    private static double Points(string text, string option) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points)
        ? points
        : throw new FailedException(Failure.OfArguments($"{option} wants a total, or answers separated by commas."));

    private static V1.Step StepOf(string text) => System.Enum.TryParse<V1.Step>(text, ignoreCase: true, out var step) && step != V1.Step.Unspecified
        ? step
        : throw new FailedException(Failure.OfArguments("--started wants monitor, low, high or specialist."));

    internal sealed record Told(string Service, string Episode, string RequestId, IReadOnlyList<V1.Event> Events, Timestamp? AsOf)
    {
        internal V1.TriageRequest ForTriage() => new() { Service = Service, Episode = Episode, RequestId = RequestId, Events = { Events }, AsOf = AsOf };

        internal V1.ReviewRequest ForReview() => new() { Service = Service, Episode = Episode, RequestId = RequestId, Events = { Events }, AsOf = AsOf };

        internal V1.EvaluateRequest ForEvaluation(V1.DecisionCall call) =>
            new() { Service = Service, Episode = Episode, Call = call, Events = { Events }, AsOf = AsOf };
    }
}
