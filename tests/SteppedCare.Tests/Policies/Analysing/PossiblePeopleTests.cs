using System.Collections.Immutable;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>Nobody whom the production code can build is left out of what the analyser calls possible: else "proven" would not hold of them.</summary>
public sealed class PossiblePeopleTests
{
    [Theory]
    [InlineData(DecisionCall.Triage)]
    [InlineData(DecisionCall.Review)]
    public void The_people_of_every_story_in_the_shipped_cases_are_possible(DecisionCall call)
    {
        var revision = Shipped.TalkingTherapies;
        var space = new CallSpace(PolicyModel.Of(revision), call, [], AnalysisLimits.Usual);
        var stories = CaseFile.Read(File.ReadAllText(Path.Combine(Shipped.Folder, "2026.1/cases.yaml")), revision.Norms)
            .Where(vignette => vignette.Call == call && vignette.Facts[FactNumber.DaysSinceReferral] != FactCode.Unknown).ToList();

        Assert.True(stories.Count > 20, $"Only {stories.Count} stories are told by events.");
        Assert.All(stories, story => Assert.True(Value(space.Space, space.Space.Possible, story.Facts) == 1, $"'{story.Name}' is not possible: {FactsText.Of(story.Facts)}"));
        Assert.All(stories, story =>
        {
            var (answer, ruling) = (space.Answers[Value(space.Space, space.Answers.Diagram, story.Facts)], revision.Evaluator.Evaluate(story.Facts, call));
            Assert.Equal((ruling.Rule, ruling.Outcome, ruling.Step, ruling.Provisional), (answer.Rule, answer.Outcome, answer.Step, answer.Provisional));
        });
    }

    [Theory]
    [InlineData("talking-therapies", DecisionCall.Triage)]
    [InlineData("talking-therapies", DecisionCall.Review)]
    [InlineData("nice-depression", DecisionCall.Triage)]
    [InlineData("nice-depression", DecisionCall.Review)]
    public void Nobody_in_the_shipped_cases_has_scores_that_cannot_go_together(string policy, DecisionCall call)
    {
        var folder = Path.Combine(Repository.Root, "policies", policy, "2026.1");
        var revision = policy == "talking-therapies" ? Shipped.TalkingTherapies : PracticePolicy.Compile(File.ReadAllText(Path.Combine(folder, "policy.csx")));
        var space = new CallSpace(PolicyModel.Of(revision), call, [], AnalysisLimits.Usual).Space;
        var impossible = CaseFile.Read(File.ReadAllText(Path.Combine(folder, "cases.yaml")), revision.Norms)
            .Where(vignette => vignette.Call == call && !CanBe(space, vignette.Facts)).Select(vignette => vignette.Name);

        Assert.Equal("", string.Join('\n', impossible));
    }

    [Theory]
    [InlineData(DecisionCall.Triage)]
    [InlineData(DecisionCall.Review)]
    public void Whoever_any_history_makes_is_possible(DecisionCall call)
    {
        var model = PolicyModel.Of(Shipped.TalkingTherapies);
        var space = new CallSpace(model, call, [], AnalysisLimits.Usual).Space;

        AssertPossible(space, new RandomHistories(seed: 3), model.Norms, Histories);
    }

    [Fact]
    public void A_measure_of_its_own_taken_twice_stands_beside_gad_7_taken_twice()
    {
        var space = SpaceOf(
            new Formula.Test(FactTable.Of(FactNumber.PairedMeasure), [new Run((int)InstrumentCode.Gad7, (int)InstrumentCode.Gad7)]),
            new Formula.Test(FactTable.Of(FactNumber.AtCaseness), [new Run(1, 1)]),
            new Formula.Test(FactTable.Of(FactNumber.Gad7Fall), [new Run(4, int.MaxValue)]));

        AssertPossible(space, new RandomHistories(seed: 4), Norms.Published, Histories);
    }

    [Fact]
    public void Two_forms_of_one_day_can_give_any_item_9_beside_any_total()
    {
        var space = SpaceOf(
            new Formula.Test(FactTable.Of(FactNumber.Phq9), [new Run(3, int.MaxValue)]),
            new Formula.Test(FactTable.Of(FactNumber.Item9), [new Run(3, 3)]),
            new Formula.Test(FactTable.Of(FactNumber.LastAnsweredItem9), [new Run(1, 3)]),
            new Formula.Test(FactTable.Of(FactNumber.Item9Rise), [new Run(1, 1)]));

        Assert.Equal(1, Value(space, space.Possible, new Facts { [FactNumber.Phq9] = 0, [FactNumber.Item9] = 3, [FactNumber.LastAnsweredItem9] = 3 }));
        AssertPossible(space, new RandomHistories(seed: 5), Norms.Published, Histories);
    }

