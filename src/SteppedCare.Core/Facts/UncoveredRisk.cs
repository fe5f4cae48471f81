using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// What was told of danger that no recorded review which still holds covers. Such a review covers what is told after it and is no worse than what its reviewer
/// saw: an item 9 that did not rise since the last answer to it, and statements that, together with all that stands, one reviewer saw and nobody took back since.
/// </summary>
internal sealed class UncoveredRisk
{
    private const uint SafeguardingTopics = 1u << (int)RiskTopic.Safeguarding | 1u << (int)RiskTopic.DomesticAbuse | 1u << (int)RiskTopic.HarmToOthers;

    // History and circumstances raise no task when they are stated, and so none when they are taken back.
    private const uint NoDangerByThemselves =
        1u << (int)RiskTopic.PastAttempt | 1u << (int)RiskTopic.SubstanceUse | 1u << (int)RiskTopic.Isolation | 1u << (int)RiskTopic.ProtectiveFactors;

    private readonly List<(ToldAt Told, int Answer)> _item9 = [];
    private readonly List<(ToldAt Told, bool IsSafeguarding)> _takenBack = [];
    private readonly Dictionary<RiskTopic, ToldAt> _standing = [];
    private HashSet<uint> _reviewed = [];
    private uint _stated;
    private int? _item9Last, _item9Reviewed;

    // One pass in the order told: a history of two thousand answers and reviews is looked at two thousand times, not so often squared.
    internal UncoveredRisk(ImmutableArray<HistoryEvent> events, DateOnly today)
    {
        foreach (var told in events.OrderBy(told => told.Revised))
        {
            switch (told.Content)
            {
                case RiskReviewRecorded review when review.ValidUntil >= today:
                    Review();
                    break;
                case ScoreRecorded { Instrument: InstrumentCode.Phq9 } score:
                    Add(Scoring.Of(score).RiskAnswer, told.Revised);
                    break;
                case RiskAnswered risk:
                    Add(risk, told.Revised);
                    break;
            }
        }
    }

    /// <summary>Where danger to the person was last told; null when nowhere.</summary>
    internal ToldAt? Clinical { get; private set; }

    /// <summary>Where safeguarding, domestic abuse or harm to others was last told; null when nowhere.</summary>
    internal ToldAt? Safeguarding { get; private set; }

    /// <summary>Each answer to item 9 above zero.</summary>
    internal IReadOnlyList<(ToldAt Told, int Answer)> Item9 => _item9;

    /// <summary>Where each danger was last stated that nobody took back.</summary>
    internal IEnumerable<(ToldAt Told, bool IsSafeguarding)> Standing => _standing.Select(one => (one.Value, (Bit(one.Key) & SafeguardingTopics) != 0));

    /// <summary>Where each danger was last stated that a later "no" took back.</summary>
    internal IReadOnlyList<(ToldAt Told, bool IsSafeguarding)> TakenBack => _takenBack;

    private void Review()
    {
        _reviewed.Add(_stated);
        _item9Reviewed = _item9Last > _item9Reviewed ? _item9Last : _item9Reviewed ?? _item9Last;
    }

    private void Add(int? answer, ToldAt told)
    {
        var isCovered = answer <= _item9Reviewed && !(answer > _item9Last);
        if (answer is > 0 and var above && !isCovered)
        {
            Clinical = told;
            _item9.Add((told, above));
        }

        // What was answered stands while the question is left out.
        _item9Last = answer ?? _item9Last;
    }

    private void Add(RiskAnswered risk, ToldAt told)
    {
        var yes = TopicsOf(risk, Answer.Yes) & ~Bit(RiskTopic.ProtectiveFactors);
        var no = TopicsOf(risk, Answer.No);
        if (no != 0)
        {
            TakeBack(no);
        }

        _stated = (_stated & ~no) | yes;
        if (yes == 0 || _reviewed.Any(seen => (_stated & ~seen) == 0))
        {
            return;
        }

        Clinical = (yes & ~SafeguardingTopics) != 0 ? told : Clinical;
        Safeguarding = (yes & SafeguardingTopics) != 0 ? told : Safeguarding;
        foreach (var answer in risk.Answers.Where(one => (Bit(one.Topic) & yes & ~NoDangerByThemselves) != 0))
        {
            _standing[answer.Topic] = told;
        }
    }

    // Who said no and says yes again says something new.
    private void TakeBack(uint no)
    {
        _reviewed = [.. _reviewed.Select(seen => seen & ~no)];
        foreach (var (topic, told) in _standing.Where(one => (Bit(one.Key) & no) != 0).ToList())
        {
            _takenBack.Add((told, (Bit(topic) & SafeguardingTopics) != 0));
            _standing.Remove(topic);
        }
    }

    private static uint TopicsOf(RiskAnswered risk, Answer answer) =>
        risk.Answers.Where(one => one.Answer == answer).Aggregate(0u, (topics, one) => topics | Bit(one.Topic));

    private static uint Bit(RiskTopic topic) => 1u << (int)topic;
}
