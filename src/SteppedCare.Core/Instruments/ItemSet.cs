namespace SteppedCare;

/// <summary>Which items of a questionnaire a total is over: like is compared only with like. The numbers equal those of the protos.</summary>
public enum ItemSet
{
    /// <summary>Only a total was given, and it could be either; it is compared with nothing.</summary>
    NotTold = 0,

    /// <summary>All of them.</summary>
    All = 1,

    /// <summary>All but the work item of WSAS, which does not apply: at most 32 points.</summary>
    WithoutWork = 2,
}
