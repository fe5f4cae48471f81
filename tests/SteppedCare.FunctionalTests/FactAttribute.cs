namespace SteppedCare.FunctionalTests;

/// <summary>xunit's attribute by its short name: inside our namespace the short name would otherwise be the clinic's own fact.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactAttribute : Xunit.FactAttribute;
