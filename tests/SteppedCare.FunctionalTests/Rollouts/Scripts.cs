namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Policies that answer everybody alike, so that a test sees which one answered.</summary>
internal static class Scripts
{
    internal const string Low = """
        Ladder(Low, High);
        Safety("item-9").When(p => p.Item9 >= 1).IfUnknown(AskRisk).Raise(SameDay, "Call today").Because("Item 9 is above zero", Judgement("a test"));
        Triage("anybody").Otherwise().Enter(Low).Because("Everybody begins low", Judgement("a test"));
        Review("carry-on").Otherwise().Continue().Because("Everybody goes on", Judgement("a test"));
        """;

    internal static string High { get; } = Low.Replace("Enter(Low)", "Enter(High)", StringComparison.Ordinal).Replace("begins low", "begins high", StringComparison.Ordinal);

    /// <summary>Nobody is answered but the gravest: for all others no rule holds.</summary>
    internal static string Silent { get; } = Low.Replace(""".Otherwise().Enter""", """.When(p => p.Phq9 >= 27).Enter""", StringComparison.Ordinal);

    /// <summary>Everybody is sent to a person.</summary>
    internal static string Human { get; } = Low.Replace(".Enter(Low)", ".AskClinician(within: Days(7))", StringComparison.Ordinal);

    /// <summary>Has no high intensity on its ladder.</summary>
    internal static string WithoutHigh { get; } = Low.Replace("Ladder(Low, High)", "Ladder(Monitor, Low)", StringComparison.Ordinal);

    /// <summary>The same rules under another digest.</summary>
    internal static string Another(string script, int number) => $"// {number}\n{script}";
}
