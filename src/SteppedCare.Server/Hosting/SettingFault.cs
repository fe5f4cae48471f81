namespace SteppedCare.Server.Hosting;

/// <summary>A setting that is refused.</summary>
/// <param name="Name">The setting, as given or as missing.</param>
/// <param name="Message">The whole line for the operator; a secret's value is not in it.</param>
internal readonly record struct SettingFault(string Name, string Message);
