namespace SteppedCare.Tests.FactBuilding;

public sealed class FactsVectorTests
{
    [Fact]
    public void Any_facts_come_back_as_they_were()
    {
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var facts = new Facts();
            foreach (var row in FactTable.All.Where(_ => random.Next(2) == 0))
            {
                facts[row.Number] = random.Next(4) == 0 ? random.Next(-5, 2) : random.Next(row.Least, row.Most + 1);
            }

            var read = FactsVector.Decode(FactsVector.Encode(facts));

            Assert.All(FactTable.All, row => Assert.Equal(facts[row.Number], read[row.Number]));
        }
    }

    [Theory]
    [InlineData("00")] // no presence
    [InlineData("010100")] // fact 0
    [InlineData("02040000")] // presence that ends in nothing
    [InlineData("10000000000000000000000000000000800100")] // fact 127
    [InlineData("0104")] // forms cut short
    [InlineData("010402")] // a value cut short
    [InlineData("010404")] // a form for no fact
    [InlineData("01040000")] // more after the end
    [InlineData("010402ffffffff0f")] // a value beyond 31 bits
    [InlineData("010402ffffffffffffffffff02")] // a number beyond 64 bits
    public void What_is_no_facts_vector_is_refused(string hex) =>
        Assert.Throws<FormatException>(() => FactsVector.Decode(Convert.FromHexString(hex)));

    [Fact]
    public void Noise_is_refused_or_read_and_never_does_anything_else()
    {
        var random = new Random(3);
        var refused = 0;
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            try
            {
                FactsVector.Decode(bytes);
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1_000, 5_000);
    }
}
