namespace SteppedCare.FunctionalTests.Documents;

/// <summary>A person at a shell in a folder of their own, with <c>stepped-care</c> on their path.</summary>
internal sealed class Keyboard : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    public Keyboard()
    {
        var programs = Directory.CreateDirectory(Path.Combine(_folder.Path, "programs"));
        var program = Path.Combine(programs.FullName, "stepped-care");
        File.WriteAllText(program, $"#!/bin/sh\nexec dotnet {Repository.Built("src/SteppedCare.Cli", "stepped-care.dll")} \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "work")).FullName;
        _environment = new()
        {
            ["PATH"] = $"{programs.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
        };
    }

    public string Folder { get; }

    public void Set(string variable, string value) => _environment[variable] = value;

    public Task<Shell> TypeAsync(string line) => Shell.RunAsync($"cd {Folder} && {line}", _environment);

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public void Write(string path, string text) => File.WriteAllText(Path.Combine(Folder, path), text);

    /// <summary>Changes a passage that stands in the file once.</summary>
    public void Edit(string path, string before, string after)
    {
        var text = Read(path);
        Assert.Equal(2, text.Split(before).Length);
        Write(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
