using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Hosting;

/// <summary>Whoever tells callers whether to come: the health service.</summary>
internal interface IServingSwitch
{
    /// <summary>A revision is live for every service.</summary>
    void PolicyIsLive(bool live);

    /// <summary>The store took the last probe.</summary>
    void StoreAnswers(bool answering);

    /// <summary>The first thing at shutdown. There is no way back.</summary>
    void Stop();
}

/// <summary>What answers for each service now.</summary>
internal interface ILiveRevisions
{
    /// <summary>The revision live for a service; null when none is.</summary>
    RevisionName? Of(string service);

    /// <summary>The epoch that every part of the service's episodes was put under last; null while that is not known.</summary>
    TagEpoch? EpochOf(string service);
}
