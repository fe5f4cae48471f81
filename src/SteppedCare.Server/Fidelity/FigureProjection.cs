using System.Globalization;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Fidelity;

/// <summary>Keeps the totals of every service near the end of its log. One replica does it as a rule; a lease saves the others the work, and nothing rests on it.</summary>
internal sealed partial class FigureProjection(
    FigureProjector projector,
    FidelityReports reports,
    FigureMeters meters,
    IRegistryStore leases,
    ReplicaName name,
    HostSettings settings,
    TimeProvider time,
    ILogger<FigureProjection> logger) : BackgroundService
{
    // By meaning: in an update servers of either release keep the totals that they report from.
    private static readonly string s_lease = string.Create(CultureInfo.InvariantCulture, $"figures-{Contribution.Definition}");
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_leaseTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_betweenMeters = TimeSpan.FromMinutes(1);

    private long? _metered;

    /// <summary>Takes in everything that the logs have now; false where a part could not be taken in, which keeps no other.</summary>
    internal async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var isWhole = true;
        foreach (var service in settings.Services)
        {
            var taken = await Task.WhenAll(EpisodeTag.All(service.Name).Select(tag => TryCatchUpAsync(tag, service.TimeZone, cancellationToken)));
            isWhole &= taken.All(each => each);
        }

        return isWhole;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        try
        {
            do
            {
                await TryCatchUpAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end: whoever has the lease next goes on.
        }
    }

    private async Task TryCatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await leases.TryLeaseAsync(s_lease, name.Value, s_leaseTime, cancellationToken))
            {
                // Whoever has the lease tells; what we knew grows old.
                meters.Forget();
                _metered = null;
                return;
            }

            if (await CatchUpAsync(cancellationToken))
            {
                meters.Whole();
            }

            await MeterAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Said elsewhere; reports say as of when they are.
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Broke(FaultKinds.Of(fault));
        }
    }

    private async Task MeterAsync(CancellationToken cancellationToken)
    {
        if (_metered is { } last && time.GetElapsedTime(last) < s_betweenMeters)
        {
            return;
        }

        _metered = time.GetTimestamp();
        var now = time.GetUtcNow();
        var month = settings.Services.Max(service => Month.Of(CivilTime.Of(now, service.TimeZone).Date));
        var question = new FidelityQuestion([], [.. Month.Range(month.Before(11), month)], ReportGrouping.None);
        if (await reports.ReadAsync(question, cancellationToken) is { Value.Groups: [var all] })
        {
            foreach (var measure in MeasureCatalogue.WithoutSingleQuestions.Where(measure => question.Speaks(measure, all)))
            {
                meters.Measured(measure, all.Of);
            }
        }
    }

    private async Task<bool> TryCatchUpAsync(EpisodeTag tag, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        try
        {
            await projector.CatchUpAsync(tag, zone, cancellationToken);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            PartBroke(FaultKinds.Of(fault), tag.Service);
            return false;
        }
    }

    [LoggerMessage(181, LogLevel.Error, "A part of the figures of {Service} cannot be taken in ({Kinds}); the others are, and it is tried again in two seconds")]
    private partial void PartBroke(string kinds, string service);

    [LoggerMessage(180, LogLevel.Error, "Taking the log into the figures failed ({Kinds}); the next try is in two seconds")]
    private partial void Broke(string kinds);
}
