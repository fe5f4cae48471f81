namespace SteppedCare;

/// <summary>The points of an expected-response curve, a session each, from the second on without a gap.</summary>
public sealed class CurveClause
{
    private readonly List<ResponseCurve> _curves;
    private readonly int _place;

    internal CurveClause(List<ResponseCurve> curves)
    {
        _curves = curves;
        _place = curves.Count - 1;
    }

    /// <summary>At this session half of the people are at the median or below; above the upper bound is not on track. Whole points of PHQ-9, 0 to 27.</summary>
    public CurveClause Session(int session, int median, int upper)
    {
        _curves[_place] = _curves[_place] with { Points = _curves[_place].Points.Add(new ResponsePoint(session, median, upper)) };
        return this;
    }
}
