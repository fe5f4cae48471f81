using System.Text;

namespace SteppedCare.Server.Hosting;

/// <summary>What --help prints: every setting, from the catalogue.</summary>
internal static class HelpText
{
    public static string Build()
    {
        var text = new StringBuilder(
            """
            SteppedCare.Server: recommends steps of mental-health care to clinicians, over gRPC.

              dotnet SteppedCare.Server.dll [--config <file>] [--<setting> <value> ...]
              dotnet SteppedCare.Server.dll healthcheck [--address <url>] [--service <name>] [--timeout <time>]
              dotnet SteppedCare.Server.dll --version | --help

            A setting is given as an argument (--Listen:Grpc 127.0.0.1:5080 or --Listen:Grpc=127.0.0.1:5080), as an environment
            variable (STEPPEDCARE_LISTEN__GRPC), in the file named by --config or STEPPEDCARE_CONFIG, or in appsettings.json
            beside the program. The first of these that has it wins; names know no case.

            Settings:

            """);
        foreach (var setting in SettingCatalogue.All)
        {
            text.Append("  ").Append(setting.Name).Append('\n')
                .Append("      ").Append(setting.Meaning).Append('\n')
                .Append("      Must be ").Append(setting.Allowed).Append(setting.Default.Length == 0 ? "." : $". Default: {setting.Default}").Append('\n');
        }

        return text.Append(
            """

            Exit codes: 0 stopped when asked to (healthcheck: serving), 1 failed while running (healthcheck: not serving),
            64 bad arguments, 69 something needed is not to be had, such as a free port, 78 settings or policies refused.

            """).ToString();
    }
}
