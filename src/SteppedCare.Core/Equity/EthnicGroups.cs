namespace SteppedCare;

/// <summary>Ethnic categories of 2001, and the five groups that they are gathered into.</summary>
internal static class EthnicGroups
{
    internal static AxisGroups Categories { get; } = new(EquityAxis.Ethnicity, AuditAxis.Ethnicity, "Ethnic category",
    [
        new("A", "White: British") { Within = "white" },
        new("B", "White: Irish") { Within = "white" },
        new("C", "White: any other background") { Within = "white" },
        new("D", "Mixed: White and Black Caribbean") { Within = "mixed" },
        new("E", "Mixed: White and Black African") { Within = "mixed" },
        new("F", "Mixed: White and Asian") { Within = "mixed" },
        new("G", "Mixed: any other background") { Within = "mixed" },
        new("H", "Asian: Indian") { Within = "asian", NationalReliableRecovery = 47.0 },
        new("J", "Asian: Pakistani") { Within = "asian", NationalReliableRecovery = 37.6 },
        new("K", "Asian: Bangladeshi") { Within = "asian", NationalReliableRecovery = 37.8 },
        new("L", "Asian: any other background") { Within = "asian" },
        new("M", "Black: Caribbean") { Within = "black" },
        new("N", "Black: African") { Within = "black" },
        new("P", "Black: any other background") { Within = "black" },
        new("R", "Other: Chinese") { Within = "other" },
        new("S", "Other: any other ethnic group") { Within = "other" },
        new("Z", "Not stated") { IsAnswer = false },
        new("99", "Not known") { IsAnswer = false },
    ])
    {
        // The second of the two characters is the service's own.
        GroupOf = code => code is [>= 'A' and <= 'Z', _] ? code[..1] : code,
    };

    internal static AxisGroups Five { get; } = new(EquityAxis.EthnicGroup, AuditAxis.Ethnicity, "Ethnic group",
    [
        new("white", "White") { NationalReliableRecovery = 48.7 },
        new("mixed", "Mixed") { NationalReliableRecovery = 43.5 },
        new("asian", "Asian or Asian British") { NationalReliableRecovery = 42.4 },
        new("black", "Black or Black British") { NationalReliableRecovery = 47.6 },
        new("other", "Other ethnic groups") { NationalReliableRecovery = 40.0 },
        new("Z", "Not stated") { IsAnswer = false },
        new("99", "Not known") { IsAnswer = false },
    ])
    { GroupOf = Categories.Gathered };
}
