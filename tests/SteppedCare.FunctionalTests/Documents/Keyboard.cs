namespace SteppedCare.FunctionalTests.Documents;

/// <summary>A person at a shell in a folder of their own, to whom <c>stepped-care</c> is a command.</summary>
internal sealed class Keyboard : IDisposable
{
    private static readonly string s_program = Repository.Built("src/SteppedCare.Cli", "stepped-care.dll");

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public Keyboard() => Folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "work")).FullName;

    public string Folder { get; }

    public void Set(string variable, string value) => _environment[variable] = value;

    public Task<Shell> TypeAsync(string line) => Shell.RunAsync(Typed(line), _environment);

    /// <summary>Begun, and left to go on.</summary>
    public System.Diagnostics.Process Start(string line) => Shell.Start(Typed(line), _environment);

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

    private string Typed(string line) => $"stepped-care() {{ dotnet '{s_program}' \"$@\"; }}; cd {Folder} && {line}";
}
