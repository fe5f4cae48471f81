using System.Diagnostics;

namespace SteppedCare.Tests.House;

public sealed class ContractTests
{
    [Fact]
    public async Task The_contract_is_clean_under_buf_lint()
    {
        var buf = Repository.PathOf("eng", "clients", "node_modules", ".bin", "buf");
        Assert.True(File.Exists(buf), "buf is missing; eng/test installs it (npm install in eng/clients).");
        using var lint = Process.Start(new ProcessStartInfo(buf, "lint") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await lint.StandardOutput.ReadToEndAsync() + await lint.StandardError.ReadToEndAsync();
        await lint.WaitForExitAsync();
        Assert.True(lint.ExitCode == 0, said);
    }
}
