namespace SteppedCare.Server.Hosting;

/// <summary>Every setting there is. The help text prints it, the reader refuses what is not in it, and docs/configuration.md is held against it.</summary>
internal static class SettingCatalogue
{
    private const string Address = "an IP address and a port, such as 127.0.0.1:5080, 0.0.0.0:5080 or [::1]:5080 (port 0 takes a free one)";
    private const string Folder = "a folder";
    private const string Time = "a number with its unit, such as 500ms, 2s or 1m";

    public static IReadOnlyList<Setting> All { get; } =
    [
        new(SettingNames.ListenGrpc, "127.0.0.1:5080", Address, "Where gRPC is served (HTTP/2 without TLS)."),
        new(SettingNames.ListenWeb, "127.0.0.1:5081", Address, "Where JSON, gRPC-Web and the web pages are served (HTTP/1.1, and HTTP/2 without TLS)."),
        new(SettingNames.ListenOperations, "", Address, "Where /metrics, /healthz and /readyz are served, and then nowhere else; unset, they are on the web address."),
        new(SettingNames.Development, "false", "true or false", "Lets a server that authenticates nobody listen outside loopback, loudly. --development alone means true."),
        new(SettingNames.Watch, "false", "true or false", "Publishes what is edited in the policy folder at once and rolls it out to the services on that policy. Only with Development. --watch alone means true."),
        new(SettingNames.Reflection, "true", "true or false", "Tells tools such as grpcurl the contract (grpc.reflection.v1 and v1alpha). It holds no data, and is published anyway."),
        new(SettingNames.Figures, "true", "true or false", "Whether this server takes part in adding up the figures of reports. One on a store is enough."),
        new(SettingNames.ContentRoot, "", "a folder that exists", "What relative folders are relative to; unset, the nearest folder above that holds SteppedCare.Grpc.sln, else the program's own."),
        new(SettingNames.Data, "data", Folder + " that can be written", "Where the embedded store keeps its file."),
        new(SettingNames.Policies, "policies", Folder + " that exists", "Where the policies are."),
        new(SettingNames.StoreRedis, "", "host:port, several separated by commas", "The Redis server to keep trajectories in; unset, the embedded store."),
        new(SettingNames.StoreRedisPassword, "", "the password of the default user", "The password of the Redis server.") { Secret = true },
        new(SettingNames.StoreRedisSsl, "false", "true or false", "Speak TLS to the Redis server."),
        new(SettingNames.StoreRedisCallTimeout, "2s", Time + ", from 50ms to 30s", "How long the Redis server may take to answer before it counts as unavailable, and its replicas to acknowledge."),
        new(SettingNames.StoreRedisReplicas, "0", "a whole number from 0 to 5", "How many replicas of its Redis primary must have a write before it is acknowledged to the caller."),
        new(SettingNames.ServicePolicy, "", "the name of a policy: lower-case letters, digits and hyphens", "Which policy answers for the service."),
        new(SettingNames.ServiceVersion, "", "a version label: letters, digits, dots, underscores and hyphens", "Which version of the policy is live; unset, the newest."),
        new(SettingNames.ServiceTimeZone, "Europe/London", "the name of a time zone, such as Europe/London", "The zone in which the service's dates are meant."),
        new(SettingNames.ContactName, "", "1 to 80 characters", "Who answers in a crisis."),
        new(SettingNames.ContactNumber, "", "1 to 40 characters", "The telephone number or short code."),
        new(SettingNames.ContactWhen, "", "1 to 200 characters", "When to use it, in words for the person."),
        new(SettingNames.ContactReviewBy, "", "a date such as 2027-01-31", "The date by which somebody checks that this is still right; past it the server warns at start."),
        new(SettingNames.LimitsMaxMessageBytes, "1048576", "a whole number from 1024 to 16777216", "The largest request, in bytes."),
        new(SettingNames.LimitsMaxDeadline, "30s", Time + ", from 100ms to 10m", "The longest a call may take; a call without a deadline, or with a later one, gets this."),
        new(SettingNames.LimitsMaxConcurrentStreams, "256", "a whole number from 1 to 10000", "How many calls one connection may have open."),
        new(SettingNames.LimitsShutdownTimeout, "20s", Time + ", from 1s to 5m", "How long calls under way may take to end when the server stops; also for callers who do not read their answers."),
        new(SettingNames.LimitsWorkshopTime, "2m", Time + ", from 1s to 10m", "The longest the process beside the server may take to judge, compile or compare policies; then it is ended."),
        new(SettingNames.LimitsWorkshopProcesses, "2", "a whole number from 1 to 16", "How many such processes there may be at once."),
        new(SettingNames.SweepEnabled, "true", "true or false", "Raises tasks for people where nobody acted by the day a policy asks for. Servers share the work; with it off on all of them nobody is told."),
        new(SettingNames.SweepEvery, "30s", Time + ", from 100ms to 60m", "How long after one look over what fell due the next begins."),
        new(SettingNames.SweepMostPerSecond, "5000", "a whole number from 1 to 100000", "How many episodes this server looks at for it in a second, at most: the rest of the store is for calls."),
        new(SettingNames.LogFormat, "simple", "simple or json", "One line a log entry, for people or for machines."),
        new(SettingNames.LogLevel, "information", "trace, debug, information, warning, error or critical", "The least level that is logged."),
    ];

    public static Setting Get(string name) => All.Single(setting => setting.Name == name);

    public static Setting? Find(string given) => All.FirstOrDefault(setting => setting.Matches(given));
}
