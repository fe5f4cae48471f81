using SteppedCare.Server.Fidelity;

namespace SteppedCare.FunctionalTests.Fidelity;

public sealed class SliceNameTests
{
    private static readonly Month s_march = new(2026, 3);

    public static TheoryData<string> Names => ["2|2|tt/1||", "0|0|tt/1|1.-1|", "0|0|tt/1|2.7|", "0|0|||dr-a", "3.K", "1.26-64", "10.en-GB", "5.", "1.a.b"];

    // What an earlier build kept has the names that it gave.
    [Theory]
    [MemberData(nameof(Names))]
    public void The_name_of_a_slice_is_read_as_it_was_written(string name) => Assert.Equal(name, SliceCodec.Write(SliceCodec.Read(s_march, name)));

    [Fact]
    public void The_name_of_a_group_says_its_axis_and_its_code()
    {
        Assert.Equal("3.K", SliceCodec.Write(Slice.Of(s_march, new GroupPlace(AuditAxis.Ethnicity, "K"))));
        Assert.Equal(Slice.Of(s_march, new GroupPlace(AuditAxis.Religion, "")), SliceCodec.Read(s_march, "5."));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".K")]
    [InlineData("K")]
    [InlineData("1|2|3")]
    public void What_nobody_wrote_is_no_slice(string name) => Assert.Throws<FormatException>(() => SliceCodec.Read(s_march, name));
}
