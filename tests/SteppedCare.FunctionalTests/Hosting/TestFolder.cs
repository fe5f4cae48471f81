using System.Collections;
using SteppedCare.Server.Hosting;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>A content root of a test's own, with the smallest policy there can be.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-host-");

    private const string SmallestPolicy = """
        Ladder(Low, High);
        Safety("item-9").When(p => p.Item9 >= 1).IfUnknown(AskRisk).Raise(SameDay, "Call today").Because("Item 9 is above zero", Judgement("a test"));
        Triage("anybody").Otherwise().Enter(Low).Because("Everybody begins low", Judgement("a test"));
        Review("carry-on").Otherwise().Continue().Because("Everybody goes on", Judgement("a test"));
        """;

    public TestFolder() =>
        File.WriteAllText(System.IO.Path.Combine(_folder.CreateSubdirectory("policies/talking-therapies/2026.1").FullName, "policy.csx"), SmallestPolicy);

    /// <summary>For a server whose episodes only the test writes to.</summary>
    public static IReadOnlyList<string> StoppedClock { get; } = ["--Sweep:Enabled=false"];

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
