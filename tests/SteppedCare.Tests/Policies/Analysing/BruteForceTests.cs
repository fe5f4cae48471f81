using System.Collections.Immutable;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>The analyser against everybody: small random policies, asked of every course of PHQ-9 that the production code can see.</summary>
public sealed class BruteForceTests
{
    private const int Policies = 1_000;

    private static readonly FactNumber[] s_read = [FactNumber.Phq9, FactNumber.Phq9Start, FactNumber.Phq9Fall, FactNumber.WantsToStop, FactNumber.Item9Rise];

    private static readonly ImmutableArray<Facts> s_people = [.. People().DistinctBy(facts => string.Join(',', s_read.Select(fact => facts[fact])))];

    [Fact]
    public void It_finds_what_asking_everybody_finds()
    {
        var random = new Random(17);
        for (var policy = 0; policy < Policies; policy++)
        {
            var model = Policy(random);
            var answers = s_people.Select(facts => model.Evaluate(facts, DecisionCall.Review)).ToList();
            var space = new CallSpace(model, DecisionCall.Review, [], AnalysisLimits.Usual);

            for (var place = -1; place < model.Review.Length; place++)
            {
                foreach (var outcome in new[] { Outcome.Continue, Outcome.Discharge, Outcome.InsufficientData, Outcome.Indeterminate })
                {
                    var (rule, wanted) = (place, outcome);
                    var found = DiagramSearch.Find(
                        space.Space.Store, [space.Space.Possible, space.Answers.Diagram], values => space.Answers[values[1]].Rule == rule && space.Answers[values[1]].Outcome == wanted);
                    var asked = answers.Any(answer => answer.Rule == rule && answer.Outcome == wanted);
                    Assert.True(asked == found is not null, $"Policy {policy}, rule {rule}, {wanted}: asked {asked}. {Told(model)}");
                    if (found is not null)
                    {
                        var ruling = model.Evaluate(Witnesses.FactsOf(space.Space, found), DecisionCall.Review);
                        Assert.Equal((rule, wanted), (ruling.Rule, ruling.Outcome));
                    }
                }
            }

            AssertEqualityAgrees(random, model, answers);
        }
    }

    private static void AssertEqualityAgrees(Random random, PolicyModel model, List<Ruling> answers)
    {
        var rule = model.Review[random.Next(model.Review.Length)];
        var changed = model.With(RuleKind.Review, rule.Name, random.Next(2) == 0 ? new Formula.And(rule.Condition, Test(random)) : Moved(rule.Condition));
        var same = s_people.Select(facts => changed.Evaluate(facts, DecisionCall.Review)).SequenceEqual(answers);

        Assert.True(same == PolicyAnalyser.AreEqual(model, changed), $"Asking everybody says {same}. {Told(model)} and {Told(changed)}");
    }

    private static Formula Moved(Formula formula) => formula switch
    {
        Formula.Test { Fact.Kind: FactKind.Score } test => test with { Runs = [.. test.Runs.Select(run => new Run(run.From + 1, run.To == int.MaxValue ? run.To : run.To + 1))] },
        Formula.And(var left, var right) => new Formula.And(Moved(left), right),
        Formula.Or(var left, var right) => new Formula.Or(left, Moved(right)),
        Formula.Not(var operand) => new Formula.Not(Moved(operand)),
        _ => formula,
    };

    private static PolicyModel Policy(Random random) => new(
        [], [], [.. Enumerable.Range(0, random.Next(1, 4)).Select(place => new ModelRule
        {
            Kind = RuleKind.Review,
            Name = $"rule-{place}",
            Line = place,
            Condition = random.Next(8) == 0 ? new Formula.Always() : Condition(random, 3),
            Outcome = random.Next(2) == 0 ? Outcome.Continue : Outcome.Discharge,
        })],
        [], Ladder.Empty, Norms.Published);

    private static Formula Condition(Random random, int depth) => depth == 0 ? Test(random) : random.Next(5) switch
    {
        0 => new Formula.And(Condition(random, depth - 1), Condition(random, depth - 1)),
        1 => new Formula.Or(Condition(random, depth - 1), Condition(random, depth - 1)),
        2 => new Formula.Not(Condition(random, depth - 1)),
        _ => Test(random),
    };

    private static Formula Test(Random random)
    {
        var fact = FactTable.Of(s_read[random.Next(s_read.Length)]);
        return fact.Kind == FactKind.Truth
            ? random.Next(3) == 0 ? new Formula.Known(fact) : new Formula.Test(fact, [new Run(1, 1)])
            : random.Next(5) switch
            {
                0 => new Formula.Known(fact),
                1 => new Formula.Test(fact, [new Run(random.Next(fact.Least, fact.Most + 1), int.MaxValue)]),
                2 => new Formula.Test(fact, [new Run(FactCode.Unknown + 1, random.Next(fact.Least, fact.Most + 1))]),
                3 => new Formula.Test(fact, [new Run(3, 9)]),
                _ => new Formula.Test(fact, [.. new[] { random.Next(fact.Least, fact.Most + 1) }.Select(value => new Run(value, value))]),
            };
    }

    private static string Told(PolicyModel model) => string.Join(" / ", model.Review.Select(rule => $"{FormulaText.Write(rule.Condition)} {rule.Outcome}"));

    // None, one, the first and the present; the last with and without a total, and whether item 9 rose where there is one to compare.
    private static IEnumerable<Facts> People()
    {
        var today = new DateOnly(2026, 3, 2);
        int?[] totals = [null, .. Enumerable.Range(0, 28)];
        var courses = new List<int?[]> { Array.Empty<int?>() };
        courses.AddRange(totals.Select(now => new[] { now }));
        courses.AddRange(totals.SelectMany(now => totals.Select(first => new[] { first, now })));
        foreach (var course in courses)
        {
            foreach (var answers in Answers(course))
            {
                var events = course.Select((total, place) => new HistoryEvent($"{place}", new ToldAt(1, place), new ToldAt(1, place), today.AddDays(7 * place), null, Score(total, answers[place])));
                foreach (var stop in new[] { FactCode.Unknown, 1 })
                {
                    var facts = new Facts { [FactNumber.WantsToStop] = stop };
                    ScoreFacts.Add(facts, new Questionnaires([.. events]), Norms.Published, today.AddDays(60));
                    yield return facts;
                }
            }
        }
    }

    // No answer, the least, and the most that fits.
    private static List<int?[]> Answers(int?[] course) => course.Select(total => total is { } points ? new int?[] { null, Math.Max(0, points - 24), Math.Min(3, points) } : [null, 0, 3])
            .Aggregate(new List<int?[]> { Array.Empty<int?>() }, (all, next) => [.. all.SelectMany(row => next.Distinct().Select(answer => row.Append(answer).ToArray()))]);

    private static ScoreRecorded Score(int? total, int? item9) => (total, item9) switch
    {
        (null, _) => new(InstrumentCode.Phq9, [.. Enumerable.Repeat(ItemAnswer.Unanswered, 8), item9 is { } answer ? ItemAnswer.Of(answer) : ItemAnswer.Unanswered], null),
        ({ } points, null) => new(InstrumentCode.Phq9, [], points * 1_000),
        ({ } points, { } answer) => new(InstrumentCode.Phq9, [.. Enumerable.Range(0, 8).Select(place => ItemAnswer.Of(Math.Clamp(points - answer - (3 * place), 0, 3))), ItemAnswer.Of(answer)], null),
    };
}
