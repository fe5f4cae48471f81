namespace SteppedCare;

/// <summary>A person at the front door: where should care begin, if here at all?</summary>
public sealed class TriageCase : Case
{
    internal TriageCase(Facts facts)
        : base(facts)
    {
    }

    /// <summary>Psychosis is the main problem, as stated.</summary>
    [Fact(FactNumber.Psychosis, Absence.Stated)]
    public Truth Psychosis => Facts.Truth(FactNumber.Psychosis);

    /// <summary>Bipolar disorder, as stated.</summary>
    [Fact(FactNumber.Bipolar, Absence.Stated)]
    public Truth Bipolar => Facts.Truth(FactNumber.Bipolar);

    /// <summary>An active eating disorder, as stated.</summary>
    [Fact(FactNumber.EatingDisorder, Absence.Stated)]
    public Truth EatingDisorder => Facts.Truth(FactNumber.EatingDisorder);

    /// <summary>Dependence on a substance is the primary problem, as stated.</summary>
    [Fact(FactNumber.SubstanceDependence, Absence.Stated)]
    public Truth SubstanceDependence => Facts.Truth(FactNumber.SubstanceDependence);

    /// <summary>Dementia is the main problem, as stated.</summary>
    [Fact(FactNumber.Dementia, Absence.Stated)]
    public Truth Dementia => Facts.Truth(FactNumber.Dementia);

    /// <summary>Severe dissociation after trauma, as stated.</summary>
    [Fact(FactNumber.Dissociation, Absence.Stated)]
    public Truth Dissociation => Facts.Truth(FactNumber.Dissociation);

    /// <summary>Low-intensity sessions completed in earlier courses that ended within the last twelve months or at a time nobody knows, added up, as declared; 0 when none were stated.</summary>
    [Fact(FactNumber.PriorLowSessions, Absence.Stated, Least = 0, Most = 200)]
    public Count PriorLowSessions => Facts.Count(FactNumber.PriorLowSessions);

    /// <summary>An earlier low-intensity course within the last twelve months ended with reliable improvement, as declared.</summary>
    [Fact(FactNumber.PriorLowImproved, Absence.Stated)]
    public Truth PriorLowImproved => Facts.Truth(FactNumber.PriorLowImproved);

    /// <summary>High-intensity sessions completed in earlier courses, as declared; 0 when none were stated.</summary>
    [Fact(FactNumber.PriorHighSessions, Absence.Stated, Least = 0, Most = 200)]
    public Count PriorHighSessions => Facts.Count(FactNumber.PriorHighSessions);

    /// <summary>An earlier high-intensity course ended with reliable improvement, as declared.</summary>
    [Fact(FactNumber.PriorHighImproved, Absence.Stated)]
    public Truth PriorHighImproved => Facts.Truth(FactNumber.PriorHighImproved);
}
