using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Documents;

public sealed class RevisionPageTests
{
    private const string Command = "dotnet run --project src/SteppedCare.Cli -- policy document policies";

    private static readonly RevisionPage s_page = new("BEGIN new END", "<svg/>");

    public static TheoryData<string> Folders => Revisions.Shipped;

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_shipped_page_says_what_its_rules_say(string folder)
    {
        var page = RevisionPage.Of(Revisions.Of(folder));
        var readme = Revisions.Read(folder, RevisionPage.ReadmeName);

        Assert.True(page.Into(readme) == readme, $"{folder}/{RevisionPage.ReadmeName} is out of date. Run: {Command}");
        Assert.True(page.Picture == Revisions.Read(folder, RevisionPage.PictureName), $"{folder}/{RevisionPage.PictureName} is out of date. Run: {Command}");
        Assert.Contains($"]({RevisionPage.PictureName})", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_wrote_around_the_markers_stays() =>
        Assert.Equal("# By hand\n\nBEGIN new END\n\nalso by hand\n", s_page.Into($"# By hand\r\n\r\n{RevisionPage.Begin}\r\nold\r\n{RevisionPage.End}\r\n\r\nalso by hand\r\n"));

    [Theory]
    [InlineData("nothing")]
    [InlineData(RevisionPage.Begin)]
    [InlineData(RevisionPage.End + RevisionPage.Begin)]
    [InlineData(RevisionPage.Begin + RevisionPage.Begin + RevisionPage.End)]
    [InlineData(RevisionPage.Begin + RevisionPage.End + RevisionPage.End)]
    public void A_page_without_one_pair_of_markers_is_left_alone(string readme) => Assert.Null(s_page.Into(readme));

    [Fact]
    public void A_page_that_was_just_made_is_up_to_date()
    {
        var page = RevisionPage.Of(PracticePolicy.Revision);
        var made = page.NewReadme(new PolicyLabel("practice", "2026.1"));

        Assert.StartsWith("# Practice, revision 2026.1, for clinicians\n", made, StringComparison.Ordinal);
        Assert.Equal(made, page.Into(made));
    }
}
