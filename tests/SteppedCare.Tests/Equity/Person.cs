namespace SteppedCare.Tests.Equity;

/// <summary>Somebody of these groups.</summary>
internal static class Person
{
    internal static AuditRecord Of(params (AuditAxis Axis, string Code)[] codes) => AuditRecord.Empty.With(1, GroupsOf(codes));

    internal static AuditGroups GroupsOf(params (AuditAxis Axis, string Code)[] codes) => AuditGroups.Read(
        [.. codes.SelectMany(each => (byte[])[(byte)(((int)each.Axis << 3) | 2), (byte)each.Code.Length, .. System.Text.Encoding.ASCII.GetBytes(each.Code)])]);
}
