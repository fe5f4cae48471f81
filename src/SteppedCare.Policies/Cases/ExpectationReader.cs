using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Reads what must come out. Tasks and missing facts are always compared: a case that does not list them says that there are none.
/// </summary>
internal static class ExpectationReader
{
    /// <summary>How expectations of timers begin; the name of the timer follows.</summary>
    internal const string Timer = "timers.";

    internal static ImmutableArray<CaseExpectation> Read(CaseNode? expect)
    {
        if (expect is null)
        {
            return [];
        }

        var expectations = ImmutableArray.CreateBuilder<CaseExpectation>();
        void Add(string what, string? expected)
        {
            if (expected is not null)
            {
                expectations.Add(new CaseExpectation(what, expect.PlaceOf(what), expected));
            }
        }

        Add("rule", expect.Text("rule"));
        Add("outcome", expect.Word<Outcome>("outcome")?.ToString());
        Add("step", expect.Word<Step>("step")?.ToString());
        Add("provisional", expect.Word<Outcome>("provisional")?.ToString());
        Add("provisional_step", expect.Word<Step>("provisional_step")?.ToString());
        Add("tasks", Joined(expect.WordList<TaskKind>("tasks")));
        Add("missing", Joined(expect.List("missing").Select(node => node.ToString())));
        Add("next_review", expect.Text("next_review"));
        Add("within", expect.Text("within"));
        Add("toward", expect.Text("toward"));
        AddLists(expect, Add);
        if (expect.Map("quotes") is { } quotes)
        {
            foreach (var (fact, value) in quotes.All())
            {
                expectations.Add(new CaseExpectation($"quotes.{fact}", CaseNode.TextPlaceOf(value), value.ToString()));
            }
        }

        if (expect.Map("timers") is { } timers)
        {
            expectations.AddRange(timers.All().Select(each => new CaseExpectation($"{Timer}{each.Key}", CaseNode.TextPlaceOf(each.Value), each.Value.ToString())));
        }

        if (!expect.Has("outcome"))
        {
            expect.Fault("wants an outcome.");
        }

        expect.RefuseTheRest();
        return expectations.ToImmutable();
    }

    /// <summary>The same words, from a decision.</summary>
    internal static string Actual(Decision decision, string what) => what switch
    {
        "rule" => decision.Rule ?? "none",
        "outcome" => decision.Outcome.ToString(),
        "step" => decision.Step.ToString(),
        "provisional" => decision.Provisional?.Outcome.ToString() ?? "None",
        "provisional_step" => decision.Provisional?.Step.ToString() ?? "None",
        "tasks" => Joined(decision.Tasks.Select(task => task.Kind)),
        "flags" => Joined(decision.Flags),
        "missing" => Joined(decision.MissingFacts),
        "next_review" => decision.NextReviewAfter switch
        {
            null => "none",
            { TotalHours: var hours } when hours % 24 != 0 => $"{hours}h",
            { Days: var days } => $"{days}",
        },
        "within" => decision.WithinDays?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none",
        "toward" => decision.Toward ?? "none",
        "excludes" => Joined(decision.ExcludedFormats),
        "prefers" => Joined(decision.PreferredFormats),
        "alternatives" => Joined(decision.Alternatives),
        "ask_first" => Joined(decision.Checklists),
        _ => decision.Reasons.SelectMany(reason => reason.Values).FirstOrDefault(value => $"quotes.{value.Fact}" == what)?.Value ?? "not quoted",
    };

    private static void AddLists(CaseNode expect, Action<string, string?> add)
    {
        void AddIfGiven(string what, Func<string> joined)
        {
            if (expect.Has(what))
            {
                add(what, joined());
            }
        }

        AddIfGiven("flags", () => Joined(expect.WordList<Flag>("flags")));
        AddIfGiven("excludes", () => Joined(expect.WordList<Format>("excludes")));
        AddIfGiven("prefers", () => Joined(expect.WordList<Format>("prefers")));
        AddIfGiven("alternatives", () => Joined(expect.WordList<Outcome>("alternatives")));
        AddIfGiven("ask_first", () => Joined(expect.WordList<Checklist>("ask_first")));
    }

    private static string Joined<T>(IEnumerable<T> words) => string.Join(", ", words.Select(word => word!.ToString()).Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "none";
}
