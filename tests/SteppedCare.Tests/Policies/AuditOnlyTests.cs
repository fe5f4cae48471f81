using System.Reflection;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

/// <summary>What is kept for audit only cannot be read by any policy: not by its words, not by anything that its words lead to, and not by what facts are made of.</summary>
public sealed class AuditOnlyTests
{
    private const BindingFlags Anything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly s_core = typeof(Case).Assembly;

    // Whatever Core has of it lies in the files of two folders, Equity and Experience; these are its types by what they are, and by their names.
    private static readonly Type[] s_forAudit =
    [
        typeof(AuditAxis), typeof(AuditGroups), typeof(AuditRecord), typeof(AuditEntry), typeof(AuditKind), typeof(GroupPlace), typeof(EquityAxis), typeof(EquityGroup),
        typeof(AxisGroups), typeof(GroupCatalogue), typeof(EquityReport), typeof(GroupFigures),
        typeof(PatientExperience), typeof(ExperienceKind), typeof(ExperienceQuestion), typeof(ExperienceScale), typeof(ExperienceRules), typeof(ToldRules), typeof(ExperienceFigures),
        typeof(ExperienceMeasures), typeof(ChoiceAnswer), typeof(SatisfactionAnswer), typeof(FrequencyAnswer),
    ];

    // Age and language are told as circumstances besides, as what care must fit; nobody is told apart by the band or the code.
    private static readonly string[] s_words =
    [
        "audit", "equity", "ethnic", "gender", "orientation", "religi", "disabil", "depriv", "armed", "perinatal", "long-term condition", "longterm", "age band", "ageband",
        "experience", "satisfied with", "satisfaction", "peq",
    ];

    public static TheoryData<string> Attempts =>
    [
        "p => p.Ethnicity == 1",
        "p => p.Gender.Is(Gender.Female)",
        "p => p.AuditAttributes.DeprivationDecile == 1",
        "p => p.Access.Language == 1",
        "p => AuditGroups.None[AuditAxis.Religion] == \"G\"",
        "p => SteppedCare.AuditRecord.Empty.GroupsAt(1)[SteppedCare.AuditAxis.Ethnicity] == \"K\"",
        "p => ((object)p).GetType().Assembly.GetType(\"SteppedCare.AuditRecord\") != null",
        "p => p.Experience.Listened == 1",
        "p => p.Satisfied >= 3",
        "p => SteppedCare.AuditRecord.Empty.ExperienceAt(1) != null",
        "p => new SteppedCare.V1.PatientExperience().Id == \"a\"",
        "p => new SteppedCare.V1.AuditAttributes().Gender == \"1\"",
    ];

    [Fact]
    public void Every_type_that_has_to_do_with_it_is_closed_to_scripts()
    {
        Assert.All(s_forAudit, type => Assert.False(type.IsVisible, type.Name));
        Assert.Empty(s_forAudit.Select(type => type.Name).Intersect(CoreVocabulary.All));
        Assert.DoesNotContain(s_core.GetExportedTypes(), type => IsForAudit(type));

        // A type that is added beside these is looked at as well.
        string[] names = ["Audit", "Equity", "Experience", "PatientExperience"];
        var named = s_core.GetTypes().Where(type => names.Any(name => type.Name.StartsWith(name, StringComparison.Ordinal))).ToList();
        Assert.True(named.Count >= 15);
        Assert.All(named, type => Assert.False(type.IsVisible || CoreVocabulary.All.Contains(type.Name), type.Name));
    }

    [Fact]
    public void Nothing_that_a_script_can_name_leads_to_it()
    {
        var seen = new HashSet<Type>();
        var open = new Queue<Type>(s_core.GetTypes().Where(type => CoreVocabulary.All.Contains(type.Name)));
        Assert.NotEmpty(open);
        while (open.TryDequeue(out var type))
        {
            foreach (var next in type.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public).SelectMany(Named).Where(next => next.Assembly == s_core && seen.Add(next)))
            {
                Assert.False(IsForAudit(next), $"{type.Name} leads to {next.Name}.");
                open.Enqueue(next);
            }
        }

        Assert.Contains(typeof(RiskFacts), seen);
    }

    [Fact]
    public void No_fact_and_no_word_of_the_language_speaks_of_it()
    {
        var facts = FactTable.All.Concat(FactTable.Watched).Select(row => row.Name).Concat(Enum.GetNames<FactNumber>()).ToList();
        Assert.All(s_words, word => Assert.DoesNotContain(facts, fact => fact.Contains(word, StringComparison.OrdinalIgnoreCase)));

        var page = LanguagePage.Text();
        Assert.All(s_words, word => Assert.DoesNotContain(word, page, StringComparison.OrdinalIgnoreCase));
    }

    // Facts are made of a history, and a history of a trajectory: if neither holds any of it, no fact can.
    [Fact]
    public void What_facts_are_made_of_does_not_hold_it()
    {
        var seen = new HashSet<Type>();
        var open = new Queue<Type>([typeof(EpisodeHistory), typeof(Trajectory), typeof(Facts), typeof(FactsVector), typeof(DecisionRecord)]);
        while (open.TryDequeue(out var type))
        {
            var fields = type.GetFields(Anything).Select(field => field.FieldType);
            foreach (var next in fields.SelectMany(Parts).Concat(s_core.GetTypes().Where(sub => sub.BaseType == type)).Where(next => next.Assembly == s_core && seen.Add(next)))
            {
                Assert.False(IsForAudit(next), $"{type.Name} holds {next.Name}.");
                open.Enqueue(next);
            }
        }

        Assert.Contains(typeof(EventContent), seen);
        Assert.DoesNotContain(typeof(FactBuilder).GetMethods(Anything).SelectMany(method => method.GetParameters()).SelectMany(parameter => Parts(parameter.ParameterType)), IsForAudit);
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public void A_script_that_tries_is_refused(string condition)
    {
        var text = $"Ladder(Low);\nTriage(\"t\").When({condition}).Enter(Low).Because(\"x\", Source(\"s\"));\nReview(\"r\").Otherwise().Continue().Because(\"x\", Source(\"s\"));";

        Assert.NotNull(StageProbe.FirstRefusal(text));
        Assert.NotEmpty(ScriptCompiler.Compile(new PolicySource("policy.csx", text), ScriptKind.Policy, CompilerStages.None with { PeGate = true }).Refusals);
        Assert.Null(StageProbe.FirstRefusal(text.Replace(condition, "p => p.Phq9 >= 10", StringComparison.Ordinal)));
    }

    private static bool IsForAudit(Type type) => s_forAudit.Contains(type) || s_forAudit.Contains(type.DeclaringType);

    private static IEnumerable<Type> Named(MemberInfo member) => member switch
    {
        PropertyInfo property => Parts(property.PropertyType),
        FieldInfo field => Parts(field.FieldType),
        MethodInfo method => Parts(method.ReturnType).Concat(method.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType))),
        ConstructorInfo constructor => constructor.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType)),
        Type type => [type],
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
}
