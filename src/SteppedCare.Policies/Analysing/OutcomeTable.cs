namespace SteppedCare.Policies;

/// <summary>
/// What two courses of scores amount to together, by the production outcome code: as the set of branches that the outcome facts can be on. The courses are known by
/// what they say of the outcomes, so that each pair of kinds is asked once.
/// </summary>
internal sealed class OutcomeTable
{
    private static readonly FactNumber[] s_facts =
    [
        FactNumber.AtCaseness, FactNumber.StartedAtCaseness, FactNumber.ReliableImprovement, FactNumber.ReliableDeterioration, FactNumber.ConflictingChange,
        FactNumber.Recovery, FactNumber.ReliableRecovery, FactNumber.NoResponse, FactNumber.PartialResponse, FactNumber.Unpaired,
    ];

    private readonly FactSpace _space;
    private readonly Norms _norms;
    private readonly FactVariable?[] _read;
    private readonly FactVariable? _sharp;
    private readonly FactVariable? _sustained;
    private readonly FactVariable[] _lastFirst;
    private readonly Dictionary<(int, int), (Facts Facts, int Outcomes)> _facts = [];
    private readonly Dictionary<(int Outcomes, int Rises, bool IsNeverTaken), int> _sets = [];
    private readonly Dictionary<((int, int), (int, int), int), int> _pairs = [];
    private readonly Dictionary<(int, int, int, int, bool, (int, int, int)), int> _tails = [];

    internal OutcomeTable(FactSpace space, int view)
    {
        _space = space;
        _norms = space.Norms[view];
        _read = [.. s_facts.Select(fact => space.Find(fact, view))];
        _sharp = space.Find(FactNumber.SharpWorsening, view);
        _sustained = space.Find(FactNumber.RecoverySustained, view);
        _lastFirst = [.. _read.Append(_sharp).Append(_sustained).OfType<FactVariable>().OrderByDescending(variable => variable.Number)];
    }

    /// <summary>What the outcomes that somebody asks rest on; an outcome whose parts are not read here is asked by nobody.</summary>
    internal static OutcomesRead Read(FactSpace space, int view)
    {
        const OutcomesRead Recovered = OutcomesRead.Taken | OutcomesRead.CaseAtStart | OutcomesRead.CaseNow;
        return Facts.Where(fact => space.Find(fact, view) is not null).Aggregate(OutcomesRead.None, (read, fact) => read | fact switch
        {
            FactNumber.AtCaseness => OutcomesRead.CaseNow,
            FactNumber.StartedAtCaseness => OutcomesRead.CaseAtStart,
            FactNumber.Recovery => Recovered,
            FactNumber.NoResponse => OutcomesRead.Taken | OutcomesRead.HalfChange,
            FactNumber.PartialResponse => OutcomesRead.Taken | OutcomesRead.HalfChange | OutcomesRead.Change,
            FactNumber.ReliableRecovery or FactNumber.RecoverySustained => Recovered | OutcomesRead.Change,
            FactNumber.SharpWorsening => OutcomesRead.Rise | OutcomesRead.Taken,
            FactNumber.Unpaired => OutcomesRead.Taken,
            _ => OutcomesRead.Taken | OutcomesRead.Change,
        });
    }

    internal static IReadOnlyList<FactNumber> Facts => [.. s_facts, FactNumber.SharpWorsening, FactNumber.RecoverySustained];

    /// <summary>The outcomes of one pair of courses.</summary>
    internal int Of(MeasureClass phq9, MeasureClass anxiety)
    {
        var (facts, outcomes) = Asked(phq9, anxiety);
        var isNeverTaken = phq9.Taken == Taken.Never || anxiety.Taken == Taken.Never;
        var key = (outcomes, _sharp is null ? 0 : (3 * RiseOf(phq9)) + RiseOf(anxiety), isNeverTaken);
        if (_sets.TryGetValue(key, out var set))
        {
            return set;
        }

        set = _space.Store.Leaf(0);
        foreach (var sharp in _sharp is null ? [Truth.Unknown] : SharpOf(phq9, anxiety))
        {
            foreach (var sustained in _sustained is null ? [Truth.Unknown] : SustainedOf(facts))
            {
                set = _space.Either.Of(set, SetOf(facts, sharp, sustained));
            }
        }

        return _sets[key] = set;
    }

