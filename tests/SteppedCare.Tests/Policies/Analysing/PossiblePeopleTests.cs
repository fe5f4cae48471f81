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
