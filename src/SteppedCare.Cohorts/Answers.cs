using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>How one person fills in questionnaires: items that sum to the total, to the point.</summary>
internal sealed class Answers
{
    private const int Phq9Items = 9, Gad7Items = 7, WsasItems = 5;
    private const int MostPoints = 3, MostWsasPoints = 8;

    // Published WSAS totals are of 40 and of 32 points alike: about one person in six here answers four items (see Population), with a fifth less to give.
    private const double FifthItemForAll = 1 / (1 - 0.167 / 5);

    private readonly CohortParameters _parameters;
    private readonly Chance _chance;
    private readonly double _far;
    private readonly bool _works;
    private readonly bool _totalsOnly;

    internal Answers(CohortParameters parameters, bool works, Chance chance)
    {
        (_parameters, _works, _chance) = (parameters, works, chance);
        _far = chance.Uniform();
        _totalsOnly = chance.Happens(parameters.TotalsOnly);
    }

    /// <summary>Questionnaires with these totals.</summary>
    internal Measures At(Pair pair, double wsas) =>
        new(Phq9(pair.Phq9), new(pair.Gad7, Items(pair.Gad7, Gad7Items, MostPoints)), Wsas(wsas));

    /// <summary>
    /// So much of the way from start to end, 0 to 1. Noise is strictly within: at 1 stands the last score itself. At 0 it is there already, since the first
    /// recorded scores were given with the referral.
    /// </summary>
    internal Measures On(Severity severity, double way) => way >= 1
        ? At(severity.End, severity.WsasEnd)
        : At(
            new Pair(
                Severity.Score(Between(severity.Start.Phq9, severity.End.Phq9, way) + _parameters.Phq9Noise * _chance.Normal(), Severity.HighestPhq9),
                Severity.Score(Between(severity.Start.Gad7, severity.End.Gad7, way) + _parameters.Gad7Noise * _chance.Normal(), Severity.HighestGad7)),
            Between(severity.WsasStart, severity.WsasEnd, way) + _parameters.WsasNoise * _chance.Normal());

    private Questionnaire Phq9(int total)
    {
        var risk = _parameters.RiskItem.Answered(total, _far, _chance);
        return new(total, _totalsOnly ? [] : [.. Items(total - risk, Phq9Items - 1, MostPoints), risk]);
    }

    // Somebody without work is as impaired in the other four: the same part of a smaller range.
    private Questionnaire Wsas(double points)
    {
        var asked = _works ? WsasItems : WsasItems - 1;
        var total = Severity.Score(FifthItemForAll * points * asked / WsasItems, asked * MostWsasPoints);
        var items = Items(total, asked, MostWsasPoints);
        return new(total, _works || items.IsEmpty ? items : [null, .. items]);
    }

    // Point by point to any item with room left; where most is full, the points that are missing are spread instead.
    private ImmutableArray<int?> Items(int points, int items, int most)
    {
        if (_totalsOnly)
        {
            return [];
        }

        var filling = points <= items * most / 2;
        Span<int> spread = stackalloc int[items];
        for (var left = filling ? points : items * most - points; left > 0;)
        {
            var item = _chance.Below(items);
            if (spread[item] < most)
            {
                spread[item]++;
                left--;
            }
        }

        var answers = ImmutableArray.CreateBuilder<int?>(items);
        foreach (var count in spread)
        {
            answers.Add(filling ? count : most - count);
        }

        return answers.MoveToImmutable();
    }

    private static double Between(double start, double end, double way) => start + (end - start) * way;
}