    /// <summary>The outcomes of two pairs of courses that differ in one score: of the one and of the other.</summary>
    internal int Of(Neighbours neighbours, (MeasureClass Phq9, MeasureClass Anxiety) one, (MeasureClass Phq9, MeasureClass Anxiety) other)
    {
        var (facts, changed) = (FactsOf(one.Phq9, one.Anxiety), FactsOf(other.Phq9, other.Anxiety));
        var tail = TailOf(neighbours, one, other, facts, changed);
        var key = ((one.Phq9.Change, one.Anxiety.Change), (other.Phq9.Change, other.Anxiety.Change), tail);
        if (!_pairs.TryGetValue(key, out var set))
        {
            set = tail;
            for (var place = _read.Length - 1; place >= 0; place--)
            {
                var fact = s_facts[place];
                set = _read[place] is { } variable ? neighbours.Row(variable, variable.BranchOf(facts[fact]), variable.BranchOf(changed[fact]), set) : set;
            }

            _pairs[key] = set;
        }

        return set;
    }

    // What is made of the score before and of the session before.
    private int TailOf(Neighbours neighbours, (MeasureClass Phq9, MeasureClass Anxiety) one, (MeasureClass Phq9, MeasureClass Anxiety) other, Facts facts, Facts changed)
    {
        var recovered = (facts[FactNumber.ReliableRecovery], changed[FactNumber.ReliableRecovery], facts[FactNumber.Unpaired]);
        var key = (RiseOf(one.Phq9), RiseOf(other.Phq9), RiseOf(one.Anxiety), RiseOf(other.Anxiety), one.Phq9.Taken == Taken.Never || one.Anxiety.Taken == Taken.Never, recovered);
        if (_tails.TryGetValue(key, out var tail))
        {
            return tail;
        }

        tail = neighbours.Nobody;
        var sharps = _sharp is null ? [default] : SharpOf(one.Phq9, one.Anxiety).Zip(SharpOf(other.Phq9, other.Anxiety)).ToArray();
        foreach (var (sustained, nowSustained) in _sustained is null ? [default] : SustainedOf(facts).Zip(SustainedOf(changed)).ToArray())
        {
            var last = _sustained is null ? neighbours.All : neighbours.Row(_sustained, _sustained.BranchOf(sustained.Code), _sustained.BranchOf(nowSustained.Code), neighbours.All);
            foreach (var (sharp, nowSharp) in sharps)
            {
                tail = neighbours.Either.Of(tail, _sharp is null ? last : neighbours.Row(_sharp, _sharp.BranchOf(sharp.Code), _sharp.BranchOf(nowSharp.Code), last));
            }
        }

        return _tails[key] = tail;
    }

    private int SetOf(Facts facts, Truth sharp, Truth sustained)
    {
        var set = _space.Store.Leaf(1);
        foreach (var variable in _lastFirst)
        {
            var code = variable == _sharp ? sharp.Code : variable == _sustained ? sustained.Code : facts[variable.Fact.Number];
            set = _space.Only(variable, variable.BranchOf(code), set);
        }

        return set;
    }

    // Whether it rose since the score before.
    private static int RiseOf(MeasureClass course) => course.Kind % 3;

    private Facts FactsOf(MeasureClass phq9, MeasureClass anxiety) => Asked(phq9, anxiety).Facts;

    private (Facts Facts, int Outcomes) Asked(MeasureClass phq9, MeasureClass anxiety)
    {
        if (!_facts.TryGetValue((phq9.Change, anxiety.Change), out var asked))
        {
            var facts = new Facts();
            OutcomeFacts.Add(facts, phq9.Course.Of(Instrument.Phq9), new PairedMeasure(anxiety.Instrument, anxiety.Course.Of(anxiety.Instrument)), _norms);

            // All outcomes in one number: each is unknown, no or yes.
            _facts[(phq9.Change, anxiety.Change)] = asked = (facts, s_facts.Aggregate(0, (outcomes, fact) => (3 * outcomes) + (facts[fact] == FactCode.Unknown ? 2 : facts[fact])));
        }

        return asked;
    }

    // Measured on the same last day, or one of them later: then the other says nothing new.
    private IEnumerable<Truth> SharpOf(MeasureClass phq9, MeasureClass anxiety)
    {
        var outcomes = new Outcomes(Lines.Of(Instrument.Phq9, _norms), Lines.Of(anxiety.Instrument, _norms));
        var (first, second) = ((phq9.Course.Before, phq9.Course.Now), (anxiety.Course.Before, anxiety.Course.Now));
        var isNeverTaken = phq9.Taken == Taken.Never || anxiety.Taken == Taken.Never;
        return isNeverTaken
            ? [outcomes.EitherRose(first, second)]
            : [outcomes.EitherRose(first, second), outcomes.EitherRose(first, null), outcomes.EitherRose(null, second)];
    }

    // At the session before, anything that a start allows; with a single session nobody knows.
    private static IEnumerable<Truth> SustainedOf(Facts facts)
    {
        var now = facts.Truth(FactNumber.ReliableRecovery);
        return facts[FactNumber.Unpaired] == 1 ? [Truth.Unknown] : [Truth.Unknown, now, now & Truth.False, now & Truth.Unknown];
    }
}
