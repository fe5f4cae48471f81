using System.Collections.Immutable;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Mix;

/// <summary>Which rules decided, the most frequent first.</summary>
/// <param name="services">The services that were asked.</param>
/// <param name="asked">Everybody.</param>
/// <param name="output">Where to print.</param>
internal sealed class RuleLines(ImmutableArray<string> services, IReadOnlyList<Asked> asked, TextWriter output)
{
    // The rarest that is named, as a part of all.
    private const double Rarest = 0.01;

    internal async Task PrintAsync()
    {
        await output.WriteLineAsync();
        for (var place = 0; place < services.Length; place++)
        {
            await RulesAsync($"{services[place]}, triage", [.. asked.Select(person => person.Triage[place])]);
            foreach (var step in new[] { Step.Low, Step.High })
            {
                await RulesAsync(
                    $"{services[place]}, first review at {Table.Word(step)}",
                    [.. asked.Where(person => person.ReviewedAt(step)).Select(person => person.Review[place])]);
            }
        }
    }

    private Task RulesAsync(string title, IReadOnlyList<Advised> people)
    {
        var rules = people.CountBy(person => person.Outcome == Outcome.InsufficientData ? Table.Word(Outcome.InsufficientData) : person.Rule)
            .Where(rule => rule.Value >= Rarest * people.Count)
            .OrderByDescending(rule => rule.Value).ThenBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => $"{rule.Key} {Table.Percent(rule.Value, people.Count)}");
        return output.WriteLineAsync($"- {title}: {string.Join(", ", rules)}");
    }
}
