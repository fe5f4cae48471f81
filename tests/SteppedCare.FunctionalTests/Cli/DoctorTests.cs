using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.Server.Hosting;

namespace SteppedCare.FunctionalTests.Cli;

public sealed class DoctorTests
{
    [Fact]
    public async Task A_crisis_contact_that_nobody_looked_at_by_its_date_is_told_to_the_doctor_and_counted()
    {
        await using var server = await AServer.StartAsync([
            "--Services:demo:Contacts:0:Name=Crisis line", "--Services:demo:Contacts:0:Number=111", "--Services:demo:Contacts:0:When=Now.", "--Services:demo:Contacts:0:ReviewBy=2020-01-31",
        ]);
        await server.UntilReadyIsAsync("ready\n");
        using var operatorsKeyboard = new Keyboard();

        var run = await operatorsKeyboard.TypeAsync($"stepped-care doctor --address {server.Addresses.Grpc} --web {server.Addresses.Web}");

        Assert.True(run.ExitCode == 6, run.Output + run.Errors);
        Assert.Contains("NO contacts: 1 crisis contact(s) are past their date of review", run.Output, StringComparison.Ordinal);
        Assert.Contains("steppedcare_contacts_overdue 1\n", await server.GetAsync(server.Operations, WebPages.Metrics), StringComparison.Ordinal);
    }
}
