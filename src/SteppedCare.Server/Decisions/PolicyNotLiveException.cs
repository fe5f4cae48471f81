namespace SteppedCare.Server.Decisions;

/// <summary>No revision can answer for this service now: none has been loaded yet, or this replica cannot load the one its rollout names. Nothing was written.</summary>
internal sealed class PolicyNotLiveException(string message, Exception? cause = null) : Exception(message, cause);
