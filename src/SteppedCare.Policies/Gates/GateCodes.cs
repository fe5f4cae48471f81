namespace SteppedCare.Policies;

/// <summary>Stable names of what gates find, beside those of the compiler's fences (SC001 to SC099) and C#'s own (CS...).</summary>
internal static class GateCodes
{
    /// <summary>A reason or a source says nothing: a placeholder, or the rule's own name.</summary>
    internal const string EmptyWords = "SC101";

    /// <summary>A judgement goes under a guideline's name, or a guideline under a judgement's.</summary>
    internal const string NotASource = "SC102";

    /// <summary>A watch over danger raises a task that the end of the episode would close.</summary>
    internal const string LapsingDanger = "SC103";

    internal const string NoCases = "SC110";

    /// <summary>A case, or the file, cannot be read: an unknown fact, a misspelt word.</summary>
    internal const string UnreadableCase = "SC111";

    /// <summary>The policy answers a case otherwise than expected.</summary>
    internal const string FailedCase = "SC112";

    /// <summary>No case is decided by a rule, raises its task or fires it.</summary>
    internal const string UncoveredRule = "SC120";

    /// <summary>No case takes one side of a test.</summary>
    internal const string UncoveredBranch = "SC121";

    /// <summary>A number can be moved by one, or a member of a list left out, and no case notices.</summary>
    internal const string SurvivingConstant = "SC130";

    /// <summary>An operator can be written otherwise, and no case notices.</summary>
    internal const string SurvivingOperator = "SC131";

    /// <summary>The budget ended before everything was tried.</summary>
    internal const string BudgetEnded = "SC132";

    internal const string UnreachableRule = "SC140";

    internal const string Gap = "SC141";

    internal const string Masked = "SC142";

    internal const string OnlyProvisional = "SC143";

    internal const string AnalysisIncomplete = "SC144";

    internal const string BrokenInvariant = "SC150";

    /// <summary>An invariant that nobody was found to break, and that was not proven either.</summary>
    internal const string UnprovenInvariant = "SC151";

    /// <summary>Recorded decisions that would be made otherwise now.</summary>
    internal const string ChangedDecisions = "SC160";

    /// <summary>Recorded decisions that could not be judged again.</summary>
    internal const string UnreadableDecisions = "SC161";
}
