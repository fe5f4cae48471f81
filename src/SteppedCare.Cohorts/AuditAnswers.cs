namespace SteppedCare.Cohorts;

/// <summary>What a person answered for equality reports, as codes; empty where nobody recorded it.</summary>
internal sealed record AuditAnswers
{
    public string AgeBand { get; init; } = "";

    public string Gender { get; init; } = "";

    public string Ethnicity { get; init; } = "";

    public string SexualOrientation { get; init; } = "";

    public string LongTermCondition { get; init; } = "";

    public string DeprivationDecile { get; init; } = "";

    public string Language { get; init; } = "";
}
