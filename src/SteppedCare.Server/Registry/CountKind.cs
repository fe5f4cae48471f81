namespace SteppedCare.Server.Registry;

/// <summary>What is counted of a rollout, each kept apart: what fills up one crowds out no other, and who reads one does not read all.</summary>
internal enum CountKind
{
    /// <summary>Answers of its parts: few names, fixed, read once a second.</summary>
    Arm,

    /// <summary>Pairs of answers: what was said, and what a shadow would have.</summary>
    Shadow,

    /// <summary>Names of decisions that are kept to be looked at.</summary>
    Sample,
}
