using System.Collections;
using SteppedCare.Server.Hosting;

namespace SteppedCare.FunctionalTests.Hosting;

public sealed class SettingsTests : IDisposable
{
    private const string Leeds = """
        { "Services": { "leeds": { "Policy": "talking-therapies", "Version": "2026.1", "TimeZone": "Europe/Dublin",
          "Contacts": [ { "Name": "Crisis line", "Number": "111", "When": "Now.", "ReviewBy": "2027-01-31" } ] } } }
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_any_setting_the_demo_service_answers_on_loopback_from_an_embedded_file()
    {
        var (settings, faults) = _folder.Read([]);

        Assert.Empty(faults);
        Assert.Equal("127.0.0.1:5080", settings.Listen.Grpc.ToString());
        Assert.Equal("127.0.0.1:5081", settings.Listen.Web.ToString());
        Assert.Null(settings.Listen.Operations);
        Assert.Equal(Path.Combine(_folder.Path, "data", "trajectories.db"), settings.Store.SqlitePath);
        Assert.Equal("embedded", settings.StoreKind);
        var demo = Assert.Single(settings.Services);
        Assert.Equal(("demo", "talking-therapies", null, "Europe/London"), (demo.Name, demo.Policy, demo.Version, demo.TimeZone.Id));
        Assert.Equal(["999", "111", "116 123", "Text SHOUT to 85258"], demo.Contacts.Select(contact => contact.Number));
    }

    [Fact]
    public void An_argument_wins_over_the_environment_and_that_over_the_file()
    {
        var file = _folder.Write("ops.json", """{ "Limits": { "MaxDeadline": "1s", "MaxMessageBytes": 2048, "MaxConcurrentStreams": 7 } }""");
        var environment = new Hashtable
        {
            ["STEPPEDCARE_LIMITS__MAXDEADLINE"] = "2s",
            ["STEPPEDCARE__LIMITS__MAXMESSAGEBYTES"] = "4096",
            ["LIMITS__MAXDEADLINE"] = "no concern of ours",
        };

        var (settings, faults) = _folder.Read(["--config", file, "--limits:maxdeadline", "3s"], environment);

        Assert.Empty(faults);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.Limits.MaxDeadline);
        Assert.Equal(4096, settings.Limits.MaxMessageBytes);
        Assert.Equal(7, settings.Limits.MaxConcurrentStreams);
    }

    [Fact]
    public void The_file_can_be_named_by_the_environment()
    {
        var environment = new Hashtable { ["STEPPEDCARE_CONFIG"] = _folder.Write("ops.json", """{ "Limits": { "MaxConcurrentStreams": 7 } }""") };

        Assert.Equal(7, _folder.Read([], environment).Settings.Limits.MaxConcurrentStreams);
    }

    [Fact]
    public void An_empty_variable_takes_a_weaker_value_back()
    {
        var file = _folder.Write("ops.json", """{ "Store": { "Redis": "10.0.0.1:6379" } }""");

        var (settings, faults) = _folder.Read(["--config", file], new Hashtable { ["STEPPEDCARE_STORE__REDIS"] = "" });

        Assert.Empty(faults);
        Assert.Equal("embedded", settings.StoreKind);
    }

    [Fact]
    public void Whoever_declares_a_service_gets_that_alone()
    {
        var (settings, faults) = _folder.Read(["--config", _folder.Write("leeds.json", Leeds)]);

        Assert.Empty(faults);
        var service = Assert.Single(settings.Services);
        Assert.Equal(("leeds", "2026.1", "Europe/Dublin"), (service.Name, service.Version, service.TimeZone.Id));
        Assert.Equal([new ContactOptions("Crisis line", "111", "Now.", new DateOnly(2027, 1, 31))], service.Contacts);
    }

    [Fact]
    public void A_list_of_contacts_replaces_the_shipped_one_whole()
    {
        var file = _folder.Write("contacts.json", Leeds.Replace("leeds", "demo", StringComparison.Ordinal));

        var (settings, faults) = _folder.Read(["--config", file]);

        Assert.Empty(faults);
        Assert.Equal(["111"], Assert.Single(settings.Services).Contacts.Select(contact => contact.Number));
    }

    [Fact]
    public void A_service_without_contacts_is_refused()
    {
        var (_, faults) = _folder.Read(["--Services:leeds:Policy", "talking-therapies"]);

        Assert.Equal(
            ["Services:leeds:Contacts: a service must have crisis contacts: people are shown them whenever something goes wrong."],
            faults.Select(fault => fault.Message));
    }

    [Fact]
    public void Half_a_contact_is_refused_part_by_part()
    {
        var (_, faults) = _folder.Read(["--Services:demo:Contacts:0:Name", "Crisis line", "--Services:demo:Contacts:0:ReviewBy", "31/01/2027"]);

        Assert.Equal(
            [
                "Services:demo:Contacts:0:Number is missing: must be 1 to 40 characters.",
                "Services:demo:Contacts:0:When is missing: must be 1 to 200 characters.",
                "Services:demo:Contacts:0:ReviewBy = \"31/01/2027\" (argument): must be a date such as 2027-01-31.",
            ],
            faults.Select(fault => fault.Message));
    }

    [Theory]
    [InlineData("Listen:Grpc", "5080")]
    [InlineData("Listen:Grpc", "127.0.0.1")]
    [InlineData("Listen:Grpc", "127.0.0.1:70000")]
    [InlineData("Listen:Web", "localhost:5081")]
    [InlineData("Listen:Operations", "::1:5082")]
    [InlineData("Limits:MaxMessageBytes", "1023")]
    [InlineData("Limits:MaxMessageBytes", "16777217")]
    [InlineData("Limits:MaxMessageBytes", "1e4")]
    [InlineData("Limits:MaxDeadline", "99ms")]
    [InlineData("Limits:MaxDeadline", "11m")]
    [InlineData("Limits:MaxConcurrentStreams", "0")]
    [InlineData("Limits:ShutdownTimeout", "500ms")]
    [InlineData("Log:Level", "loud")]
    [InlineData("Log:Level", "3")]
    [InlineData("Development", "yes")]
    [InlineData("Watch", "always")]
    [InlineData("Reflection", "on")]
    [InlineData("Store:Redis", "10.0.0.1:6379,password=hush")]
    [InlineData("Store:RedisCallTimeout", "49ms")]
    [InlineData("Store:RedisReplicas", "6")]
    [InlineData("Store:RedisReplicas", "-1")]
    [InlineData("Services:demo:Policy", "Talking Therapies")]
    [InlineData("Services:demo:Version", "../2026")]
    public void A_value_out_of_its_range_is_refused_with_what_is_allowed(string name, string value)
    {
        var (_, faults) = _folder.Read([$"--{name}={value}"]);

        Assert.Equal($"{name} = \"{value}\" (argument): must be {SettingCatalogue.Find(name)!.Allowed}.", Assert.Single(faults).Message);
    }

    [Fact]
    public void Watching_needs_the_switch_and_is_one_itself()
    {
        Assert.Equal(
            ["Watch = \"True\" (argument): only with Development: what is watched answers people without anybody's approval."],
            _folder.Read(["--watch"]).Faults.Select(fault => fault.Message));
        Assert.True(_folder.Read(["--watch", "--development"]).Settings.Watch);
    }

    [Theory]
    [InlineData("[::1]:5080")]
    [InlineData("127.8.8.8:5080")]
    public void Every_loopback_address_needs_no_switch(string address) => Assert.Empty(_folder.Read(["--Listen:Grpc", address]).Faults);

    [Theory]
    [InlineData("Listen:Grpc", "[::]:5080")]
    [InlineData("Listen:Web", "10.0.0.1:5081")]
    public void Every_other_address_needs_the_switch(string name, string address)
    {
        Assert.Equal(name, Assert.Single(_folder.Read([$"--{name}={address}"]).Faults).Name);
        Assert.Empty(_folder.Read([$"--{name}={address}", "--development"]).Faults);
    }

    [Fact]
    public void Operations_may_face_the_network() => Assert.Empty(_folder.Read(["--Listen:Operations", "0.0.0.0:9090"]).Faults);

    [Fact]
    public void Two_addresses_cannot_be_one()
    {
        var fault = Assert.Single(_folder.Read(["--Listen:Operations", "127.0.0.1:5081"]).Faults);

        Assert.Equal("Listen:Operations = \"127.0.0.1:5081\" (argument): must be another address than Listen:Web.", fault.Message);
    }

    [Theory]
    [InlineData("Sotre:Redis", " Did you mean Store:Redis?")]
    [InlineData("Services:demo:Polcy", " Did you mean Services:demo:Policy?")]
    [InlineData("Redis", "")]
    [InlineData("Quite:Something:Else", "")]
    public void A_name_that_is_no_setting_is_refused_with_the_nearest_one(string name, string suggestion)
    {
        var (_, faults) = _folder.Read([$"--{name}", "x"]);

        Assert.Equal($"{name} (argument) is no setting.{suggestion}", Assert.Single(faults).Message);
    }

    [Fact]
    public void A_missing_policies_folder_is_refused()
    {
        var fault = Assert.Single(_folder.Read(["--Policies", "elsewhere"]).Faults);

        Assert.Equal($"Policies = \"elsewhere\" (argument): there is no folder {_folder.Path}/elsewhere.", fault.Message);
    }
}
