using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

public sealed class LoweringTests
{
    private const int People = 150_000;

    /// <summary>The fixture policy and every shipped one.</summary>
    public static TheoryData<string> Scripts()
    {
        var shipped = Path.Combine(Repository.Root, "policies");
        var folders = Directory.Exists(shipped) ? new[] { PracticePolicy.Folder, shipped } : [PracticePolicy.Folder];
        return [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "policy.csx", SearchOption.AllDirectories)).Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Every_condition_is_data_and_says_the_same_as_the_compiled_one(string script)
    {
        var revision = PracticePolicy.Compile(File.ReadAllText(Path.Combine(Repository.Root, script)));
        var formulas = revision.Manifest.Rules.Where(rule => rule.Word != "Watch").ToDictionary(rule => (rule.Word, rule.Name), rule => FormulaText.Read(rule.Formula));

        Assert.Equal(revision.Book.Rules.Select(rule => (rule.Kind.ToString(), rule.Name)).Order(), formulas.Keys.Order());
        AssertAgree(DecisionCall.Triage, revision, formulas);
        AssertAgree(DecisionCall.Review, revision, formulas);
    }

    [Fact]
    public void A_formula_survives_being_written()
    {
        foreach (var rule in PracticePolicy.Revision.Manifest.Rules.Where(rule => rule.Formula.Length > 0))
        {
            Assert.Equal(rule.Formula, FormulaText.Write(FormulaText.Read(rule.Formula)));
        }
    }

    [Theory]
    [InlineData("T2[16:27")]
    [InlineData("&A")]
    [InlineData("AA")]
    [InlineData("NMarked;")]
    [InlineData("NMarkedA")]
    [InlineData("")]
    public void What_is_no_formula_is_said_to_be_none(string text) => Assert.Throws<FormatException>(() => FormulaText.Read(text));

    [Fact]
    public void Named_conditions_are_written_out_under_their_names_and_the_facts_read_are_those_behind_them()
    {
        var rule = PracticePolicy.Revision.Manifest.Rules.Single(rule => rule.Name == "marked-impairment");

        Assert.Equal(["Wsas", "Phq9", "Gad7"], rule.FactsRead.Select(number => FactTable.Of((FactNumber)number).Name));
        Assert.Equal("&NMarked;T5[21:2147483647]|T2[10:2147483647]T4[8:2147483647]", rule.Formula);
    }

    private static void AssertAgree(DecisionCall call, PolicyRevision revision, Dictionary<(string, string), Formula> formulas)
    {
        var random = new RandomFacts(seed: 7);
        var rules = revision.Book.Rules.Select(rule => (Rule: rule, Formula: formulas[(rule.Kind.ToString(), rule.Name)])).ToArray();
        for (var person = 0; person < People; person++)
        {
            var facts = random.Next(call);
            Case one = call == DecisionCall.Triage ? new TriageCase(facts) : new ReviewCase(facts);
            foreach (var (rule, formula) in rules)
            {
                if (Ask(rule, one) is { } answer && answer.Code != formula.Ask(facts).Code)
                {
                    Assert.Fail($"{rule.Name} says {answer}, its formula {formula.Ask(facts)}, of {FactsText.Of(facts)}");
                }
            }
        }
    }

    private static Truth? Ask(Rule rule, Case person) => (rule, person) switch
    {
        (Rule<Case> any, _) => any.Condition(person),
        (Rule<TriageCase> triage, TriageCase one) => triage.Condition(one),
        (Rule<ReviewCase> review, ReviewCase one) => review.Condition(one),
        _ => null,
    };
}
