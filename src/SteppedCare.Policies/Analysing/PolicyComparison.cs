using System.Collections.Immutable;
using System.Diagnostics;

namespace SteppedCare.Policies;

/// <summary>Finds for whom two revisions differ, rule by rule among those whom the old rule answered.</summary>
internal sealed class PolicyComparison
{
    private readonly PolicyRevision _before;
    private readonly PolicyRevision _after;
    private readonly PolicyModel _old;
    private readonly PolicyModel _new;
    private readonly ImmutableArray<Norms> _norms;
    private readonly AnalysisLimits _limits;
    private readonly List<(Region Region, int Weight)> _regions = [];
    private readonly List<string> _unfinished = [];

    private PolicyComparison(PolicyRevision before, PolicyRevision after, AnalysisLimits limits)
    {
        (_before, _after, _limits) = (before, after, limits);
        (_old, _new) = (PolicyModel.Of(before), PolicyModel.Of(after));
        _norms = _old.Norms.MeasuresAs(_new.Norms) ? [_old.Norms] : [_old.Norms, _new.Norms];
    }

    private int NewView => _norms.Length - 1;

    internal static Comparison Of(PolicyRevision before, PolicyRevision after, AnalysisLimits limits)
    {
        var started = Stopwatch.GetTimestamp();
        var comparison = new PolicyComparison(before, after, limits);
        comparison.Try("answers at triage", () => comparison.CompareAnswers(DecisionCall.Triage));
        comparison.Try("answers at a review", () => comparison.CompareAnswers(DecisionCall.Review));
        comparison.Try("tasks, flags and formats", comparison.CompareWork);
        comparison._regions.AddRange(TimerComparison.Of(before.Book, after.Book).Select(region => (region, 1)));
        return new Comparison(
            [.. comparison._regions.OrderByDescending(each => each.Region.IsLower).ThenByDescending(each => each.Weight).Select(each => each.Region)],
            [.. comparison._unfinished], Stopwatch.GetElapsedTime(started));
    }

    // Each has a budget of its own: one that is too large hides nothing of the others.
    private void Try(string what, Action compare)
    {
        try
        {
            compare();
        }
        catch (DiagramBudgetException)
        {
            _unfinished.Add(what);
        }
    }

    private void CompareAnswers(DecisionCall call)
    {
        var (old, changed) = (_old.RulesOf(call), _new.RulesOf(call));
        var space = new FactSpace(
            [.. old.Select(rule => (rule.Condition, 0)), .. changed.Select(rule => (rule.Condition, NewView)), .. AnswerDiagram.Asked(call).Select(asked => (asked, 0))],
            _norms, _limits);
        var (before, after) = (AnswerDiagram.Of(space, call, _old), AnswerDiagram.Of(space, call, _new, NewView));
        var pairs = new List<(SteppingAnswer Before, SteppingAnswer After)>();
        var places = new Dictionary<(SteppingAnswer, SteppingAnswer), int>();
        var both = new DiagramJoin(space.Store, (left, right) => PlaceOf(before[left], after[right])).Of(before.Diagram, after.Diagram);
        both = new DiagramJoin(space.Store, (possible, value) => possible == 1 ? value : -1, possible => possible == 0 ? -1 : null).Of(space.Possible, both);
        var (telling, teller) = (Telling(old, changed), new Storyteller(space, call));

        // One region for each pair of rules and what they answer, less care first.
        var changes = pairs.Select((pair, place) => (pair.Before, pair.After, Place: place)).Where(each => IsChange(each.Before, each.After))
            .OrderByDescending(each => CareOrder.Of(each.Before) - CareOrder.Of(each.After));
        foreach (var (was, now, answered) in changes)
        {
            var region = space.Where(both, value => value == answered);
            if (region == space.Store.Leaf(0))
            {
                continue;
            }

            var rule = was.Rule;
            var within = space.Where(both, value => value >= 0 && pairs[value].Before.Rule == rule);
            var person = teller.Tell([region], values => values[0] == 1, told => Answers(_before, call, told.Facts[0], was) && Answers(_after, call, told.Facts[NewView], now));
            var (less, more) = (CareOrder.Of(now), CareOrder.Of(was));
            _regions.Add((
                new Region(
                    call, NameOf(old, was.Rule), NameOf(changed, now.Rule), was.ToString(), now.ToString(), RegionText.Of(space, region, within, telling),
                    less < more, person is null ? Certainty.Possible : Certainty.Shown,
                    person is null ? null : Witnesses.ExampleOf(_after, call, person, NewView, $"was {was} by {NameOf(old, was.Rule)}")),
                Math.Abs(less - more)));
        }

        int PlaceOf(SteppingAnswer was, SteppingAnswer now)
        {
            if (!places.TryGetValue((was, now), out var place))
            {
                places[(was, now)] = place = pairs.Count;
                pairs.Add((was, now));
            }

            return place;
        }

        bool IsChange(SteppingAnswer was, SteppingAnswer now) =>
            was with { Rule = 0 } != now with { Rule = 0 } || NameOf(old, was.Rule) != NameOf(changed, now.Rule) || (was.Rule >= 0 && !SaysTheSame(old[was.Rule], changed[now.Rule]));
    }

