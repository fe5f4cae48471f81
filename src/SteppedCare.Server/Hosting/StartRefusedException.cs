namespace SteppedCare.Server.Hosting;

/// <summary>What was configured cannot be served, such as a policy that does not compile. The process ends with <see cref="ExitCodes.Refused"/>; the message is for the operator.</summary>
internal sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);
