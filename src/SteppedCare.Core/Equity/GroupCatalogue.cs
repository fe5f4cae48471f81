using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// The groups of every axis, by the codes of the NHS Data Dictionary (ethnic category of 2001, gender identity, stated sexual orientation, group of religious
/// affiliation, disability, ex-British armed forces) and ISO 639-1 for languages. National figures: NHS Talking Therapies annual report 2024-25.
/// </summary>
internal static class GroupCatalogue
{
    internal static ImmutableArray<AxisGroups> All { get; } =
    [
        new(EquityAxis.Age, AuditAxis.AgeBand, "Age",
        [
            new("under-18", "Under 18") { NationalReliableRecovery = 38.2 },
            new("18-25", "18 to 25") { NationalReliableRecovery = 41.2 },
            new("26-64", "26 to 64") { NationalReliableRecovery = 48.0 },
            new("65-74", "65 to 74") { NationalReliableRecovery = 58.1 },
            new("75-89", "75 to 89") { NationalReliableRecovery = 60.4 },
            new("90-and-over", "90 and over") { NationalReliableRecovery = 53.8 },
        ]),
        new(EquityAxis.Gender, AuditAxis.Gender, "Gender",
        [
            new("2", "Female (including trans woman)") { NationalReliableRecovery = 47.4 },
            new("1", "Male (including trans man)") { NationalReliableRecovery = 48.1 },
            new("3", "Non-binary"),
            new("4", "Other (not listed)"),
            new("9", "Indeterminate") { NationalReliableRecovery = 38.0 },
            new("Z", "Not stated") { IsAnswer = false },
            new("X", "Not known") { IsAnswer = false },
        ]),
        EthnicGroups.Five,
        EthnicGroups.Categories,
        new(EquityAxis.SexualOrientation, AuditAxis.SexualOrientation, "Sexual orientation",
        [
            new("1", "Heterosexual or straight") { NationalReliableRecovery = 48.8 },
            new("2", "Gay or lesbian") { NationalReliableRecovery = 46.6 },
            new("3", "Bisexual") { NationalReliableRecovery = 42.5 },
            new("4", "Other, not listed"),
            new("U", "Does not know or is not sure"),
            new("Z", "Not stated") { IsAnswer = false },
            new("9", "Not known") { IsAnswer = false },
        ]),
        new(EquityAxis.Religion, AuditAxis.Religion, "Religion or belief",
        [
            new("A", "Baha'i"),
            new("B", "Buddhist"),
            new("C", "Christian") { NationalReliableRecovery = 51.1 },
            new("D", "Hindu"),
            new("E", "Jain"),
            new("F", "Jewish"),
            new("G", "Muslim") { NationalReliableRecovery = 36.4 },
            new("H", "Pagan"),
            new("I", "Sikh"),
            new("J", "Zoroastrian"),
            new("K", "Other"),
            new("L", "None") { NationalReliableRecovery = 47.2 },
            new("M", "Declines to disclose") { IsAnswer = false },
            new("N", "Unknown") { IsAnswer = false },
        ]),
        new(EquityAxis.Disability, AuditAxis.Disability, "Disability",
        [
            new("NN", "No disability"),
            new("01", "Behaviour and emotional") { NationalReliableRecovery = 34.8 },
            new("02", "Hearing"),
            new("03", "Manual dexterity"),
            new("04", "Memory or ability to concentrate, learn or understand") { NationalReliableRecovery = 39.9 },
            new("05", "Mobility and gross motor") { NationalReliableRecovery = 37.1 },
            new("06", "Perception of physical danger"),
            new("07", "Personal, self care and continence"),
            new("08", "Progressive conditions and physical health"),
            new("09", "Sight"),
            new("10", "Speech"),
            new("XX", "Other (not listed)"),
            new("ZZ", "Not stated") { IsAnswer = false },
        ]),
        new(EquityAxis.LongTermCondition, AuditAxis.LongTermCondition, "Long-term condition",
        [
            new("Y", "Yes") { NationalReliableRecovery = 44.2 },
            new("N", "No") { NationalReliableRecovery = 48.7 },
        ]),
        DeprivationGroups.Fifths,
        DeprivationGroups.Tenths,
        new(EquityAxis.ArmedForces, AuditAxis.ArmedForces, "Ex-armed forces",
        [
            new("02", "Ex-services member"),
            new("03", "Not an ex-services member or their dependant"),
            new("05", "Dependant of an ex-services member"),
            new("UU", "Unknown") { IsAnswer = false },
            new("ZZ", "Not stated") { IsAnswer = false },
        ]),
        new(EquityAxis.Language, AuditAxis.Language, "Preferred language",
        [
            new("en", "English"), new("ar", "Arabic"), new("bn", "Bengali"), new("zh", "Chinese"), new("fr", "French"), new("gu", "Gujarati"), new("it", "Italian"),
            new("ku", "Kurdish"), new("pa", "Panjabi"), new("fa", "Persian"), new("pl", "Polish"), new("pt", "Portuguese"), new("ro", "Romanian"), new("so", "Somali"),
            new("es", "Spanish"), new("ta", "Tamil"), new("tr", "Turkish"), new("uk", "Ukrainian"), new("ur", "Urdu"),
        ]),
        new(EquityAxis.Perinatal, AuditAxis.Perinatal, "Perinatal", [new("Y", "Yes"), new("N", "No")]),
    ];
}
