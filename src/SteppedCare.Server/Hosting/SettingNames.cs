namespace SteppedCare.Server.Hosting;

/// <summary>The settings' names, said once.</summary>
internal static class SettingNames
{
    public const string ListenGrpc = "Listen:Grpc";
    public const string ListenWeb = "Listen:Web";
    public const string ListenOperations = "Listen:Operations";
    public const string Development = "Development";
    public const string Watch = "Watch";
    public const string Reflection = "Reflection";
    public const string Figures = "Figures";
    public const string ContentRoot = "ContentRoot";
    public const string Data = "Data";
    public const string Policies = "Policies";
    public const string StoreRedis = "Store:Redis";
    public const string StoreRedisPassword = "Store:RedisPassword";
    public const string StoreRedisSsl = "Store:RedisSsl";
    public const string StoreRedisCallTimeout = "Store:RedisCallTimeout";
    public const string StoreRedisReplicas = "Store:RedisReplicas";
    public const string Services = "Services";
    public const string ServicePolicy = "Services:<name>:Policy";
    public const string ServiceVersion = "Services:<name>:Version";
    public const string ServiceTimeZone = "Services:<name>:TimeZone";
    public const string ContactName = "Services:<name>:Contacts:<n>:Name";
    public const string ContactNumber = "Services:<name>:Contacts:<n>:Number";
    public const string ContactWhen = "Services:<name>:Contacts:<n>:When";
    public const string ContactReviewBy = "Services:<name>:Contacts:<n>:ReviewBy";
    public const string LimitsMaxMessageBytes = "Limits:MaxMessageBytes";
    public const string LimitsMaxDeadline = "Limits:MaxDeadline";
    public const string LimitsMaxConcurrentStreams = "Limits:MaxConcurrentStreams";
    public const string LimitsShutdownTimeout = "Limits:ShutdownTimeout";
    public const string LimitsWorkshopTime = "Limits:WorkshopTime";
    public const string LimitsWorkshopProcesses = "Limits:WorkshopProcesses";
    public const string SweepEnabled = "Sweep:Enabled";
    public const string SweepEvery = "Sweep:Every";
    public const string SweepMostPerSecond = "Sweep:MostPerSecond";
    public const string LogFormat = "Log:Format";
    public const string LogLevel = "Log:Level";
}
