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

    /// <summary>Low-intensity sessions completed in earlier courses that ended within the last twelve months or at a time nobody knows, added up, as declared; 0 when none were stated.</summary>
    [Fact(FactNumber.PriorLowSessions, Absence.Stated, Least = 0, Most = 200)]
    public Count PriorLowSessions => Facts.Count(FactNumber.PriorLowSessions);

    /// <summary>The latest low-intensity course of the last twelve months whose result was told ended with reliable improvement, as declared.</summary>
    [Fact(FactNumber.PriorLowImproved, Absence.Stated)]
    public Truth PriorLowImproved => Facts.Truth(FactNumber.PriorLowImproved);

    /// <summary>High-intensity sessions completed in earlier courses, as declared; 0 when none were stated.</summary>
    [Fact(FactNumber.PriorHighSessions, Absence.Stated, Least = 0, Most = 200)]
    public Count PriorHighSessions => Facts.Count(FactNumber.PriorHighSessions);

    /// <summary>The latest high-intensity course whose result was told ended with reliable improvement, as declared.</summary>
    [Fact(FactNumber.PriorHighImproved, Absence.Stated)]
    public Truth PriorHighImproved => Facts.Truth(FactNumber.PriorHighImproved);

    /// <summary>Earlier courses of any step that ended without reliable improvement, as declared; 0 when none were stated.</summary>
    [Fact(FactNumber.PriorCoursesNotImproved, Absence.Stated, Least = 0, Most = 50)]
    public Count PriorCoursesNotImproved => Facts.Count(FactNumber.PriorCoursesNotImproved);

    /// <summary>Symptoms below the cut-offs have persisted although they were watched, as stated.</summary>
    [Fact(FactNumber.PersistentSymptoms, Absence.Stated)]
    public Truth PersistentSymptoms => Facts.Truth(FactNumber.PersistentSymptoms);

    /// <summary>
    /// A validated stratification model that the service has adopted expects a poor outcome at low intensity, as stated. This service ships no such model.
    /// </summary>
    [Fact(FactNumber.PoorPrognosis, Absence.Stated)]
    public Truth PoorPrognosis => Facts.Truth(FactNumber.PoorPrognosis);
}
