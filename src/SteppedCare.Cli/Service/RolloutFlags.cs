using System.CommandLine;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>A rollout as it is asked for on a command line.</summary>
internal sealed class RolloutFlags(Flags flags)
{
    private readonly Option<string[]> _services = flags.Several("--service", "The services to change, each by name; else all that are on the policy now.");
    private readonly Option<string?> _active = flags.Text("--active", "The version that is to answer. Required.");
    private readonly Option<string?> _canary = flags.Text("--canary", "The version that is to answer a share of the episodes.");
    private readonly Option<string?> _share = flags.Text("--share", "That share in per cent, 0 to 100, in hundredths. Required with --canary.");
    private readonly Option<string[]> _shadows = flags.Several("--shadow", "Versions that are to be asked and never answer; at most three.");
    private readonly Option<string?> _notBefore = flags.Text("--not-before", "Not before this instant of the store's clock, as in 2026-11-22T18:00:00Z; else at once.");
    private readonly Option<string?> _guard = flags.Text("--guard", $"What takes it back by itself, as in {RolloutGuards.Form}.");
    private readonly Option<string[]> _without = flags.Several("--without", "Replicas that need not hold the revisions first, as a refusal named them.");
    private readonly Option<string?> _reason = PolicyArguments.Reason(flags);
    private readonly Option<string?> _id = PolicyArguments.RequestId(flags);

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _services, _active, _canary, _share, _shadows, _notBefore, _guard, _without, _reason, _id })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Those named; none: all that are on the policy.</summary>
    internal string[] ServicesOf(ParseResult parsed) => parsed.GetValue(_services)!;

    internal string? IdOf(ParseResult parsed) => parsed.GetValue(_id);

    /// <exception cref="FailedException">It cannot be read.</exception>
    internal V1.SetRolloutRequest Read(ParseResult parsed, string policy)
    {
        var canary = parsed.GetValue(_canary) ?? "";
        var request = new V1.SetRolloutRequest
        {
            Policy = policy,
            ActiveVersion = parsed.RequiredText(_active),
            CanaryVersion = canary,
            CanaryPercent = canary.Length == 0 ? 0 : ShareOf(parsed.RequiredText(_share)),
            Guard = RolloutGuards.Read(parsed.GetValue(_guard)),
            NotBefore = InstantText.Read(parsed.GetValue(_notBefore), "--not-before"),
            Reason = parsed.RequiredText(_reason),
        };
        request.ShadowVersions.AddRange(parsed.GetValue(_shadows));
        request.WithoutReplicas.AddRange(parsed.GetValue(_without));
        return request;
    }

    private static double ShareOf(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 100
        ? share
        : throw new FailedException(Failure.OfArguments("--share wants a number from 0 to 100."));
}
