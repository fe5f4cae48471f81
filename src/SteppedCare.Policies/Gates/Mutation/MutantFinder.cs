using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Lists what could be mistaken in a script, each slip once: a named condition is written in one place, so that a slip in it changes every rule that calls it.
/// Not listed are the numbers that people are measured by (Caseness, ReliableChange, ExpectedResponse): they change facts, not answers.
/// </summary>
internal sealed class MutantFinder
{
    private readonly ImmutableArray<LocatedFormula> _conditions;
    private readonly LoweredPolicy _policy;

    internal MutantFinder(LoweredPolicy policy, ImmutableArray<RuleReading> readings)
    {
        var byName = readings.ToDictionary(reading => (reading.Word, reading.Name));
        _policy = policy;
        _conditions = [.. policy.Rules.Select(rule => LocatedFormula.Of(rule.Formula, byName[(rule.Rule.Kind.ToString(), rule.Rule.Name)].Places))];
    }

    internal ImmutableArray<Mutant> All(ImmutableArray<NumberReading> numbers) =>
        [.. InConditions().Concat(numbers.SelectMany(Beside)).OrderBy(mutant => mutant.Place.Line).ThenBy(mutant => mutant.Place.Column)];

    private IEnumerable<Mutant> InConditions()
    {
        var sites = _conditions
            .SelectMany((condition, rule) => condition.All().Select(part => (Rule: rule, Part: part)))
            .GroupBy(each => (each.Part.Place, Sort: each.Part.Formula.GetType()));
        foreach (var site in sites)
        {
            var rules = site.Select(each => each.Rule).Distinct().ToList();
            foreach (var (isConstant, change, instead) in FormulaMutation.Of(site.First().Part))
            {
                Formula? Instead(LocatedFormula part) => part.Place == site.Key.Place && part.Formula.GetType() == site.Key.Sort ? instead(part) : null;
                yield return new Mutant(isConstant, site.Key.Place, change, [.. rules.Select(rule => (rule, _conditions[rule].With(Instead)))], null);
            }
        }
    }

    private IEnumerable<Mutant> Beside(NumberReading number)
    {
        var rule = number.Kind switch
        {
            NumberKind.Sessions or NumberKind.Days => number.Index,
            NumberKind.Watch => _policy.Book.WatchRules.FindIndex(watch => watch.Name == number.Rule),
            _ => _policy.Rules.Index().First(each => each.Item.Rule.Name == number.Rule).Index,
        };
        var index = number.Kind == NumberKind.Watch ? number.Index : 0;
        var written = ValueOf(number.Kind, rule, index);
        return new[] { written - 1, written + 1 }
            .Where(value => value >= 1)
            .Select(value => new Mutant(true, number.Place, $"{Counted.Of(written, Unit(number.Kind))} moved to {value}", [], new MutantNumber(number.Kind, rule, index, value)));
    }

    private int ValueOf(NumberKind kind, int rule, int index) => kind switch
    {
        NumberKind.Sessions => _policy.Book.ReviewAtRules[rule].Sessions,
        NumberKind.Days => _policy.Book.ReviewAtRules[rule].WithinDays,
        NumberKind.Watch => _policy.Book.WatchRules[rule].Thresholds[index],
        NumberKind.Review => ((ISteppingRule)_policy.Rules[rule].Rule).ReviewWithin!.Value.Days,
        _ => ((ISteppingRule)_policy.Rules[rule].Rule).Within!.Value.Days,
    };

    private static string Unit(NumberKind kind) => kind == NumberKind.Sessions ? "session" : "day";
}
