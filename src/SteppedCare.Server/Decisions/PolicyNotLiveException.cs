namespace SteppedCare.Server.Decisions;

/// <summary>No policy is live yet. Calls are answered UNAVAILABLE until one is.</summary>
internal sealed class PolicyNotLiveException() : Exception("No policy is live yet.");