    /// <summary>One score of the last day told one point worse.</summary>
    [Theory]
    [InlineData(InstrumentCode.Phq9)]
    [InlineData(InstrumentCode.Gad7)]
    [InlineData(InstrumentCode.Wsas)]
    public void Whoever_tells_one_point_more_is_among_the_neighbours(InstrumentCode questionnaire)
    {
        ImmutableArray<FactNumber> scores = questionnaire switch
        {
            InstrumentCode.Phq9 => [FactNumber.Phq9, FactNumber.Phq9Start, FactNumber.Phq9Fall, FactNumber.Phq9FallSinceLast],
            InstrumentCode.Gad7 => [FactNumber.Gad7, FactNumber.Gad7Start, FactNumber.Gad7Fall, FactNumber.Gad7FallSinceLast],
            _ => [FactNumber.Wsas, FactNumber.WsasStart, FactNumber.WsasFall, FactNumber.WsasFallSinceLast],
        };
        var space = SpaceOf(
        [
            .. scores.Select(fact => new Formula.Test(FactTable.Of(fact), [new Run(9, int.MaxValue)])), .. scores.Select(fact => new Formula.Test(FactTable.Of(fact), [new Run(3, int.MaxValue)])),
            .. new[] { FactNumber.AtCaseness, FactNumber.ReliableImprovement, FactNumber.ReliableDeterioration, FactNumber.Unpaired, FactNumber.SharpWorsening }
                .Select(fact => new Formula.Test(FactTable.Of(fact), [new Run(1, 1)])),
        ]);
        var pairs = new Neighbours(space);
        var worse = new ScoreNeighbours(space, pairs).Worse(questionnaire);
        var histories = new RandomHistories(seed: 6);

        for (var told = 0; told < Histories; told++)
        {
            var (events, changed) = histories.NextTwo(questionnaire);
            var (one, other) = (RandomHistories.FactsOf(events, Norms.Published), RandomHistories.FactsOf(changed, Norms.Published));
            if (Pair(space, pairs, worse, one, other) != 1)
            {
                Assert.Fail($"{FactsText.Of(one)} and {FactsText.Of(other)} are no neighbours.");
            }
        }
    }

    private const int Histories = 4_000;

    private static FactSpace SpaceOf(params ImmutableArray<Formula> asked) => new([.. asked.Select(condition => (condition, 0))], [Norms.Published], AnalysisLimits.Usual);

    private static void AssertPossible(FactSpace space, RandomHistories histories, Norms norms, int people)
    {
        for (var person = 0; person < people; person++)
        {
            var facts = RandomHistories.FactsOf(histories.Next(), norms);
            if (Value(space, space.Possible, facts) != 1)
            {
                Assert.Fail($"Not possible: {FactsText.Of(facts)}");
            }
        }
    }

    // A case told by facts leaves out what it is not about.
    private static bool CanBe(FactSpace space, Facts facts)
    {
        var without = new HashSet<int>();
        return Leads(space.Possible);

        bool Leads(int at)
        {
            if (space.Store.IsLeaf(at))
            {
                return space.Store.ValueOf(at) == 1;
            }

            var variable = space.Variables[space.Store.VariableOf(at)];
            var told = facts[variable.Fact.Number];
            return !without.Contains(at)
                && (Enumerable.Range(0, variable.Width).Any(branch => (told == FactCode.Unknown || branch == variable.BranchOf(told)) && Leads(space.Store.BranchOf(at, branch))) || !without.Add(at));
        }
    }

    private static int Pair(FactSpace space, Neighbours pairs, int diagram, Facts one, Facts other)
    {
        while (!pairs.Store.IsLeaf(diagram))
        {
            var (place, isOther) = Math.DivRem(pairs.Store.VariableOf(diagram), 2);
            var variable = space.Variables[place];
            diagram = pairs.Store.BranchOf(diagram, variable.BranchOf((isOther == 1 ? other : one)[variable.Fact.Number]));
        }

        return pairs.Store.ValueOf(diagram);
    }

    private static int Value(FactSpace space, int diagram, Facts facts)
    {
        while (!space.Store.IsLeaf(diagram))
        {
            var variable = space.Variables[space.Store.VariableOf(diagram)];
            diagram = space.Store.BranchOf(diagram, variable.BranchOf(facts[variable.Fact.Number]));
        }

        return space.Store.ValueOf(diagram);
    }
}
