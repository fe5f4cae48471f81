using System.Collections;
using SteppedCare.Server.Hosting;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>A content root of a test's own, with an empty policies folder.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-host-");

    public TestFolder() => _folder.CreateSubdirectory("policies");

    public static IReadOnlyList<string> FreePorts { get; } = ["--Listen:Grpc=127.0.0.1:0", "--Listen:Web=127.0.0.1:0"];

    public string Path => _folder.FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public (HostSettings Settings, IReadOnlyList<SettingFault> Faults) Read(IReadOnlyList<string> arguments, IDictionary? environment = null)
    {
        var line = CommandLine.Parse(["--ContentRoot", Path, .. arguments]);
        Assert.Empty(line.Faults);
        return HostSettings.Read(line, environment ?? new Hashtable(), Path, AppContext.BaseDirectory);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
