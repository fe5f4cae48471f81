namespace SteppedCare.Cli;

/// <summary>The rollouts that a person has before them: a change names their epochs, so that nobody changes what they did not see.</summary>
internal static class SeenRollouts
{
    /// <summary>The present rollout of each service, as named.</summary>
    internal static async Task<IReadOnlyList<V1.Rollout>> OfAsync(ServiceConnection connection, IReadOnlyList<string> services)
    {
        var rollouts = new List<V1.Rollout>();
        foreach (var service in services.Distinct(StringComparer.Ordinal))
        {
            if (await PresentAsync(connection, service) is { } present)
            {
                rollouts.Add(present);
            }
        }

        return rollouts;
    }

    /// <summary>The present rollout of each service that is on a policy, by the name of the service.</summary>
    /// <exception cref="FailedException">None is.</exception>
    internal static async Task<IReadOnlyList<V1.Rollout>> OnAsync(ServiceConnection connection, string policy)
    {
        var present = new SortedDictionary<string, V1.Rollout>(StringComparer.Ordinal);
        var request = new V1.ListRolloutsRequest();
        int told;
        do
        {
            told = present.Count;
            var page = await connection.Policies.ListRolloutsAsync(request, connection.Usual);
            foreach (var rollout in page.Rollouts)
            {
                present.TryAdd(rollout.Service, rollout);
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0 && present.Count > told);

        return present.Values.Where(rollout => rollout.Policy == policy).ToList() is { Count: > 0 } rollouts
            ? rollouts
            : throw new FailedException(Failure.OfArguments($"No service is on {policy}: name those to change with --service."));
    }

    /// <summary>The present rollout of a service; null when it has none.</summary>
    internal static async Task<V1.Rollout?> PresentAsync(ServiceConnection connection, string service) =>
        await HistoryAsync(connection, service, 1) is [var present, ..] ? present : null;

    /// <summary>The latest rollouts of a service, the present one first.</summary>
    internal static async Task<IReadOnlyList<V1.Rollout>> HistoryAsync(ServiceConnection connection, string service, int most) =>
        (await connection.Policies.ListRolloutsAsync(new V1.ListRolloutsRequest { Service = service, PageSize = most }, connection.Usual)).Rollouts;

    internal static V1.SeenRollout Of(V1.Rollout rollout) => new() { Service = rollout.Service, Epoch = rollout.Epoch };
}
