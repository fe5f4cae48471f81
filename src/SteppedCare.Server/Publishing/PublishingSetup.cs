namespace SteppedCare.Server.Publishing;

/// <summary>How a host gets what service leads and safety officers ask.</summary>
internal static class PublishingSetup
{
    internal static IServiceCollection AddPublishing(this IServiceCollection services) => services
        .AddSingleton<RevisionShelf>()
        .AddSingleton<RevisionPublishing>()
        .AddSingleton<FactsAnewFor>()
        .AddSingleton<RecordedGate>()
        .AddSingleton<InvariantsPublishing>()
        .AddSingleton<RevisionActs>()
        .AddSingleton<RolloutHistory>()
        .AddSingleton<BackTesting>()
        .AddSingleton<IPolicyDesk, PolicyDesk>();
}