    private static bool Answers(PolicyRevision revision, DecisionCall call, Facts facts, SteppingAnswer expected)
    {
        var ruling = revision.Evaluator.Evaluate(facts, call);
        return (ruling.Rule, ruling.Outcome, ruling.Step) == (expected.Rule, expected.Outcome, expected.Step);
    }

    private static bool SaysTheSame(ModelRule rule, ModelRule other) =>
        rule.Rest == other.Rest && rule.Alternatives.SequenceEqual(other.Alternatives) && rule.Flags.Order().SequenceEqual(other.Flags.Order());

    private static string NameOf(ImmutableArray<ModelRule> rules, int place) => place < 0 ? "" : rules[place].Name;

    // What the rules that differ read.
    private static HashSet<FactNumber> Telling(ImmutableArray<ModelRule> old, ImmutableArray<ModelRule> changed)
    {
        var known = old.ToDictionary(rule => rule.Name, rule => FormulaText.Write(rule.Condition));
        var again = changed.ToDictionary(rule => rule.Name, rule => FormulaText.Write(rule.Condition));
        return
        [
            .. old.Concat(changed).Where(rule => known.GetValueOrDefault(rule.Name) != again.GetValueOrDefault(rule.Name))
                .SelectMany(rule => rule.Condition.FactsRead()).Select(fact => fact.Number),
        ];
    }

    // Tasks, risk first, formats and flags: what the rules that all run do.
    private void CompareWork()
    {
        ImmutableArray<ModelRule> rules = [.. _old.Safety, .. _old.Adjust];
        ImmutableArray<ModelRule> others = [.. _new.Safety, .. _new.Adjust];
        var space = new FactSpace([.. rules.Select(rule => (rule.Condition, 0)), .. others.Select(rule => (rule.Condition, NewView))], _norms, _limits);
        var (telling, teller) = (Telling(rules, others), new Storyteller(space, DecisionCall.Triage));
        foreach (var work in Work.Of(_old).Union(Work.Of(_new)).OrderBy(work => work.Kind).ThenBy(work => work.Value))
        {
            var (was, now) = (work.DoneFor(space, _old, 0), work.DoneFor(space, _new, NewView));
            AddWork(space, teller, work, was, now, isDropped: true, telling);
            AddWork(space, teller, work, now, was, isDropped: false, telling);
        }
    }

    private void AddWork(FactSpace space, Storyteller teller, Work work, int from, int to, bool isDropped, HashSet<FactNumber> telling)
    {
        var within = space.Both.Of(space.Possible, from);
        var region = space.Both.Of(within, space.Map(to, value => 1 - value));
        if (region == space.Store.Leaf(0))
        {
            return;
        }

        var person = teller.Tell([region], values => values[0] == 1, told => work.IsDoneBy(_before, told.Facts[0]) == isDropped && work.IsDoneBy(_after, told.Facts[NewView]) != isDropped);
        var (rule, lost) = (isDropped ? work.RuleFor(_old, FactsOf(0)) : work.RuleFor(_new, FactsOf(NewView)), isDropped && work.IsCare);
        _regions.Add((
            new Region(
                DecisionCall.None, isDropped ? rule : "", isDropped ? "" : rule, isDropped ? work.ToString() : "", isDropped ? "" : work.ToString(),
                RegionText.Of(space, region, within, telling), lost, person is null ? Certainty.Possible : Certainty.Shown,
                person is null ? null : Witnesses.ExampleOf(_after, DecisionCall.Triage, person, NewView, $"{(isDropped ? "no longer" : "now")} {work}")),
            work.Kind == WorkKind.Task ? 1 : 0));

        Facts FactsOf(int view) => person?.Facts[view] ?? Witnesses.FactsOf(space, DiagramSearch.Find(space.Store, [region], values => values[0] == 1)!, view);
    }
}
