namespace SteppedCare.Tests.Policies;

/// <summary>A test. Stands nearer than Core's attribute of the same name, which marks facts about people.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactAttribute : Xunit.FactAttribute;
