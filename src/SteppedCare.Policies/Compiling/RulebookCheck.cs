using System.Text.RegularExpressions;

namespace SteppedCare.Policies;

/// <summary>What can only be seen once the script has run: unfinished rules, steps off the ladder, numbers outside an instrument, missing sources.</summary>
internal sealed partial class RulebookCheck
{
    internal const int LongestText = 140;
    private const int LongestName = 60;
    private const int LongestTimeBox = 366;
    private const int MostRulesOfAKind = 64;
    private const int MostSessions = 100;

    private readonly Rulebook _book;
    private readonly Ladder _ladder;
    private readonly Dictionary<(string Word, string Name), RuleReading> _readings = [];
    private readonly List<Refusal> _refusals = [];

    private RulebookCheck(Rulebook book, IEnumerable<RuleReading> readings)
    {
        _book = book;
        _ladder = book.Steps;
        foreach (var reading in readings)
        {
            _readings.TryAdd((reading.Word, reading.Name), reading);
        }
    }

    internal static IReadOnlyList<Refusal> Check(Rulebook book, IEnumerable<RuleReading> readings)
    {
        var check = new RulebookCheck(book, readings);
        check.CheckBook();
        foreach (var rule in book.Rules)
        {
            check.CheckRule(rule);
        }

        check.CheckOtherwise(book.TriageRules);
        check.CheckOtherwise(book.ReviewRules);
        check.CheckTimers();
        check._refusals.AddRange(NormsCheck.Check(book, check._ladder));
        return check._refusals;
    }

    private void CheckBook()
    {
        if (_book.LaddersGiven != 1 || _ladder.Steps.IsEmpty || _ladder.Steps.Contains(Step.None) || _ladder.Steps.Distinct().Count() < _ladder.Steps.Length)
        {
            Refuse("SC067", "A policy has one Ladder(...), with each of its steps on it once.");
        }

        if (_book.TriageRules.Count == 0 || _book.ReviewRules.Count == 0)
        {
            Refuse("SC072", "A policy has triage rules and review rules; this one would leave people without an answer.");
        }

        if (_book.SafetyRules.Count > MostRulesOfAKind || _book.AdjustRules.Count > MostRulesOfAKind)
        {
            Refuse("SC071", $"A policy has at most {MostRulesOfAKind} safety rules and as many adjust rules.");
        }

        foreach (var names in _book.Rules.Select(rule => rule.Name).Concat(_book.WatchesBegun).GroupBy(name => name, StringComparer.Ordinal).Where(names => names.Count() > 1))
        {
            Refuse("SC059", $"There are {names.Count()} rules called '{names.Key}'; a reply names the rule, so names are unique.");
        }
    }

    private void CheckRule(Rule rule)
    {
        if (!rule.IsFinished)
        {
            Refuse(rule, "SC060", "does not end in Because(...).");
            return;
        }

        CheckText(rule, rule.Reason, "SC061", "wants a reason");
        if (IsMissing(rule.Source))
        {
            Refuse(rule, "SC062", "wants a source: Source(...) or Judgement(...), each with something in it.");
        }

        if (rule.Name is null || rule.Name.Length > LongestName || !RuleName().IsMatch(rule.Name))
        {
            Refuse(rule, "SC063", $"is not a name for a rule; use small letters, digits and hyphens, at most {LongestName}.");
        }

        foreach (var flag in rule.Flags.Where(flag => flag is not (Flag.ContinueUnmeasured or Flag.NotOnTrack or Flag.OverStay or Flag.ByChoice or Flag.EarlyReview)))
        {
            Refuse(rule, "SC073", $"sets the flag {flag}, which Core sets itself from the facts.");
        }

        switch (rule)
        {
            case SafetyRule safety:
                CheckSafety(safety);
                break;
            case AdjustRule adjust when adjust.Excludes.Concat(adjust.Prefers).Any(format => format == Format.None || !Enum.IsDefined(format)):
                Refuse(rule, "SC073", "names no format.");
                break;
            case ISteppingRule stepping:
                CheckStepping(stepping);
                break;
        }

        if (rule is Rule<Case> { Condition: null } or Rule<TriageCase> { Condition: null } or Rule<ReviewCase> { Condition: null })
        {
            Refuse(rule, "SC060", "has no condition.");
        }

        CheckNumbers(rule);
    }

    private void CheckSafety(SafetyRule rule)
    {
        CheckText(rule, rule.Act, "SC075", "wants to say what the task asks for");
        if (rule.Task == TaskKind.None)
        {
            Refuse(rule, "SC073", "raises no task.");
        }

        if (rule.IfUnknown == TaskKind.None && FormulaOf(rule) is { } formula && formula.Leaves().OfType<Formula.Test>().Any(test => test.Fact.Number == FactNumber.Item9))
        {
            Refuse(rule, "SC069", "reads item 9 and does not say what happens when it was not answered: .IfUnknown(AskRisk).");
        }
    }

    private void CheckStepping(ISteppingRule stepping)
    {
        var rule = stepping.Rule;
        if (stepping.Outcome == Outcome.Enter && _ladder.RankOf(stepping.Step) < 0)
        {
            Refuse(rule, "SC064", $"enters {stepping.Step}, which is not on the ladder.");
        }

        foreach (var box in new[] { stepping.Within, stepping.ReviewWithin }.OfType<TimeBox>().Where(box => box.Days is < 1 or > LongestTimeBox))
        {
            Refuse(rule, "SC065", $"has a time box of {box}; it must be a day to a year.");
        }

        if (stepping.Outcome == Outcome.OutOfScope)
        {
            CheckText(rule, stepping.Toward!, "SC075", "wants to say which service fits better");
        }

        if (stepping.Alternatives.Contains(stepping.Outcome)
            || stepping.Alternatives.Any(outcome => outcome is Outcome.None or Outcome.Enter or Outcome.InsufficientData or Outcome.Indeterminate))
        {
            Refuse(rule, "SC073", "offers an alternative that is none.");
        }

        if (stepping.Checklists.Contains(Checklist.None))
        {
            Refuse(rule, "SC073", "asks for no checklist.");
        }
    }

