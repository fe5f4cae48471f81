using System.Xml.Linq;

namespace SteppedCare.Tests.House;

public sealed class ArrowTests
{
    // Who may know whom. What is not here is forbidden.
    private static readonly Dictionary<string, string[]> s_allowed = new(StringComparer.Ordinal)
    {
        ["SteppedCare.Cohorts"] = ["SteppedCare.Contracts"],
        ["SteppedCare.Contracts"] = [],
        ["SteppedCare.Core"] = [],
        ["SteppedCare.Policies"] = ["SteppedCare.Core"],
        ["SteppedCare.Server"] = ["SteppedCare.Contracts", "SteppedCare.Core", "SteppedCare.Policies"],
        ["SteppedCare.Client"] = ["SteppedCare.Contracts"],
        ["SteppedCare.Cli"] = ["SteppedCare.Client", "SteppedCare.Cohorts", "SteppedCare.Contracts", "SteppedCare.Core", "SteppedCare.Policies"],
    };

    [Fact]
    public void The_source_has_exactly_these_seven_projects() =>
        Assert.Equal(s_allowed.Keys.Order(StringComparer.Ordinal), ProjectsIn("src").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void No_project_points_where_it_may_not()
    {
        foreach (var project in ProjectsIn("src"))
        {
            var forbidden = ReferencesOf(project).Except(s_allowed[Path.GetFileNameWithoutExtension(project)]);
            Assert.Empty(forbidden.Select(other => $"{Path.GetFileNameWithoutExtension(project)} -> {other}"));
        }
    }

    // Invented people know nothing of the service either.
    [Fact]
    public void Load_tests_see_the_contract_and_nothing_else_of_the_service() =>
        Assert.All(ProjectsIn("load-tests"), project => Assert.Empty(ReferencesOf(project).Except(["SteppedCare.Contracts", "SteppedCare.Cohorts"])));

    [Fact]
    public void Core_uses_no_package() =>
        Assert.Empty(Elements(Repository.PathOf("src", "SteppedCare.Core", "SteppedCare.Core.csproj"), "PackageReference"));

    [Theory]
    [InlineData("Microsoft.CodeAnalysis", "src/SteppedCare.Policies/")]
    [InlineData("StackExchange.Redis", "src/SteppedCare.Server/Trajectories/", "src/SteppedCare.Server/Registry/")]
    [InlineData("Microsoft.Data.Sqlite", "src/SteppedCare.Server/Trajectories/", "src/SteppedCare.Server/Registry/")]
    [InlineData("SQLitePCL", "src/SteppedCare.Server/Trajectories/")]
    [InlineData("SteppedCare.V1", "src/SteppedCare.Server/Services/", "src/SteppedCare.Client/", "src/SteppedCare.Cli/")]
    public void Only_one_place_names(string space, params string[] places)
    {
        var named = Repository.SourcesIn("src")
            .Where(path => File.ReadLines(path).Any(line => line.StartsWith($"using {space}", StringComparison.Ordinal) || line.Contains($"= {space}", StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !places.Any(place => path.StartsWith(place, StringComparison.Ordinal)));
        Assert.Empty(named);
    }

    private static IEnumerable<string> ProjectsIn(string folder) => Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories);

    private static IEnumerable<string> ReferencesOf(string project) =>
        Elements(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static IEnumerable<string> Elements(string project, string name) =>
        XDocument.Load(project).Descendants(name).Select(element => (string?)element.Attribute("Include")).OfType<string>();
}
