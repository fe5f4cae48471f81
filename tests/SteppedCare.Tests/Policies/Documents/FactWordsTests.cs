using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Documents;

public sealed class FactWordsTests
{
    [Fact]
    public void Every_fact_has_words_that_no_other_has()
    {
        var missing = FactTable.All.Where(row => !FactWords.Knows(row)).Select(row => row.Name);
        Assert.True(!missing.Any(), $"FactWords.cs has no words for {string.Join(", ", missing)}.");

        var phrases = FactTable.All.Select(row => FactWords.Of(row).Yes).ToList();
        Assert.Equal(phrases.Distinct(), phrases);
    }
}
