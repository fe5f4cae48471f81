using SteppedCare.Server.Hosting;

namespace SteppedCare.FunctionalTests.Hosting;

public sealed class ContentRootTests : IDisposable
{
    private readonly DirectoryInfo _outside = Directory.CreateTempSubdirectory("steppedcare-root-");
    private readonly DirectoryInfo _solution;
    private readonly DirectoryInfo _deep;

    public ContentRootTests()
    {
        _solution = _outside.CreateSubdirectory("clone");
        File.WriteAllText(Path.Combine(_solution.FullName, ContentRoot.Marker), "");
        _deep = _solution.CreateSubdirectory("src/SteppedCare.Server/bin");
    }

    public void Dispose() => _outside.Delete(recursive: true);

    [Fact]
    public void It_is_the_solution_above_the_working_folder() => Assert.Equal(_solution.FullName, ContentRoot.Find(_deep.FullName, _outside.FullName));

    [Fact]
    public void From_elsewhere_it_is_the_solution_above_the_program() => Assert.Equal(_solution.FullName, ContentRoot.Find(_outside.FullName, _deep.FullName));

    [Fact]
    public void Where_there_is_no_solution_it_is_the_program_s_own_folder()
    {
        var program = _outside.CreateSubdirectory("app").FullName;

        Assert.Equal(program, ContentRoot.Find(_outside.FullName, program + Path.DirectorySeparatorChar));
    }

    [Fact]
    public void Relative_folders_follow_it_and_full_ones_do_not()
    {
        using var folder = new TestFolder();
        var elsewhere = _outside.CreateSubdirectory("elsewhere").FullName;

        var (settings, faults) = folder.Read(["--Data", "kept/here", "--Policies", elsewhere]);

        Assert.Empty(faults);
        Assert.Equal(Path.Combine(folder.Path, "kept", "here"), settings.Folders.Data);
        Assert.Equal(elsewhere, settings.Folders.Policies);
    }
}
