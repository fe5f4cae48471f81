using System.Collections.Immutable;
using System.Globalization;
using SteppedCare.Policies;
using Xunit.Abstractions;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>The analyser against everybody: small random policies, asked of every course of PHQ-9 that the production code can see.</summary>
public sealed class BruteForceTests(ITestOutputHelper output)
{
    /// <summary>How many policies are written and asked, if it is more; eng/long analyser sets it.</summary>
    private const string Policies = "STEPPEDCARE_POLICIES";

    private const int FewPolicies = 200;

    private static readonly FactNumber[] s_read = [FactNumber.Phq9, FactNumber.Phq9Start, FactNumber.Phq9Fall, FactNumber.WantsToStop, FactNumber.Item9, FactNumber.Item9Rise];

    private static readonly ImmutableArray<Facts> s_people = [.. People().DistinctBy(facts => string.Join(',', s_read.Select(fact => facts[fact])))];

    [Fact]
    public void It_finds_what_asking_everybody_finds()
    {
        var policies = int.TryParse(Environment.GetEnvironmentVariable(Policies), NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? Math.Max(many, FewPolicies) : FewPolicies;
        Parallel.For(0, policies, seed => AssertAgrees(seed));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{policies} small policies, {s_people.Length} people asked of each: what the analyser finds is what asking them finds."));
    }

    private static void AssertAgrees(int seed)
    {
        var random = new Random(seed);
        var model = Policy(random);
        var answers = s_people.Select(facts => model.Evaluate(facts, DecisionCall.Review)).ToList();
        var given = answers.Select(answer => (answer.Rule, answer.Outcome)).ToHashSet();
        var space = new CallSpace(model, DecisionCall.Review, [], AnalysisLimits.Usual);
        for (var place = -1; place < model.Review.Length; place++)
        {
            foreach (var outcome in new[] { Outcome.Continue, Outcome.Discharge, Outcome.InsufficientData, Outcome.Indeterminate })
            {
                var (rule, wanted) = (place, outcome);
                var found = DiagramSearch.Find(
                    space.Space.Store, [space.Space.Possible, space.Answers.Diagram], values => space.Answers[values[1]].Rule == rule && space.Answers[values[1]].Outcome == wanted);
                var asked = given.Contains((rule, wanted));
                Assert.True(asked == found is not null, $"Policy {seed}, rule {rule}, {wanted}: asked {asked}. {Told(model)}");
                if (found is not null)
                {
                    var ruling = model.Evaluate(Witnesses.FactsOf(space.Space, found), DecisionCall.Review);
                    Assert.Equal((rule, wanted), (ruling.Rule, ruling.Outcome));
                }
            }
        }

        AssertEqualityAgrees(random, model, answers);
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

    // None, one, the first and the present, with an answer about risk between; the last with and without a total and that answer, also of two forms of one day.
    private static IEnumerable<Facts> People()
    {
        int?[] totals = [null, .. Enumerable.Range(0, 28)];
        ScoreRecorded[][] first = [[], .. totals.Select(total => new[] { Form(total) })];
        ScoreRecorded[][] between = [[], .. Enumerable.Range(0, 4).Select(answer => new[] { Unfinished(answer) })];
        ScoreRecorded[][] now = [.. totals.SelectMany(total => Enumerable.Range(0, 4).Select(answer => new[] { Form(total), Unfinished(answer) }).Prepend([Form(total)]))];
        yield return FactsOf([], stop: null);
        foreach (var course in first.SelectMany(start => between.SelectMany(middle => now.Select(last => new[] { start, middle, last }))))
        {
            yield return FactsOf(course, stop: null);
            yield return FactsOf(course, stop: true);
        }
    }

    private static Facts FactsOf(ScoreRecorded[][] days, bool? stop)
    {
        var today = new DateOnly(2026, 3, 2);
        var facts = new Facts { [FactNumber.WantsToStop] = stop is null ? FactCode.Unknown : 1 };
        var events = days.SelectMany((scores, day) => scores.Select((score, place) => new HistoryEvent($"{day}/{place}", new ToldAt(day, place), new ToldAt(day, place), today.AddDays(7 * day), null, score)));
        ScoreFacts.Add(facts, new Questionnaires([.. events]), Norms.Published, today.AddDays(60));
        return facts;
    }

    private static ScoreRecorded Form(int? total) => total is { } points
        ? new(InstrumentCode.Phq9, [], points * 1_000)
        : new(InstrumentCode.Phq9, [.. Enumerable.Repeat(ItemAnswer.Unanswered, 9)], null);

    private static ScoreRecorded Unfinished(int item9) => new(InstrumentCode.Phq9, [.. Enumerable.Repeat(ItemAnswer.Unanswered, 8), ItemAnswer.Of(item9)], null);
}
