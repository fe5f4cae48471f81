using System.Globalization;

namespace SteppedCare;

/// <summary>Tenths of deprivation, and the fifths that they are gathered into; the first is the most deprived.</summary>
internal static class DeprivationGroups
{
    internal static AxisGroups Tenths { get; } = new(EquityAxis.DeprivationDecile, AuditAxis.DeprivationDecile, "Deprivation, tenths",
    [
        .. Enumerable.Range(1, 10).Select(tenth => new EquityGroup(Number(tenth), tenth switch { 1 => "1 (most deprived)", 10 => "10 (least deprived)", _ => Number(tenth) })
        {
            Within = Number((tenth + 1) / 2),
            NationalReliableRecovery = tenth switch { 1 => 40.5, 5 => 49.2, 10 => 52.4, _ => null },
        }),
    ]);

    internal static AxisGroups Fifths { get; } = new(EquityAxis.DeprivationQuintile, AuditAxis.DeprivationDecile, "Deprivation, fifths",
    [
        .. Enumerable.Range(1, 5).Select(fifth => new EquityGroup(Number(fifth), fifth switch { 1 => "1 (most deprived)", 5 => "5 (least deprived)", _ => Number(fifth) })),
    ])
    { GroupOf = Tenths.Gathered };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
