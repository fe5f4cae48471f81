using System.Text;

namespace SteppedCare.Server.Telemetry;

/// <summary>Members of a closed list as label values: StepUp is step_up.</summary>
internal static class LabelValues<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> s_values = Enum.GetValues<T>().ToDictionary(value => value, value => Snake(value.ToString()));

    private static readonly Dictionary<string, T> s_members = s_values.ToDictionary(value => value.Value, value => value.Key, StringComparer.Ordinal);

    public static string Of(T value) => s_values[value];

    /// <summary>The member of that name; null when there is none.</summary>
    public static T? Find(string value) => s_members.TryGetValue(value, out var member) ? member : null;

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

/// <summary>Which part of a rollout answered.</summary>
internal enum Arm
{
    Active,
    Canary,
    Shadow,
}

/// <summary>The kinds of rule, as metrics tell them apart.</summary>
internal enum RuleGroup
{
    Safety,
    Triage,
    Review,
    Adjust,
}

/// <summary>The stages of a decision.</summary>
internal enum Stage
{
    Load,
    Facts,
    Evaluate,
    Explain,
    Commit,
}

/// <summary>What came of loading a policy.</summary>
internal enum PolicyLoadResult
{
    /// <summary>Compiled, its cases answered, live.</summary>
    Live,

    /// <summary>Refused; the last good revision goes on.</summary>
    Refused,
}

/// <summary>Where the compiled bytes of a revision came from.</summary>
internal enum ArtefactOrigin
{
    /// <summary>From this replica's folder, or the store.</summary>
    Kept,

    /// <summary>From the compiler: nobody had them.</summary>
    Compiled,
}

/// <summary>What the workshop is asked.</summary>
internal enum WorkshopTaskKind
{
    Compile,

    /// <summary>The gates over one revision.</summary>
    Judge,

    /// <summary>Revisions held against invariants.</summary>
    Prove,
    Compare,
}

/// <summary>How a task of the workshop ended.</summary>
internal enum WorkshopEnd
{
    /// <summary>Answered, whatever the answer.</summary>
    Done,

    /// <summary>Its turn did not come.</summary>
    Busy,
    OutOfTime,

    /// <summary>The process ended over it.</summary>
    Ended,

    /// <summary>Whoever asked went away.</summary>
    CalledOff,
}

/// <summary>Which bound of a guard was passed.</summary>
internal enum GuardBound
{
    Faults,
    Latency,
    Mix,
}

/// <summary>What is listed page by page.</summary>
internal enum ListKind
{
    Worklist,
    Decisions,
}

/// <summary>What is asked of a store.</summary>
internal enum StoreOperation
{
    Load,
    Commit,
    Probe,
    OldestOpenRiskTask,
    LoadAuditAttributes,

    /// <summary>Waiting until replicas have what was read.</summary>
    Settle,

    /// <summary>Setting when an episode falls due, without a new version.</summary>
    Reindex,

    // Beside the trajectories: the worklist, the log, and what the clock goes by.
    ReadWorklist,
    CountWorklist,
    ReadLog,
    FindInLog,
    LogBounds,
    ReadDue,
    ReadEpisodes,
    ReadRecount,
    WriteRecount,

    // Of policies and rollouts.
    ReadRegistry,
    AppendRegistry,
    LoadBlob,
    KeepArtefact,
    FindArtefact,
    AdvanceEpoch,
    LoadEpoch,
    Lease,
    Beat,
    LoadReplicas,
    Leave,
    Want,
    LoadWanted,
    AddCounts,
    LoadCounts,
}

/// <summary>How asking a store ended badly.</summary>
internal enum StoreErrorKind
{
    Unavailable,
    FateUnknown,

    /// <summary>The caller's time was over first.</summary>
    OutOfTime,

    /// <summary>Something no store should throw.</summary>
    Broken,
}
