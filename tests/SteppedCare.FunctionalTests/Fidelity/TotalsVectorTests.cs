using SteppedCare.FunctionalTests.Documents;
using SteppedCare.Server.Fidelity;

namespace SteppedCare.FunctionalTests.Fidelity;

/// <summary>What docs/storage-vectors.txt says of totals is what is written, and what is read.</summary>
public sealed class TotalsVectorTests
{
    private static readonly Dictionary<string, Dictionary<Figure, long>> s_slices = new(StringComparer.Ordinal)
    {
        [SliceCodec.Write(new Slice(default, Step.Low, Problem.Depression, "tt/1"))] = new() { [Figure.Recovered] = 1, [Figure.Finished] = 300 },
        [SliceCodec.Write(new Slice(default, Step.None, Problem.NoDescriptor, ""))] = new() { [Figure.Referred] = 2 },
        [SliceCodec.Write(new Slice(default, Step.High, Problem.NoDescriptor, ""))] = new() { [Figure.Referred] = 0 },
    };

    [Fact]
    public void A_page_is_written_as_the_vector_says() => Assert.Equal(Convert.ToHexStringLower(Vector), Convert.ToHexStringLower(PageCodec.Write(s_slices)));

    [Fact]
    public void A_page_reads_as_it_was_written()
    {
        var read = PageCodec.Read(Vector);

        Assert.Equal(["0|0||| Referred 2", "2|1|tt/1|| Finished 300", "2|1|tt/1|| Recovered 1"], read.SelectMany(slice => slice.Value.Select(each => $"{slice.Key} {each.Key} {each.Value}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_page_cut_short_anywhere_is_refused_or_ends_between_slices()
    {
        var whole = Vector;
        var between = Enumerable.Range(0, whole.Length).Where(length => !IsRefused(whole[..length]));

        Assert.Equal([0, 10], between);
    }

    [Theory]
    [InlineData("1@Europe/London", "2@Europe/London", false)]
    [InlineData("2@Europe/London", "1@Europe/London", true)]
    [InlineData("2@Europe/London", "1@Asia/Tokyo", true)]
    [InlineData("2@Europe/London", "2@GMT Standard Time", true)]
    [InlineData("2@Europe/London", "3@Asia/Tokyo", false)]
    [InlineData("2@Europe/London", "2@Europe/London", false)]
    public void A_definition_takes_the_place_of_older_ones_and_of_other_calendars(string definition, string other, bool supersedes)
    {
        Assert.Equal(supersedes, FigureDefinition.Parse(definition).Supersedes(FigureDefinition.Parse(other)));
        Assert.Equal(definition, FigureDefinition.Parse(definition).ToString());
    }

    private static byte[] Vector =>
        Convert.FromHexString(Repository.Read("docs/storage-vectors.txt").Split('\n').Single(line => line.StartsWith("totals-page ", StringComparison.Ordinal)).Split(' ')[1].Trim());

    private static bool IsRefused(byte[] bytes)
    {
        try
        {
            PageCodec.Read(bytes);
            return false;
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
