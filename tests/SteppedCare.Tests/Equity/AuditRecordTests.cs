using SteppedCare.Tests.Episodes;

namespace SteppedCare.Tests.Equity;

/// <summary>What is kept for audit only, by the version that told it. Its bytes outlive this code: docs/storage-vectors.txt.</summary>
public sealed class AuditRecordTests
{
    private static readonly AuditGroups s_first = Groups("0a0532362d36341a014b420131");
    private static readonly AuditGroups s_second = Groups("0a0532362d36341a014a420131");

    [Fact]
    public void A_record_is_written_and_read_as_its_vector_says()
    {
        var record = AuditRecord.Empty.With(1, s_first).With(3, s_second);

        Assert.Equal(StorageVectorTests.Vector("audit"), Convert.ToHexStringLower(record.Write()));
        Assert.Equal(["", "K", "K", "J", "J"], Enumerable.Range(0, 5).Select(version => Read("audit").GroupsAt(version)[AuditAxis.Ethnicity]));
    }

    [Fact]
    public void One_set_without_a_version_counts_from_the_first()
    {
        var record = Read("audit-without-version");

        Assert.Equal(["", "26-64", "26-64"], new[] { 0, 1, 7 }.Select(version => record.GroupsAt(version)[AuditAxis.AgeBand]));
        Assert.Equal(StorageVectorTests.Vector("audit"), Convert.ToHexStringLower(record.With(3, s_second).Write()));
    }

    [Fact]
    public void Groups_that_say_nothing_new_are_not_written_again()
    {
        var record = AuditRecord.Empty.With(1, s_first);

        Assert.Same(record, record.With(2, s_first));
        Assert.Same(AuditRecord.Empty, AuditRecord.Empty.With(1, AuditGroups.None));
        Assert.Equal(["K", ""], new[] { 1, 2 }.Select(version => record.With(2, AuditGroups.None).GroupsAt(version)[AuditAxis.Ethnicity]));
    }

    [Theory]
    [InlineData("0101")]
    [InlineData("010101050a")]
    [InlineData("01010900")]
    [InlineData("0a05")]
    [InlineData("620131")]
    [InlineData("0801")]
    public void What_nobody_wrote_is_refused(string bytes) => Assert.Throws<FormatException>(() => AuditRecord.Read(Convert.FromHexString(bytes)).GroupsAt(9));

    private static AuditRecord Read(string vector) => AuditRecord.Read(Convert.FromHexString(StorageVectorTests.Vector(vector)));

    private static AuditGroups Groups(string bytes) => AuditGroups.Read(Convert.FromHexString(bytes));
}
