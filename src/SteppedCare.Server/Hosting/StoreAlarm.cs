namespace SteppedCare.Server.Hosting;

/// <summary>Lets whoever finds the store gone wake the monitor, so that an outage is told within a call and not within a probe's interval.</summary>
internal sealed class StoreAlarm : Bell;
