namespace SteppedCare;

/// <summary>
/// What the person stated about risk: facts, never a level (NICE NG225 1.6). What was not stated is the known value "not stated": it reads as false
/// here and is listed in the reply, and is never called "no risk".
/// </summary>
public readonly struct RiskFacts
{
    private readonly Facts _facts;

    internal RiskFacts(Facts facts) => _facts = facts;

    /// <summary>Thoughts of ending their life.</summary>
    [Fact(FactNumber.Ideation, Absence.Stated)]
    public Truth Ideation => _facts.Truth(FactNumber.Ideation);

    /// <summary>A plan to end their life.</summary>
    [Fact(FactNumber.Plan, Absence.Stated)]
    public Truth Plan => _facts.Truth(FactNumber.Plan);

    /// <summary>The means are at hand.</summary>
    [Fact(FactNumber.Means, Absence.Stated)]
    public Truth Means => _facts.Truth(FactNumber.Means);

    /// <summary>Intends to act.</summary>
    [Fact(FactNumber.Intent, Absence.Stated)]
    public Truth Intent => _facts.Truth(FactNumber.Intent);

    /// <summary>Life is in danger now.</summary>
    [Fact(FactNumber.ImmediateDanger, Absence.Stated)]
    public Truth ImmediateDanger => _facts.Truth(FactNumber.ImmediateDanger);

    /// <summary>An attempt within the last days.</summary>
    [Fact(FactNumber.RecentAttempt, Absence.Stated)]
    public Truth RecentAttempt => _facts.Truth(FactNumber.RecentAttempt);

    /// <summary>Any earlier attempt.</summary>
    [Fact(FactNumber.PastAttempt, Absence.Stated)]
    public Truth PastAttempt => _facts.Truth(FactNumber.PastAttempt);

    /// <summary>Self-harm.</summary>
    [Fact(FactNumber.SelfHarm, Absence.Stated)]
    public Truth SelfHarm => _facts.Truth(FactNumber.SelfHarm);

    /// <summary>Voices that command harm.</summary>
    [Fact(FactNumber.CommandHallucinations, Absence.Stated)]
    public Truth CommandHallucinations => _facts.Truth(FactNumber.CommandHallucinations);

    /// <summary>Psychotic symptoms.</summary>
    [Fact(FactNumber.PsychoticSymptoms, Absence.Stated)]
    public Truth PsychoticSymptoms => _facts.Truth(FactNumber.PsychoticSymptoms);

    /// <summary>Thoughts of harming others.</summary>
    [Fact(FactNumber.HarmToOthers, Absence.Stated)]
    public Truth HarmToOthers => _facts.Truth(FactNumber.HarmToOthers);

    /// <summary>Serious self-neglect.</summary>
    [Fact(FactNumber.SelfNeglect, Absence.Stated)]
    public Truth SelfNeglect => _facts.Truth(FactNumber.SelfNeglect);

    /// <summary>Use of substances that adds to danger.</summary>
    [Fact(FactNumber.SubstanceUse, Absence.Stated)]
    public Truth SubstanceUse => _facts.Truth(FactNumber.SubstanceUse);

    /// <summary>Nobody to turn to.</summary>
    [Fact(FactNumber.Isolation, Absence.Stated)]
    public Truth Isolation => _facts.Truth(FactNumber.Isolation);

    /// <summary>Thoughts of harming a baby or oneself after birth.</summary>
    [Fact(FactNumber.PostnatalHarm, Absence.Stated)]
    public Truth PostnatalHarm => _facts.Truth(FactNumber.PostnatalHarm);

    /// <summary>A child or adult may be at risk of harm.</summary>
    [Fact(FactNumber.Safeguarding, Absence.Stated)]
    public Truth Safeguarding => _facts.Truth(FactNumber.Safeguarding);

    /// <summary>Domestic abuse.</summary>
    [Fact(FactNumber.DomesticAbuse, Absence.Stated)]
    public Truth DomesticAbuse => _facts.Truth(FactNumber.DomesticAbuse);
}
