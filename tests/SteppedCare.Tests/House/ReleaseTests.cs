using System.Diagnostics;

namespace SteppedCare.Tests.House;

/// <summary>What a release promised its callers is kept: docs/versioning.md.</summary>
public sealed class ReleaseTests
{
    private const string Protos = "protos/steppedcare/v1/";

    private static readonly string[] s_releases = [.. Oldest(Directory.EnumerateFiles(Repository.PathOf("eng", "releases"), "*.binpb").Select(Named))];

    public static TheoryData<string> Releases { get; } = [.. s_releases];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task The_contract_breaks_no_caller_of(string release)
    {
        var (exitCode, said) = await BreakingAsync(Repository.Root, release);

        Assert.True(exitCode == 0, said);
    }

    [Theory]
    [InlineData("events.proto", "  string ended_on = 3;\n", "", "Previously present field \"3\" with name \"ended_on\"")]
    [InlineData("events.proto", "string ended_on = 3;", "reserved 3;", "Previously present field \"3\" with name \"ended_on\"")]
    [InlineData("events.proto", "string ended_on = 3;", "string ended_on = 30;", "Previously present field \"3\" with name \"ended_on\"")]
    [InlineData("events.proto", "string ended_on = 3;", "string finished_on = 3;", "changed name from \"ended_on\" to \"finished_on\"")]
    [InlineData("events.proto", "int64 therapy_code = 3;", "string therapy_code = 3;", "changed type from \"int64\" to \"string\"")]
    [InlineData("events.proto", "repeated PriorCourse prior_courses = 2;", "PriorCourse prior_courses = 2;", "changed cardinality from \"repeated\"")]
    [InlineData("vocabulary.proto", "ATTENDANCE_ATTENDED = 5;", "ATTENDANCE_ATTENDED = 8;", "Previously present enum value \"5\" on enum \"Attendance\"")]
    [InlineData("vocabulary.proto", "ATTENDANCE_ATTENDED = 5;", "ATTENDANCE_CAME = 5;", "changed name from \"ATTENDANCE_ATTENDED\" to \"ATTENDANCE_CAME\"")]
    [InlineData("decision_service.proto", "rpc Evaluate(", "rpc Assess(", "Previously present RPC \"Evaluate\" on service \"DecisionService\" was deleted")]
    [InlineData("decision_service.proto", "rpc Evaluate(EvaluateRequest)", "rpc Evaluate(ReviewRequest)", "changed request type")]
    [InlineData("events.proto", "\"SteppedCare.V1\"", "\"SteppedCare.Events\"", "option \"csharp_namespace\" changed")]
    public async Task A_change_that_breaks_callers_is_refused(string file, string released, string changed, string fault)
    {
        using var copy = new ContractCopy();
        copy.Change(Protos + file, released, changed);

        var (exitCode, said) = await BreakingAsync(copy.Root, s_releases[^1]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(fault, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_addition_is_taken()
    {
        using var copy = new ContractCopy();
        copy.Change(Protos + "events.proto", "string ended_on = 3;", "string ended_on = 3;\n  string begun_on = 1000;");
        copy.Change(Protos + "vocabulary.proto", "ATTENDANCE_ATTENDED = 5;", "ATTENDANCE_ATTENDED = 5;\n  ATTENDANCE_SENT = 1000;");
        copy.Change(Protos + "decision_service.proto", "rpc Evaluate(", "rpc Assess(EvaluateRequest) returns (EvaluateResponse);\n  rpc Evaluate(");

        var (exitCode, said) = await BreakingAsync(copy.Root, s_releases[^1]);

        Assert.True(exitCode == 0, said);
    }

    [Fact]
    public void Releases_follow_one_another_by_version() =>
        Assert.Equal(
            ["0.4.0-preview.binpb", "0.4.0.binpb", "0.9.0.binpb", "0.10.0-preview.binpb", "0.10.0.binpb"],
            Oldest(["0.10.0.binpb", "0.4.0.binpb", "0.10.0-preview.binpb", "0.9.0.binpb", "0.4.0-preview.binpb"]));

    private static string Named(string path) => Path.GetFileName(path);

    // A preview comes before what it is a preview of.
    private static IEnumerable<string> Oldest(IEnumerable<string> releases) => releases
        .Select(release => (Release: release, Parts: Path.GetFileNameWithoutExtension(release).Split('-', 2)))
        .OrderBy(each => Version.Parse(each.Parts[0])).ThenByDescending(each => each.Parts.Length).ThenBy(each => each.Release, StringComparer.Ordinal)
        .Select(each => each.Release);

    private static async Task<(int ExitCode, string Said)> BreakingAsync(string folder, string release)
    {
        var buf = Repository.PathOf("eng", "clients", "node_modules", ".bin", "buf");
        Assert.True(File.Exists(buf), "buf is missing; eng/test installs it (npm install in eng/clients).");
        using var breaking = Process.Start(new ProcessStartInfo(buf, ["breaking", "--against", Repository.PathOf("eng", "releases", release)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(breaking.StandardOutput.ReadToEndAsync(), breaking.StandardError.ReadToEndAsync());
        await breaking.WaitForExitAsync();
        return (breaking.ExitCode, string.Concat(said));
    }

    /// <summary>The contract as it is, to be changed.</summary>
    private sealed class ContractCopy : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-contract-");

        internal ContractCopy()
        {
            File.Copy(Repository.PathOf("buf.yaml"), Path.Combine(Root, "buf.yaml"));
            foreach (var file in Directory.EnumerateFiles(Repository.PathOf("protos"), "*.proto", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(Root, Path.GetRelativePath(Repository.Root, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        internal string Root => _folder.FullName;

        internal void Change(string file, string was, string becomes)
        {
            var path = Path.Combine(Root, file);
            var text = File.ReadAllText(path);
            Assert.Contains(was, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(was, becomes, StringComparison.Ordinal));
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