    private void CheckOtherwise<TCase>(List<SteppingRule<TCase>> rules)
        where TCase : Case
    {
        foreach (var rule in rules.SkipLast(1).Where(rule => rule.IsOtherwise))
        {
            Refuse(rule, "SC068", "holds for everybody, so that no rule below it is ever asked; only the last one can say Otherwise().");
        }
    }

    private void CheckTimers()
    {
        foreach (var rule in _book.ReviewAtRules.Where(rule => _ladder.RankOf(rule.Step) < 0 || rule.Sessions is < 1 or > MostSessions || rule.WithinDays is < 1 or > LongestTimeBox))
        {
            _refusals.Add(new Refusal(
                CompilerStage.Rulebook, "SC074", rule.Line, 1,
                $"ReviewAt({rule.Step}, ...) wants a step of the ladder, 1 to {MostSessions} sessions and a day to a year."));
        }

        foreach (var step in _book.ReviewAtRules.GroupBy(rule => rule.Step).Where(rules => rules.Count() > 1))
        {
            Refuse("SC074", $"There are {step.Count()} review points for {step.Key}; give each step one.");
        }

        foreach (var name in _book.WatchesBegun.Except(_book.WatchRules.Select(watch => watch.Name)))
        {
            Refuse("SC060", $"The watch '{name}' does not end in Raise(...).");
        }

        foreach (var watch in _book.WatchRules)
        {
            CheckWatch(watch);
        }
    }

    private void CheckWatch(WatchRule watch)
    {
        var fact = FactTable.Watched.FirstOrDefault(row => row.Number == watch.Fact);
        var (least, most) = fact is { CountsSessions: true } ? (1, MostSessions) : (fact is { IsOfTheClock: true } ? 0 : 1, LongestTimeBox);
        var ascends = watch.Thresholds.Zip(watch.Thresholds.Skip(1)).All(pair => pair.First < pair.Second);
        if (fact is null || watch.Task == TaskKind.None || !RuleName().IsMatch(watch.Name)
            || watch.Thresholds.IsEmpty || !ascends || watch.Thresholds.Any(number => number < least || number > most))
        {
            RefuseWatch("SC074", $"The watch '{watch.Name}' wants a count of days or sessions, ascending numbers of a day to a year or of 1 to {MostSessions} sessions, and a task.");
        }

        if (watch.IsAtStep && _ladder.RankOf(watch.Step) < 0)
        {
            RefuseWatch("SC064", $"The watch '{watch.Name}' asks for a step that is not on the ladder.");
        }

        if (watch.Reason is { } reason && (reason.Trim().Length is 0 || reason.Length > LongestText))
        {
            RefuseWatch("SC061", $"The watch '{watch.Name}' wants a reason, in 1 to {LongestText} letters; it has {reason.Length}.");
        }

        if (watch.Reason is not null && IsMissing(watch.Source))
        {
            RefuseWatch("SC062", $"The watch '{watch.Name}' wants a source: Source(...) or Judgement(...), each with something in it.");
        }

        void RefuseWatch(string code, string message) => _refusals.Add(new Refusal(CompilerStage.Rulebook, code, watch.Line, 1, message));
    }

    private static bool IsMissing(Source source) => source.Texts.IsEmpty || source.Texts.Any(text => text is null || text.Trim().Length is 0 or > LongestText);

    // A comparison that is always so, or never, is a slip: the number lies outside the instrument, or the step off the ladder.
    private void CheckNumbers(Rule rule)
    {
        foreach (var (fact, runs) in FormulaOf(rule)?.Leaves().OfType<Formula.Test>() ?? [])
        {
            if (fact.Number == FactNumber.Step && runs.Any(run => _ladder.RankOf((Step)run.From) < 0))
            {
                Refuse(rule, "SC064", "asks for a step that is not on the ladder.");
            }
            else if (fact.Kind is FactKind.Score or FactKind.Count
                && (runs.All(run => run.From > fact.Most || run.To < fact.Least) || runs.Any(run => run.From <= fact.Least && run.To >= fact.Most)))
            {
                Refuse(rule, "SC066", $"compares {fact.Name} with a number that makes no difference: it lies between {fact.Show(fact.Least)} and {fact.Show(fact.Most)}.");
            }
        }
    }

    private void CheckText(Rule rule, string text, string code, string wants)
    {
        if (text is null || text.Trim().Length is 0 || text.Length > LongestText)
        {
            Refuse(rule, code, $"{wants}, in 1 to {LongestText} letters; it has {text?.Length ?? 0}.");
        }
    }

    private Formula? FormulaOf(Rule rule) => ReadingOf(rule)?.Formula;

    private RuleReading? ReadingOf(Rule rule) => rule.Name is not null && _readings.TryGetValue((rule.Kind.ToString(), rule.Name), out var reading) ? reading : null;

    private void Refuse(Rule rule, string code, string message)
    {
        var place = ReadingOf(rule)?.Place ?? new TextPlace(rule.Line, 1, 0);
        _refusals.Add(new Refusal(CompilerStage.Rulebook, code, place.Line, place.Column, $"'{rule.Name}' {message}", Length: place.Length));
    }

    private void Refuse(string code, string message) => _refusals.Add(new Refusal(CompilerStage.Rulebook, code, 0, 0, message));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex RuleName();
}
