using System.Globalization;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Records;

/// <summary>Every decision that was answered is recorded once as it was answered, no other is, and each bears the last word a clinician was told it bears.</summary>
internal static class DecisionCheck
{
    internal static IEnumerable<string> Breaches(List<AcknowledgedWrite> writes, Episode recorded)
    {
        var lines = recorded.Decisions.ToLookup(line => line.Name, StringComparer.Ordinal);
        var answered = writes.Where(write => write.Made is not null).ToList();
        foreach (var write in answered)
        {
            var made = write.Made!;
            var found = lines[made.Name].ToList();
            if (!made.Name.EndsWith(string.Create(CultureInfo.InvariantCulture, $"/decisions/{write.Version}"), StringComparison.Ordinal))
            {
                yield return $"{made.Name} does not bear its version {write.Version}";
            }

            if (found.Count != 1)
            {
                yield return $"{made.Name} of {write.RequestId} is recorded {found.Count} times";
            }
            else if (!Agrees(made, found[0]))
            {
                yield return $"{made.Name} of {write.RequestId} is recorded otherwise than it was answered";
            }
        }

        foreach (var phantom in lines.Select(line => line.Key).Except(answered.Select(write => write.Made!.Name), StringComparer.Ordinal))
        {
            yield return $"{phantom} is recorded and nobody was answered with it";
        }

        foreach (var breach in Confirmations(writes, recorded))
        {
            yield return breach;
        }
    }

    /// <summary>A decision explained again is the decision that was answered; only what happened to it since may differ.</summary>
    internal static IEnumerable<string> Explained(Decision answered, Decision again)
    {
        if (!WithoutLater(answered).Equals(WithoutLater(again)))
        {
            yield return $"{answered.Name} is explained otherwise than it was answered";
        }
    }

    private static bool Agrees(Decision made, DecisionSummary line) =>
        made.Call == line.Call && made.AsOf.Equals(line.AsOf) && made.Advice.Outcome == line.Outcome && made.Advice.Step == line.Step;

    private static IEnumerable<string> Confirmations(List<AcknowledgedWrite> writes, Episode recorded)
    {
        // In the order of versions, so that the last act stands.
        var acts = new Dictionary<string, Confirmation>(StringComparer.Ordinal);
        foreach (var reply in writes.Select(write => write.Reply).OfType<ConfirmDecisionResponse>())
        {
            acts[reply.Decision.Name] = reply.Decision.Confirmation;
        }

        foreach (var line in recorded.Decisions)
        {
            if (!Equals(line.Confirmation, acts.GetValueOrDefault(line.Name)))
            {
                yield return line.Confirmation is null ? $"the confirmation of {line.Name} is lost"
                    : acts.ContainsKey(line.Name) ? $"the confirmation of {line.Name} is not the last one acknowledged"
                    : $"{line.Name} is confirmed and nobody was told so";
            }
        }
    }

    private static Decision WithoutLater(Decision decision)
    {
        var bare = decision.Clone();
        bare.Tasks.Clear();
        bare.InputsChanged = false;
        bare.Confirmation = null;
        return bare;
    }
}
